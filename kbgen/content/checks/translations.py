# SPDX-License-Identifier: MIT
"""KB308: the source of a translation has changed since the revision that the translation names."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        elif source and article.is_older_than(source):
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


def _words(article: Article, source: Article, path: str) -> tuple[str, str]:
    """Return message and hint for a translation whose revision is not that of its source."""
    revision = f"set `{_FIELD}: {source.revision}`."
    if article.source_revision.strip("0"):
        message = f"{path} has changed since it was translated"
        return message, f"Bring the translation up to date, then {revision}"
    message = f"the translation of {path} is not finished: its revision is 0"
    return message, f"When the whole text is translated, {revision}"
