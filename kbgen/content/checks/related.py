# SPDX-License-Identifier: MIT
"""KB504: the ids in `related` must exist."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from kbgen.content.links.nearest import Nearest
from kbgen.content.source.leading_heading import comparable
from kbgen.runtime.addresses import is_external, own_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report ids that no article of any language has.

    A hidden article is KB405, like a link to one.
    """
    ids = {article.id for article in site.kb.articles}
    ids_by_path = {article.path: article.id for article in site.kb.articles}
    nearest = Nearest(ids)
    for article in site.kb.articles:
        for identifier in article.related:
            if identifier in ids:
                continue
            field = f"related:{identifier}"
            if identifier in site.kb.hidden_ids:
                message = f"related article {identifier} is a draft or for another audience"
                hint = "It is not shown until it is published."
                yield site.at_field("KB405", article, field, message, hint)
                continue
            if other := _at_path(article, identifier, ids_by_path):
                message = f"related takes ids, and {identifier} is a path"
                yield site.at_field("KB504", article, field, message, f"Write {other}.")
                continue
            if other := _named(identifier, site):
                message = f"related takes ids, and {identifier} is not an id"
                yield site.at_field("KB504", article, field, message, f"Write {other}.")
                continue
            near = nearest.to(identifier)
            hint = f"Did you mean {near}?" if near else "Use the id of an article."
            message = f"there is no article {identifier}"
            yield site.at_field("KB504", article, field, message, hint)


def _named(words: str, site: Site) -> str:
    """Return the id of the article with this title or address; empty if none or several have it."""
    address = _address(words, site.settings.site_url)
    wanted = comparable(words)
    ids = {
        article.id
        for article in site.kb.articles
        if article.url.rstrip("/") == address or comparable(article.title) == wanted
    }
    return ids.pop() if len(ids) == 1 else ""


def _address(url: str, site_url: str) -> str | None:
    """Return an address of this site without the site's own address; None for any other text."""
    path = own_path(url, site_url) if is_external(url) else None
    root = own_path(site_url, site_url) or "/"
    return None if path is None else path.removeprefix(root).strip("/")


def _at_path(article: Article, path: str, ids_by_path: Mapping[str, str]) -> str:
    """Return the id of the article at a path; it may be relative to the folder of `article`."""
    for base in (dirname(article.path), "", article.lang):
        joined = normpath(join(base, path.lstrip("/")))
        for candidate in (joined, f"{joined}.md", f"{joined}/index.md"):
            if found := ids_by_path.get(candidate):
                return found
    return ""
