# SPDX-License-Identifier: MIT
"""KB301, KB305: an id names one article of a language, and so does a title in search results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Diagnostic


def check_ids(site: Site) -> Iterator[Diagnostic]:
    """Report every article whose id an earlier article of its language already has."""
    for article, owner in _repeated((item, item.id) for item in site.kb.articles):
        message = f"{site.settings.display_path(owner)} has the same id, {article.id}"
        hint = "Give one of them a different `id`; never change the id of a published article."
        yield site.at_field("KB301", article, "id", message, hint)


def check_titles(site: Site) -> Iterator[Diagnostic]:
    """Report every article whose title an earlier article of its language already has.

    Texts of folders do not count.
    """
    titled = ((item, item.title.casefold()) for item in site.kb.articles if not item.is_index)
    for article, owner in _repeated(titled):
        message = f"{site.settings.display_path(owner)} has the same title, “{article.title}”"
        hint = "Make each title say what is different, or merge the two articles."
        yield site.at_field("KB305", article, "title", message, hint)


def _repeated(named: Iterator[tuple[Article, str]]) -> Iterator[tuple[Article, str]]:
    """Yield each article with a name taken in its language, and the path of the first with it."""
    first: dict[tuple[str, str], str] = {}
    for article, name in named:
        owner = first.setdefault((article.lang, name), article.path)
        if owner != article.path:
            yield article, owner
