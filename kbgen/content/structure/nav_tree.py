# SPDX-License-Identifier: MIT
"""The navigation of one language as shelves can hold it: two levels, each article once, none forgotten.

In: a `Navigation` and what stands on the shelves of a language. Out: nodes that are not named yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kbgen.model import Article, ListedPage, Navigation, NavPage, NavSection

Standing = Article | ListedPage
"""What stands on a shelf."""
_ELSEWHERE = re.compile(r"(?i)https?://")


@dataclass(slots=True, eq=False)
class Node:
    """A category or section to be."""

    title: str
    paths: list[str] = field(default_factory=list)
    """What stands in it, in order."""
    parts: list[Node] = field(default_factory=list)
    deeper: list[tuple[str, list[str]]] = field(default_factory=list)
    """Sections below the second level, whose articles stand in this one."""
    folder: str = ""
    """As `Article.shelf`; empty until it has one."""
    text: str = ""
    """Path of its own text."""

    def every_path(self) -> Iterator[str]:
        """Its text, and what stands in it."""
        yield from filter(None, (self.text, *self.paths))

    def every(self) -> Iterator[Node]:
        """The node, and its parts."""
        yield self
        yield from self.parts


@dataclass(slots=True)
class Tree:
    """The shelves of a language."""

    known: Mapping[str, Standing]
    """By path; the home page's text is none of them."""
    top: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """By path: what the navigation calls it."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Address → title."""
    rest: dict[str, list[str]] = field(default_factory=dict)
    """Folder → what the navigation does not name of it."""

    def every(self) -> list[Node]:
        """All nodes."""
        return [node for top in self.nodes for node in top.every()]


def grow(navigation: Navigation, known: Mapping[str, Standing], *, in_folder: bool) -> Tree:
    """Bring a navigation into two levels.

    Args:
        navigation: of the whole site.
        known: by path, what stands on the shelves of the language.
        in_folder: whether the language has a folder of its own, which a navigation may show as a section.
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
    """Whether all there is stands in one section that is no category: what it holds itself lies outside any."""
    if len(tree.nodes) != 1 or any(path in tree.known for path in tree.top):
        return False
    own = [tree.known[path] for path in tree.nodes[0].paths if path in tree.known]
    return all(not item.shelf for item in own)


def _flatten(part: Node) -> None:
    """A section takes in what stands below it."""
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
