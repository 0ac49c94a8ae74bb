# SPDX-License-Identifier: MIT
"""KB308: the source of a translation has changed since the revision that the translation names.

KB709: the plugin i18n published articles also in languages into which they are not translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import diagnostic
from kbgen.settings.plugins import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Diagnostic

_FIELD = "source_revision"


def check(site: Site) -> Iterator[Diagnostic]:
    """Report translations that are older than their source; skip articles that name no revision."""
    default = site.kb.languages[0]
    sources = {article.id: article for article in site.kb.articles if article.lang == default}
    gone = {article.id: article.path for article in site.kb.gone if article.lang == default}
    for article in site.kb.articles:
        if not article.source_revision:
            continue
        source = sources.get(article.id)
        if article is source:
            message = f"an article in the default language, {default}, is not a translation"
            yield site.at_field("KB308", article, _FIELD, message, f"Remove `{_FIELD}`.")
        elif source and (article.is_unfinished or article.is_older_than(source)):
            message, hint = _words(article, source, site.settings.display_path(source.path))
            yield site.at_field("KB308", article, _FIELD, message, hint)
        elif source is None and article.id in gone:
            message = f"{site.settings.display_path(gone[article.id])} is withdrawn"
            hint = f"Withdraw the translation too, or remove `{_FIELD}`."
            yield site.at_field("KB308", article, _FIELD, message, hint)
        elif source is None and article.id not in site.kb.hidden_ids:
            message = f"no article in {default} has the id {article.id}"
            hint = f"Give the translation the same path or id as its source, or remove `{_FIELD}`."
            yield site.at_field("KB308", article, _FIELD, message, hint)


def check_fallback(site: Site) -> Iterator[Diagnostic]:
    """Report the addresses that the plugin i18n gave to articles without a translation."""
    settings, plugins = site.settings, site.settings.other_plugins
    i18n = next((plugin for plugin in plugins if plain_name(plugin.name) == "i18n"), None)
    if i18n is None or not settings.reads_i18n or not settings.expects_fallback:
        return
    default = site.kb.languages[0]
    redirected = {redirect.old for redirect in site.kb.redirects}
    for lang in site.kb.languages[1:]:
        translated = {article.id for article in site.kb.articles if article.lang == lang}
        missing = [
            article
            for article in site.kb.articles
            if article.lang == default
            and article.id not in translated
            and f"{lang}/{article.url}" not in redirected
        ]
        if missing:
            count = "1 article is" if len(missing) == 1 else f"{len(missing)} articles are"
            old = f"{lang}/{missing[0].url}"
            message = (
                f"i18n's fallback_to_default has no effect: {count} not translated into {lang}"
            )
            hint = f"Keep old addresses in _data/redirects.yml, such as '{old}: {missing[0].path}'."
            path = settings.config_file.name
            yield diagnostic("KB709", path, message, line=i18n.line, column=i18n.column, hint=hint)


def _words(article: Article, source: Article, path: str) -> tuple[str, str]:
    """Return message and hint for a translation whose revision is not that of its source."""
    revision = f"set `{_FIELD}: {source.revision}`."
    if not article.is_unfinished:
        message = f"{path} has changed since it was translated"
        return message, f"Bring the translation up to date, then {revision}"
    message = f"the translation of {path} is not finished: its revision is 0"
    return message, f"When the whole text is translated, {revision}"
