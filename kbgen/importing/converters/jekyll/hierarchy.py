# SPDX-License-Identifier: MIT
"""Turn the parents of Just the Docs into folders: kbgen's navigation is its folders.

In: the pages with their titles and parents. Out: a target for each page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, splitext

_INDEXES = ("index", "README")


@dataclass(frozen=True, slots=True)
class ChildPage:
    """What Just the Docs knows of a page."""

    source: str
    title: str
    parent: str = ""
    above: str = ""
    """The `grand_parent` or `ancestor`, which tells parents with the same title apart."""
    collection: str = ""
    """The collection, which has a navigation of its own."""


def targets_of(pages: Iterable[ChildPage]) -> dict[str, str]:
    """Return the target of each page by source; empty if no page has a parent."""
    pages = list(pages)
    if not any(page.parent for page in pages):
        return {}
    return _Hierarchy(pages).targets()


class _Hierarchy:
    def __init__(self, pages: list[ChildPage]) -> None:
        self.pages = {page.source: page for page in pages}
        by_title: dict[tuple[str, str], list[ChildPage]] = {}
        for page in pages:
            by_title.setdefault((page.collection, page.title), []).append(page)
        self.parents = {page.source: _parent_of(page, by_title) for page in pages}
        self.with_children = {parent.source for parent in self.parents.values() if parent}

    def targets(self) -> dict[str, str]:
        """Return the target of each page."""
        return {source: self._target(page) for source, page in self.pages.items()}

    def _target(self, page: ChildPage) -> str:
        folder = "/".join(self._folders(page))
        if page.source in self.with_children:
            return f"{folder}/index.md"
        stem = _name(page)
        if stem == page.collection:
            return f"{folder}/index.md"
        return f"{folder}/{stem}.md" if folder else f"{stem}.md"

    def _folders(self, page: ChildPage) -> list[str]:
        """Return the folders in which a page is, its own included if it has children."""
        folders: list[str] = []
        seen: set[str] = set()
        above: ChildPage | None = page if page.source in self.with_children else None
        above = above or self.parents[page.source]
        while above is not None and above.source not in seen:  # titles can form a circle
            seen.add(above.source)
            folders.insert(0, _name(above))
            above = self.parents[above.source]
        if page.collection and (folders[:1] != [page.collection]):
            folders.insert(0, page.collection)
        return folders


def _parent_of(
    page: ChildPage, by_title: Mapping[tuple[str, str], list[ChildPage]]
) -> ChildPage | None:
    same_title = by_title.get((page.collection, page.parent), ()) if page.parent else ()
    candidates = [other for other in same_title if other is not page]
    fitting = [other for other in candidates if page.above and other.parent == page.above]
    nearby = [other for other in candidates if dirname(other.source) == dirname(page.source)]
    return next(iter([*fitting, *nearby, *candidates]), None)


def _name(page: ChildPage) -> str:
    """Return the name of a page's file or folder; the folder's name for an index."""
    stem = splitext(basename(page.source))[0]
    if stem in _INDEXES:
        return basename(dirname(page.source)).lstrip("_") or "index"
    return stem
