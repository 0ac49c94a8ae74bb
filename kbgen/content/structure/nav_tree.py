# SPDX-License-Identifier: MIT
"""Reduce the navigation of one language to two levels, with each page exactly once.

In: a `Navigation` and the pages of a language. Out: nodes that have no folder yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from kbgen.model import Article, ListedPage, Navigation, NavPage, NavSection

Standing = Article | ListedPage
"""A page of a category or section."""
_ELSEWHERE = re.compile(r"(?i)https?://")


@dataclass(slots=True, eq=False)
class Node:
    """A future category or section."""

    title: str
    paths: list[str] = field(default_factory=list)
    """Paths of its pages, in order."""
    parts: list[Node] = field(default_factory=list)
    deeper: list[tuple[str, list[str]]] = field(default_factory=list)
    """(title, paths) of sections below the second level, whose pages are in this node."""
    folder: str = ""
    """As `Article.shelf`; empty until `nav_folders` sets it."""
    text: str = ""
    """Path of the page that is its text."""

    def every(self) -> Iterator[Node]:
        """Yield the node and its sections."""
        yield self
        yield from self.parts


@dataclass(slots=True)
class Tree:
    """The navigation of a language."""

    known: Mapping[str, Standing]
    """Pages of the language by path, without the text of the home page."""
    top: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """Titles from the navigation that differ from the page's own, by path."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Titles of links to other sites, by URL."""
    rest: dict[str, list[str]] = field(default_factory=dict)
    """Paths of the pages that the navigation does not name, by folder."""

    def every(self) -> list[Node]:
        """Return all nodes of both levels."""
        return list(chain.from_iterable(top.every() for top in self.nodes))


def grow(navigation: Navigation, known: Mapping[str, Standing], *, in_folder: bool) -> Tree:
    """Reduce a navigation to two levels.

    Args:
        navigation: The navigation of the whole site.
        known: The pages of the language, by path.
        in_folder: Whether the language has its own folder, which a navigation may show as a
            section.
    """
    tree = Tree(known)
    grower = _Grower(tree)
    tree.top, tree.nodes = grower.level(navigation)
    while in_folder and _is_language(tree):
        (node,) = tree.nodes
        tree.top, tree.nodes = tree.top + node.paths, node.parts
    for node in tree.nodes:
        for part in node.parts:
            _flatten(part)
    _add_rest(tree, grower.seen)
    return tree


@dataclass(slots=True)
class _Grower:
    tree: Tree
    seen: set[str] = field(default_factory=set)

    def level(self, items: Navigation) -> tuple[list[str], list[Node]]:
        paths, nodes = [], []
        for item in items:
            if isinstance(item, NavSection):
                inner, parts = self.level(item.items)
                if parts or any(path in self.tree.known for path in inner):
                    nodes.append(Node(item.title, inner, parts))
            elif self._takes(item):
                paths.append(item.path)
        return paths, nodes

    def _takes(self, item: NavPage) -> bool:
        is_elsewhere = _ELSEWHERE.match(item.path) is not None
        if item.path in self.seen or not (is_elsewhere or item.path in self.tree.known):
            return False
        if is_elsewhere:
            self.tree.elsewhere.setdefault(item.path, item.title or item.path)
            return True
        self.seen.add(item.path)
        if item.title and item.title != self.tree.known[item.path].title:
            self.tree.labels[item.path] = item.title
        return True


def _is_language(tree: Tree) -> bool:
    """Tell whether the only section is the language's folder, not a category.

    Its direct pages are then outside any category.
    """
    if len(tree.nodes) != 1 or any(path in tree.known for path in tree.top):
        return False
    own = [tree.known[path] for path in tree.nodes[0].paths if path in tree.known]
    return all(not item.shelf for item in own)


def _flatten(part: Node) -> None:
    """Move the pages of all nested sections into a section."""
    for inner in part.parts:
        _flatten(inner)
        part.deeper += [(inner.title, list(inner.paths)), *inner.deeper]
        part.paths += inner.paths
    part.parts = []


def _add_rest(tree: Tree, seen: set[str]) -> None:
    for path, item in tree.known.items():
        if path not in seen:
            tree.rest.setdefault(item.shelf, []).append(path)
    tree.top += tree.rest.pop("", [])
