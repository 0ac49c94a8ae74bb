# SPDX-License-Identifier: MIT
"""Prepare `nav` of mkdocs.yml: titles by path, entries of other languages, entries without a page.

In: the navigation as the settings have it. Out: the same for one language, and KB309.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import normpath
from typing import TYPE_CHECKING

from kbgen.content.structure.urls import is_markdown
from kbgen.model import Diagnostic, Navigation, NavPage, NavSection, diagnostic, navigation_pages
from kbgen.runtime.addresses import is_external
from kbgen.settings.file_patterns import file_patterns

if TYPE_CHECKING:
    from kbgen.content.structure.language_folders import Layout
    from kbgen.settings.types import SiteSettings


def page_titles(navigation: Navigation | None) -> dict[str, str]:
    """Map the paths that a navigation names to the titles that it gives them."""
    titles: dict[str, str] = {}
    for page in navigation_pages(navigation or ()):
        if page.title:
            titles.setdefault(page.path, page.title)
    return titles


def unlisted_paths(
    paths: Iterable[str], navigation: Navigation | None, settings: SiteSettings
) -> frozenset[str]:
    """Return the paths that `not_in_nav` keeps out of all lists, unless the navigation has them."""
    if not settings.not_in_nav:
        return frozenset()
    named = {page.path for page in navigation_pages(navigation or ())}
    patterns = file_patterns(settings.not_in_nav)
    return frozenset(path for path in paths if path not in named and patterns.match_file(path))


def translated(
    navigation: Navigation,
    pages: Collection[str],
    by_location: Mapping[str, str],
    words: Mapping[str, str],
    *,
    is_default: bool,
) -> Navigation:
    """Return a navigation with the paths of one language.

    Args:
        navigation: The navigation of the whole site.
        pages: The paths of the language's pages.
        by_location: The same paths, by their path within the language.
        words: Titles of the navigation → titles in this language.
        is_default: Whether titles are in this language.
    """

    def page(item: NavPage) -> NavPage:
        title = words.get(item.title, item.title)
        if is_external(item.path) or item.path in pages or item.path not in by_location:
            return replace(item, title=title)
        title = title if is_default or item.title in words else ""
        return replace(item, path=by_location[item.path], title=title)

    def section(item: NavSection) -> NavSection:
        named = any(entry.path in pages for entry in navigation_pages(item.items))
        is_foreign = not (is_default or named or item.title in words)
        title = words.get(item.title, item.title)
        return replace(item, title=title, items=level(item.items), is_foreign=is_foreign)

    def level(items: Navigation) -> Navigation:
        return tuple(
            section(item) if isinstance(item, NavSection) else page(item) for item in items
        )

    return level(navigation)


def entries_without_page(
    navigation: Navigation, files: Collection[str], layout: Layout, settings: SiteSettings
) -> Iterator[Diagnostic]:
    """Yield KB309 for each entry of `nav` that names neither an article nor another site.

    Args:
        navigation: `nav` of mkdocs.yml.
        files: Paths of all files of the content folder, and of the pages that plugins make.
        layout: The site's language folders.
        settings: The site's settings.
    """
    located = (layout.locate(path) for path in files if is_markdown(path))
    articles = {path for path in files if is_markdown(path)}
    articles |= {file.path for file in located if file}
    for page in navigation_pages(navigation):
        if page.path not in articles and not is_external(page.path):
            message, hint = _explain(page, files, articles)
            line, column = page.location
            name = settings.config_file.name
            yield diagnostic("KB309", name, message, line=line, column=column, hint=hint)


def _explain(page: NavPage, files: Collection[str], articles: Collection[str]) -> tuple[str, str]:
    """Return the message about an entry without a page, and what to do."""
    if not page.path:
        hint = "Write 'Title: path/of/article.md'."
        return f"the entry '{page.title}' of nav names no page", hint
    if page.path in files:
        hint = "Link to the file from an article, and name the article."
        return f"nav names '{page.path}', which is a file and not an article", hint
    folder = normpath(page.path.strip("/") or ".")
    index = next((f"{folder}/{name}" for name in _INDEXES if f"{folder}/{name}" in articles), "")
    hint = "Write the path of an article in the content folder."
    hint = f"Did you mean {index}?" if index else hint
    title, colon, path = page.path.partition(":")
    if colon and path.strip() in articles:
        hint = f"Put a space after the colon: {title}: {path.strip()}"
    return f"nav names '{page.path}', which is not a page of this site", hint


_INDEXES = ("index.md", "README.md")
