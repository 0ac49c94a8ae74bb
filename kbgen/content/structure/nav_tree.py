# SPDX-License-Identifier: MIT
"""Reduce the navigation of one language to two levels, with each page exactly once.

In: a `Navigation` and the pages of a language. Out: nodes that have no folder yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from kbgen.model import Article, ListedPage, Navigation, NavPage, NavSection
from kbgen.runtime.addresses import is_external

CategoryPage = Article | ListedPage
"""A page of a category or section."""


@dataclass(slots=True, eq=False)
class NavNode:
    """A future category or section."""

    title: str
    paths: list[str] = field(default_factory=list)
    """Paths of its pages, in order."""
    sections: list[NavNode] = field(default_factory=list)
    nested: list[NavNode] = field(default_factory=list)
    """Sections below the second level, whose pages are in this node."""
    folder: str = ""
    """As `Article.folder`; empty until `nav_folders` sets it."""
    text: str = ""
    """Path of the page that is its text."""
    location: tuple[int, int] = (1, 1)
    """Same as `NavSection.location`."""
    is_foreign: bool = False
    """Same as `NavSection.is_foreign`."""

    def with_sections(self) -> Iterator[NavNode]:
        """Yield the node and its sections."""
        yield self
        yield from self.sections


@dataclass(slots=True)
class NavTree:
    """The navigation of a language."""

    pages: Mapping[str, CategoryPage]
    """Pages of the language by path, without the text of the home page."""
    top_paths: list[str] = field(default_factory=list)
    """Paths of the pages outside all categories, in order."""
    nodes: list[NavNode] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """Titles from the navigation that differ from the page's own, by path."""
    external_links: dict[str, str] = field(default_factory=dict)
    """Titles of links to other sites, by URL."""
    unnamed: dict[str, list[str]] = field(default_factory=dict)
    """Paths of the pages that the navigation does not name, by folder."""

    def all_nodes(self) -> list[NavNode]:
        """Return all nodes of both levels."""
        return list(chain.from_iterable(top.with_sections() for top in self.nodes))


def build_tree(
    navigation: Navigation, pages: Mapping[str, CategoryPage], *, in_folder: bool
) -> NavTree:
    """Reduce a navigation to two levels.

    Args:
        navigation: The navigation of the whole site.
        pages: The pages of the language, by path.
        in_folder: Whether the language has its own folder, which a navigation may show as a
            section.
    """
    tree = NavTree(pages)
    builder = _TreeBuilder(tree)
    tree.top_paths, tree.nodes = builder.level(navigation)
    # A navigation may wrap a language's pages in sections for the language itself: unwrap them.
    while in_folder and _is_language_folder(tree):
        (node,) = tree.nodes
        tree.top_paths, tree.nodes = tree.top_paths + node.paths, node.sections
    for node in tree.nodes:
        for section in node.sections:
            _flatten(section)
    _add_unnamed(tree, builder.seen)
    return tree


@dataclass(slots=True)
class _TreeBuilder:
    tree: NavTree
    seen: set[str] = field(default_factory=set)

    def level(self, items: Navigation) -> tuple[list[str], list[NavNode]]:
        """Return the paths of a level's pages, and its sections with a page of this language."""
        paths, nodes = [], []
        for item in items:
            if isinstance(item, NavSection):
                inner, sections = self.level(item.items)
                if sections or self._has_content(item, inner):
                    node = NavNode(item.title, inner, sections, location=item.location)
                    node.is_foreign = item.is_foreign
                    nodes.append(node)
            elif self._accepts(item):
                paths.append(item.path)
        return paths, nodes

    def _has_content(self, section: NavSection, paths: list[str]) -> bool:
        """Tell whether a section has pages of this language, or nothing but links."""
        is_list_of_links = all(
            isinstance(item, NavPage) and is_external(item.path) for item in section.items
        )
        return any(path in self.tree.pages for path in paths) or (bool(paths) and is_list_of_links)

    def _accepts(self, item: NavPage) -> bool:
        """Tell whether an item belongs in this language: a page, named first here, or a link."""
        is_link = is_external(item.path)
        if item.path in self.seen or not (is_link or item.path in self.tree.pages):
            return False
        if is_link:
            self.tree.external_links.setdefault(item.path, item.title or item.path)
            return True
        self.seen.add(item.path)
        if item.title and item.title != self.tree.pages[item.path].title:
            self.tree.labels[item.path] = item.title
        return True


def _is_language_folder(tree: NavTree) -> bool:
    """Tell whether the only section is the language's folder, not a category.

    Its direct pages are then outside any category.
    """
    if len(tree.nodes) != 1 or any(path in tree.pages for path in tree.top_paths):
        return False
    direct = [tree.pages[path] for path in tree.nodes[0].paths if path in tree.pages]
    return all(not item.folder for item in direct)


def _flatten(section: NavNode) -> None:
    """Move the pages of all nested sections into a section."""
    for inner in section.sections:
        _flatten(inner)
        section.nested += [inner, *inner.nested]
        section.paths += inner.paths
    section.sections = []


def _add_unnamed(tree: NavTree, seen: set[str]) -> None:
    """Collect the pages that the navigation does not name; the top level gets the loose ones."""
    for path, page in tree.pages.items():
        if path not in seen:
            tree.unnamed.setdefault(page.folder, []).append(path)
    tree.top_paths += tree.unnamed.pop("", [])
