# SPDX-License-Identifier: MIT
"""Shelves as a navigation wants them: order, titles, what stands under what. Addresses of articles never change.

In: the shelves of one language, what stands on them, and a `Navigation`. Out: other shelves, the shelf and the label of
each article, and what of the navigation shelves cannot show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kbgen.content.structure.categories import FolderUrl, Shelves, readable
from kbgen.content.structure.nav_folders import find_folders
from kbgen.content.structure.nav_tree import Node, Standing, Tree, grow
from kbgen.model import Category, ListedPage, Navigation, Section


@dataclass(frozen=True, slots=True)
class Followed:
    """The shelves of a language after a navigation."""

    shelves: Shelves
    folders: Mapping[str, str]
    """By path of what stands on a shelf: that shelf; empty for the top."""
    labels: Mapping[str, str]
    """By path: what lists call it, if not by its title."""
    elsewhere: Mapping[str, str]
    """Address → title of what lies outside the site."""
    said: tuple[str, ...]
    """What is not followed."""


def follow(
    navigation: Navigation,
    before: Shelves,
    standing: Mapping[str, Standing],
    folder_url: FolderUrl,
    is_free: Callable[[str], bool],
    *,
    in_folder: bool,
) -> Followed:
    """Put the articles of one language where a navigation has them.

    Args:
        navigation: of the whole site.
        before: the shelves as folders and `_category.yml` have them.
        standing: by path, all that stands on them.
        folder_url: folder less language → URL of its page.
        is_free: whether a new folder may have this name.
        in_folder: whether the language has a folder of its own.
    """
    tree = grow(navigation, _in_order(before, standing), in_folder=in_folder)
    find_folders(tree, is_free)
    tree.nodes = [node for node in tree.nodes if _is_kept(node)]
    make = _Maker(folder_url, _by_folder(before), standing)
    nodes = tree.every()
    return Followed(
        Shelves(tuple(map(make.category, tree.nodes)), tuple(tree.top)),
        dict.fromkeys(tree.top, "")
        | {path: node.folder for node in nodes for path in (*node.paths, node.text) if path},
        tree.labels,
        tree.elsewhere,
        tuple(line for node in nodes for line in _deeper(tree, node)),
    )


def with_elsewhere(pages: tuple[ListedPage, ...], followed: Followed, lang: str) -> tuple[ListedPage, ...]:
    """The pages of a language on their shelves, and those elsewhere that the navigation names."""
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
    """What stands on the shelves, as it stands there: what a navigation does not name keeps this order."""
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
    """A folder of the third level stands in its section anyway; a section that is no such folder loses its title."""
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
        """The navigation's, unless that is the name of the folder, which plugins take when they are told nothing."""
        if old and _letters(node.title) in ("", _letters(node.folder.rpartition("/")[2]), _letters(readable(old.path))):
            return old.title
        return node.title or readable(node.folder)


def _letters(name: str) -> str:
    return "".join(name.replace("-", " ").replace("_", " ").casefold().split())
