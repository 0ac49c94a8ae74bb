# SPDX-License-Identifier: MIT
"""Which folder each section of a navigation stands for: a folder's page keeps its address, whatever it is called.

In: a tree of `nav_tree`. Out: the same, each node with its folder. A section that stands for no folder gets an address
of its title; what the navigation does not name goes to the end of the section of its folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.nav_tree import Node, Tree

_Owners = dict[str, Node]
"""Folder → the node that stands for it."""


def find_folders(tree: Tree, is_free: Callable[[str], bool]) -> None:
    """Give each node its folder.

    Args:
        tree: is changed.
        is_free: whether a new folder may have this name (less language).
    """
    owners: _Owners = {}
    _claim_by_articles(tree, owners)
    _claim_by_parts(tree, owners)
    for folder, paths in tree.rest.items():
        _place_rest(tree, owners, folder, paths)
    _name_others(tree, owners, is_free)
    for folder, node in owners.items():
        _take_text(tree, folder, node)


def _claim_by_articles(tree: Tree, owners: _Owners) -> None:
    """A folder goes to the node with most of its articles, if these are most of the node's, or its text is there."""
    nodes = tree.every()
    claims = sorted(
        (-count, not has_text, number, folder)
        for number, node in enumerate(nodes)
        for folder, count, has_text in _claims(tree, node)
    )
    for _, _, number, folder in claims:
        if folder not in owners and not nodes[number].folder:
            owners[folder] = nodes[number]
            nodes[number].folder = folder


def _claims(tree: Tree, node: Node) -> Iterator[tuple[str, int, bool]]:
    """(folder, articles of it in the node, whether its text is there) of each folder that the node may stand for."""
    own = [tree.known[path] for path in node.paths if path in tree.known]
    texts = {item.shelf for item in own if item.is_index}
    counts = Counter(item.shelf for item in own if not item.is_index)
    for folder in (counts.keys() | texts) - {""}:
        unnamed = sum(not tree.known[path].is_index for path in tree.rest.get(folder, ()))
        if folder in texts or (2 * counts[folder] > counts.total() and counts[folder] >= unnamed):
            yield folder, counts[folder], folder in texts


def _claim_by_parts(tree: Tree, owners: _Owners) -> None:
    """A section that holds sections only stands for the folder that most of them lie in."""
    for node in tree.nodes:
        if node.folder:
            continue
        above = Counter(part.folder.partition("/")[0] for part in node.parts if "/" in part.folder)
        free = [folder for folder, _ in above.most_common() if folder not in owners]
        if free:
            node.folder = free[0]
            owners[free[0]] = node


def _place_rest(tree: Tree, owners: _Owners, folder: str, paths: list[str]) -> None:
    """To the end of the section of the folder; where there is none, it becomes one, in the category of its folder."""
    if folder in owners:
        owners[folder].paths += paths
        return
    node = owners[folder] = Node("", list(paths), folder=folder)
    category = folder.partition("/")[0]
    if category == folder:
        tree.nodes.append(node)
        return
    if category not in owners:
        owners[category] = Node("", folder=category)
        tree.nodes.append(owners[category])
    home = next(top for top in tree.nodes if owners[category] in top.every())
    home.parts.append(node)


def _name_others(tree: Tree, owners: _Owners, is_free: Callable[[str], bool]) -> None:
    for top in tree.nodes:
        for node in top.every():
            if node.folder:
                continue
            stem = id_from_path(f"{node.title}.md")
            name = stem = stem if node is top else f"{top.folder}/{stem}"
            number = 1
            while name in owners or not is_free(name):
                number += 1
                name = f"{stem}-{number}"
            node.folder = name
            owners[name] = node


def _take_text(tree: Tree, folder: str, owner: Node) -> None:
    """A folder's own text is the text of its section, wherever the navigation names it."""
    text = next((path for path, item in tree.known.items() if item.is_index and item.shelf == folder), "")
    if text:
        for node in tree.every():
            node.paths = [path for path in node.paths if path != text]
        tree.top = [path for path in tree.top if path != text]
        owner.text = text
