# SPDX-License-Identifier: MIT
"""KB504, KB405: articles that `related`, `affects` and `replaced_by` name exist, published."""

from __future__ import annotations

from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from kbgen.content.history.former_ids import FormerIds
from kbgen.content.links.nearest import Nearest
from kbgen.content.source.leading_heading import comparable
from kbgen.content.structure.urls import is_markdown
from kbgen.runtime.addresses import is_external, own_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report ids that no article of any language has.

    A hidden or withdrawn article is KB405, like a link to one.
    """
    articles = _Articles(site)
    for article in site.kb.articles:
        yield from articles.problems(article, "related", article.related)
        yield from articles.problems(article, "affects", article.affects.articles)
    for article in (*site.kb.articles, *site.kb.gone):
        yield from articles.problems(article, "replaced_by", article.replaced_by)


class _Articles:
    """Finds the articles that fields name."""

    def __init__(self, site: Site) -> None:
        kb = site.kb
        self._site = site
        self._ids = {article.id for article in kb.articles}
        self._by_path = {article.path: article.id for article in (*kb.articles, *kb.gone)}
        self._not_shown = dict.fromkeys((item.id for item in kb.gone), "withdrawn")
        self._not_shown |= dict.fromkeys(kb.hidden_ids, "a draft or for another audience")
        self._expired = {
            (article.lang, article.id)
            for article in kb.articles
            if site.today is not None and article.has_expired(site.today)
        }

    def problems(self, article: Article, name: str, ids: tuple[str, ...]) -> Iterator[Diagnostic]:
        """Yield the problems of the ids in one field of an article."""
        for identifier in ids:
            field = f"{name}:{identifier}"
            if identifier == article.id and name == "replaced_by":
                message = "the article names itself in replaced_by"
                yield self._site.at_field("KB504", article, field, message, "Name another article.")
            elif identifier not in self._ids:
                code, message, hint = self._problem(article, name, identifier)
                yield self._site.at_field(code, article, field, message, hint)
            elif (article.lang, identifier) in self._expired:
                message = f"{_WORDS[name]} {identifier} has expired"
                hint = "It is not shown. Name another article, or set a new date in `expires`."
                yield self._site.at_field("KB405", article, field, message, hint)

    def _problem(self, article: Article, name: str, identifier: str) -> tuple[str, str, str]:
        """Return code, message and hint for an id that no published article has."""
        if why := self._not_shown.get(identifier):
            message = f"{_WORDS[name]} {identifier} is {why}"
            wait = "It is not shown until it is published."
            replace = "It is not shown. Name another article."
            return "KB405", message, replace if why == "withdrawn" else wait
        if other := self._at_path(article, identifier):
            return "KB504", f"{name} takes ids, and {identifier} is a path", f"Write {other}."
        if other := self._named(identifier):
            return "KB504", f"{name} takes ids, and {identifier} is not an id", f"Write {other}."
        return "KB504", f"there is no article {identifier}", self._hint(article, identifier)

    def _hint(self, article: Article, identifier: str) -> str:
        """Return the hint for an id or path that no article has."""
        names = [identifier]
        if is_markdown(identifier):
            names.insert(0, normpath(join(dirname(article.path), identifier.lstrip("/"))))
        if moved := next(filter(None, map(self._former_ids.hint, names)), ""):
            return moved
        near = self._nearest.to(identifier)
        return f"Did you mean {near}?" if near else "Use the id of an article."

    @cached_property
    def _former_ids(self) -> FormerIds:
        return FormerIds(self._site.kb, self._site.settings)

    def _named(self, words: str) -> str:
        """Return the id of the article with this title or address; empty for none or several."""
        address = _address(words, self._site.settings.own_url)
        wanted = comparable(words)
        ids = {
            article.id
            for article in self._site.kb.articles
            if article.url.rstrip("/") == address or comparable(article.title) == wanted
        }
        return ids.pop() if len(ids) == 1 else ""

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._ids)

    def _at_path(self, article: Article, path: str) -> str:
        """Return the id of the article at a path; it may be relative to the folder of `article`."""
        for base in (dirname(article.path), "", article.lang):
            joined = normpath(join(base, path.lstrip("/")))
            for candidate in (joined, f"{joined}.md", f"{joined}/index.md"):
                if found := self._by_path.get(candidate):
                    return found
        return ""


def _address(url: str, site_url: str) -> str | None:
    """Return an address of this site without the site's own address; None for any other text."""
    path = own_path(url, site_url) if is_external(url) else None
    root = own_path(site_url, site_url) or "/"
    return None if path is None else path.removeprefix(root).strip("/")


_WORDS = {
    "related": "related article",
    "affects": "affected article",
    "replaced_by": "the successor",
}
