# SPDX-License-Identifier: MIT
"""Match the sections of a navigation to folders, so that a folder's page keeps its URL.

In: a tree of `nav_tree`. Out: the same, each node with its folder. A section without a matching
folder gets a URL made from its title; pages that the navigation does not name go to the end of the
section of their folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from kbgen.content.structure.identity import id_from_path
from kbgen.content.structure.nav_tree import NavNode, NavTree

_Owners = dict[str, NavNode]
"""Nodes by the folder they match."""


def find_folders(tree: NavTree, is_free: Callable[[str], bool]) -> None:
    """Give each node its folder.

    Args:
        tree: The tree, changed in place.
        is_free: Tells whether a new folder may have this name, without the language folder.
    """
    owners: _Owners = {}
    _claim_by_articles(tree, owners)
    _claim_by_sections(tree, owners)
    for folder, paths in tree.unnamed.items():
        _place_unnamed(tree, owners, folder, paths)
    _name_remaining(tree, owners, is_free)
    for folder, node in owners.items():
        _assign_text(tree, folder, node)


def _claim_by_articles(tree: NavTree, owners: _Owners) -> None:
    """Give each folder to the node with most of its articles.

    They must be most of the node's articles, or the node must have the folder's text.
    """
    nodes = tree.all_nodes()
    claims = []
    for number, node in enumerate(nodes):
        for folder, count, has_text in _claims(tree, node):
            claims.append((-count, not has_text, number, folder))
    # The largest claim first; of equal ones, the node with the folder's text, then the earlier one.
    for _, _, number, folder in sorted(claims):
        if folder not in owners and not nodes[number].folder:
            owners[folder] = nodes[number]
            nodes[number].folder = folder


def _claims(tree: NavTree, node: NavNode) -> Iterator[tuple[str, int, bool]]:
    """Yield (folder, count of its articles in the node, whether its text is there).

    Only folders that the node may match are included.
    """
    pages = [tree.pages[path] for path in node.paths if path in tree.pages]
    texts = {page.folder for page in pages if page.is_index}
    counts = Counter(page.folder for page in pages if not page.is_index)
    for folder in (counts.keys() | texts) - {""}:
        unnamed = sum(not tree.pages[path].is_index for path in tree.unnamed.get(folder, ()))
        # Without the folder's text, the folder's articles must be most of the node's articles,
        # and no fewer than its articles that the navigation does not name.
        if folder in texts or (2 * counts[folder] > counts.total() and counts[folder] >= unnamed):
            yield folder, counts[folder], folder in texts


def _claim_by_sections(tree: NavTree, owners: _Owners) -> None:
    """Assign to a node with only sections the folder that contains most of them."""
    for node in tree.nodes:
        if node.folder:
            continue
        above = Counter(
            section.folder.partition("/")[0] for section in node.sections if "/" in section.folder
        )
        free = [folder for folder, _ in above.most_common() if folder not in owners]
        if free:
            node.folder = free[0]
            owners[free[0]] = node


def _place_unnamed(tree: NavTree, owners: _Owners, folder: str, paths: list[str]) -> None:
    """Add the pages that the navigation does not name to the end of their folder's section.

    A folder without a section becomes a new section in its category.
    """
    if folder in owners:
        owners[folder].paths += paths
        return
    node = owners[folder] = NavNode("", list(paths), folder=folder)
    category = folder.partition("/")[0]
    if category == folder:
        tree.nodes.append(node)
        return
    if category not in owners:
        owners[category] = NavNode("", folder=category)
        tree.nodes.append(owners[category])
    home = next(top for top in tree.nodes if owners[category] in top.with_sections())
    home.sections.append(node)


def _name_remaining(tree: NavTree, owners: _Owners, is_free: Callable[[str], bool]) -> None:
    """Make a new folder name from the title of each node that matches no folder."""
    for top in tree.nodes:
        for node in top.with_sections():
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


def _assign_text(tree: NavTree, folder: str, owner: NavNode) -> None:
    """Make a folder's text the text of its section, wherever the navigation names it."""
    text = next(
        (path for path, page in tree.pages.items() if page.is_index and page.folder == folder), ""
    )
    if text:
        for node in tree.all_nodes():
            node.paths = [path for path in node.paths if path != text]
        tree.top_paths = [path for path in tree.top_paths if path != text]
        owner.text = text
