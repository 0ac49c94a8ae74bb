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

from kbgen.content.structure.categories import CategoryTree, FolderUrl, readable
from kbgen.content.structure.nav_folders import find_folders
from kbgen.content.structure.nav_tree import CategoryPage, NavNode, NavTree, build_tree
from kbgen.model import Category, Navigation, Section

NavigationProblem = tuple[str, tuple[int, int]]
"""(message, line and column in mkdocs.yml; (1, 1) if they are not known)."""


@dataclass(frozen=True, slots=True)
class ArrangedNavigation:
    """The categories of a language after applying a navigation."""

    categories: CategoryTree
    folders: Mapping[str, str]
    """Folder of the category or section of each page, by path; empty for the top level."""
    labels: Mapping[str, str]
    """Titles for lists that differ from the page's own, by path."""
    external_links: Mapping[str, str]
    """Titles of links to other sites, by URL."""
    unsupported: tuple[NavigationProblem, ...]
    """Parts of the navigation that cannot be shown."""


def arrange(
    navigation: Navigation,
    before: CategoryTree,
    pages: Mapping[str, CategoryPage],
    folder_url: FolderUrl,
    is_free: Callable[[str], bool],
    *,
    in_folder: bool,
) -> ArrangedNavigation:
    """Arrange the pages of one language as a navigation wants them.

    Args:
        navigation: The navigation of the whole site.
        before: The categories as folders and `_category.yml` define them.
        pages: All pages of these categories, by path.
        folder_url: Returns the URL of a folder's page; the folder is without the language folder.
        is_free: Tells whether a new folder may have this name.
        in_folder: Whether the language has its own folder.
    """
    tree = build_tree(navigation, _in_order(before, pages), in_folder=in_folder)
    find_folders(tree, is_free)
    tree.nodes = _without_empty(tree.nodes)
    builder = _CategoryBuilder(folder_url, _by_folder(before))
    return ArrangedNavigation(
        CategoryTree(tuple(map(builder.category, tree.nodes)), tuple(tree.top_paths)),
        _folders_by_path(tree),
        tree.labels,
        tree.external_links,
        tuple(chain.from_iterable(_lost_titles(tree, node) for node in tree.all_nodes())),
    )


def _folders_by_path(tree: NavTree) -> dict[str, str]:
    folders = dict.fromkeys(tree.top_paths, "")
    for node in tree.all_nodes():
        folders |= dict.fromkeys(node.paths, node.folder)
        if node.text:
            folders[node.text] = node.folder
    return folders


def _without_empty(nodes: list[NavNode]) -> list[NavNode]:
    """Return the nodes that have pages, after dropping their empty sections."""
    for node in nodes:
        node.sections = _without_empty(node.sections)
    return [node for node in nodes if node.paths or node.sections or node.text]


def _in_order(before: CategoryTree, pages: Mapping[str, CategoryPage]) -> dict[str, CategoryPage]:
    """Return the pages in the order of their categories.

    Pages that the navigation does not name keep this order.
    """
    paths = [*before.top_articles]
    for category in _by_folder(before).values():
        paths += [*filter(None, [category.index]), *category.articles]
    return {path: pages[path] for path in paths if path in pages}


def _by_folder(before: CategoryTree) -> dict[str, Category | Section]:
    by_folder: dict[str, Category | Section] = {}
    for category in before.categories:
        by_folder[category.path] = category
        by_folder.update((section.path, section) for section in category.sections)
    return by_folder


def _lost_titles(tree: NavTree, node: NavNode) -> Iterator[NavigationProblem]:
    """Yield a message for each third-level section whose title is lost.

    The title of a third-level folder is not lost: its pages belong to its section anyway.
    """
    for inner in node.nested:
        pages = [tree.pages[path] for path in inner.paths if path in tree.pages]
        if any(page.folder != node.folder for page in pages):
            message = (
                f"the section '{inner.title}' is on the third level: "
                f"its articles are listed in '{node.title}'"
            )
            yield message, inner.location


@dataclass(frozen=True, slots=True)
class _CategoryBuilder:
    folder_url: FolderUrl
    before: Mapping[str, Category | Section]

    def category(self, node: NavNode) -> Category:
        sections = tuple(Section(**self._common(section)) for section in node.sections)
        old = self.before.get(node.folder)
        return Category(
            **self._common(node),
            icon=old.icon if isinstance(old, Category) else "",
            sections=sections,
        )

    def _common(self, node: NavNode) -> dict[str, Any]:
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
    def _title(node: NavNode, old: Category | Section | None) -> str:
        """Return the navigation's title, or the folder's own if that is better.

        Plugins use the name of the folder when no title is given. A title in another language
        gives way, too.
        """
        if old is None:
            return node.title or readable(node.folder)
        is_better = not node.title or node.is_foreign or _is_name_of_folder(node, old.title)
        return old.title if is_better else node.title


def _is_name_of_folder(node: NavNode, old_title: str) -> bool:
    """Tell whether a title is only the folder's name, from which plugins make titles."""
    if node.location != (1, 1):  # in mkdocs.yml, where people write titles
        return False
    readable_name, letters = readable(node.folder), _letters(node.title)
    if old_title == readable_name and letters == _letters(readable_name):
        return False  # the same words, perhaps in better letter case: `DNS`
    return letters in (_letters(node.folder.rpartition("/")[2]), _letters(readable_name))


def _letters(name: str) -> str:
    return "".join(name.replace("-", " ").replace("_", " ").casefold().split())
