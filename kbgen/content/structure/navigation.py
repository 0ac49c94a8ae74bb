# SPDX-License-Identifier: MIT
"""Arrange categories as a navigation wants them: order, titles, contents. Articles keep their URLs.

In: the categories of one language, their pages, and a `Navigation`. Out: rearranged categories, the
category and label of each page, and the parts of the navigation that categories cannot show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kbgen.content.structure.categories import FolderUrl, Shelves, readable
from kbgen.content.structure.nav_folders import find_folders
from kbgen.content.structure.nav_tree import Node, Standing, Tree, grow
from kbgen.model import Category, ListedPage, Navigation, Section


@dataclass(frozen=True, slots=True)
class Followed:
    """The categories of a language after applying a navigation."""

    shelves: Shelves
    folders: Mapping[str, str]
    """Folder of the category or section of each page, by path; empty for the top level."""
    labels: Mapping[str, str]
    """Titles for lists that differ from the page's own, by path."""
    elsewhere: Mapping[str, str]
    """Titles of links to other sites, by URL."""
    said: tuple[str, ...]
    """Parts of the navigation that cannot be shown."""


def follow(
    navigation: Navigation,
    before: Shelves,
    standing: Mapping[str, Standing],
    folder_url: FolderUrl,
    is_free: Callable[[str], bool],
    *,
    in_folder: bool,
) -> Followed:
    """Arrange the pages of one language as a navigation wants them.

    Args:
        navigation: The navigation of the whole site.
        before: The categories as folders and `_category.yml` define them.
        standing: All pages of these categories, by path.
        folder_url: Returns the URL of a folder's page; the folder is without the language folder.
        is_free: Tells whether a new folder may have this name.
        in_folder: Whether the language has its own folder.
    """
    tree = grow(navigation, _in_order(before, standing), in_folder=in_folder)
    find_folders(tree, is_free)
    tree.nodes = [node for node in tree.nodes if _is_kept(node)]
    make = _Maker(folder_url, _by_folder(before), standing)
    return Followed(
        Shelves(tuple(map(make.category, tree.nodes)), tuple(tree.top)),
        _folders_by_path(tree),
        tree.labels,
        tree.elsewhere,
        tuple(chain.from_iterable(_deeper(tree, node) for node in tree.every())),
    )


def _folders_by_path(tree: Tree) -> dict[str, str]:
    folders = dict.fromkeys(tree.top, "")
    for node in tree.every():
        folders |= dict.fromkeys(node.paths, node.folder)
        if node.text:
            folders[node.text] = node.folder
    return folders


def with_elsewhere(pages: tuple[ListedPage, ...], followed: Followed, lang: str) -> tuple[ListedPage, ...]:
    """Return the pages of a language, with the links to other sites that the navigation names."""
    own = {page.path: page for page in pages}
    links = (
        ListedPage(url, url, title, lang, followed.folders.get(url, ""), is_elsewhere=True)
        for url, title in followed.elsewhere.items()
    )
    return (*own.values(), *links)


def _is_kept(node: Node) -> bool:
    node.parts = [part for part in node.parts if _is_kept(part)]
    return bool(node.paths or node.parts or node.text)


def _in_order(before: Shelves, standing: Mapping[str, Standing]) -> dict[str, Standing]:
    """Return the pages in the order of their categories.

    Pages that the navigation does not name keep this order.
    """
    paths = [*before.top_articles]
    for shelf in _by_folder(before).values():
        paths += [*filter(None, [shelf.index]), *shelf.articles]
    return {path: standing[path] for path in paths if path in standing}


def _by_folder(before: Shelves) -> dict[str, Category | Section]:
    found: dict[str, Category | Section] = {}
    for category in before.categories:
        found[category.path] = category
        found.update((section.path, section) for section in category.sections)
    return found


def _deeper(tree: Tree, node: Node) -> Iterator[str]:
    """Yield a message for each third-level section whose title is lost.

    A third-level folder loses nothing: its pages belong to its section anyway.
    """
    for title, paths in node.deeper:
        if any(path in tree.known and tree.known[path].shelf != node.folder for path in paths):
            yield f"the section '{title}' lies on the third level: its articles stand in '{node.title}'"


@dataclass(frozen=True, slots=True)
class _Maker:
    folder_url: FolderUrl
    before: Mapping[str, Category | Section]
    standing: Mapping[str, Standing]

    def category(self, node: Node) -> Category:
        sections = tuple(Section(**self._common(part)) for part in node.parts)
        old = self.before.get(node.folder)
        return Category(**self._common(node), icon=old.icon if isinstance(old, Category) else "", sections=sections)

    def _common(self, node: Node) -> dict[str, Any]:
        old = self.before.get(node.folder)
        return {
            "path": node.folder,
            "url": self.folder_url(node.folder),
            "title": self._title(node, old),
            "summary": old.summary if old else "",
            "index": node.text,
            "articles": tuple(node.paths),
        }

    @staticmethod
    def _title(node: Node, old: Category | Section | None) -> str:
        """Return the navigation's title, or the folder's own if that is only the folder's name.

        Plugins use the name of the folder when no title is given.
        """
        if old and _letters(node.title) in ("", _letters(node.folder.rpartition("/")[2]), _letters(readable(old.path))):
            return old.title
        return node.title or readable(node.folder)


def _letters(name: str) -> str:
    return "".join(name.replace("-", " ").replace("_", " ").casefold().split())
