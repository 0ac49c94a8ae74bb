# SPDX-License-Identifier: MIT
"""Turn the parents of Just the Docs into folders: kbgen's navigation is its folders.

In: the pages with their titles and parents. Out: a target for each page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, join, splitext

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


class Hierarchy:
    """Finds the folders of pages."""

    def __init__(self, pages: Iterable[ChildPage]) -> None:
        self.pages = list(pages)
        by_title: dict[tuple[str, str], list[ChildPage]] = {}
        for page in self.pages:
            by_title.setdefault((page.collection, page.title), []).append(page)
        self.parents = {page.source: _parent_of(page, by_title) for page in self.pages}
        self.with_children = {parent.source for parent in self.parents.values() if parent}

    def targets(self) -> dict[str, str]:
        """Return the target of each page by source; empty if no page has a parent."""
        is_used = any(page.parent for page in self.pages)
        return {page.source: self._target(page) for page in self.pages} if is_used else {}

    def _target(self, page: ChildPage) -> str:
        stem = _name(page)
        is_index = page.source in self.with_children or stem == page.collection
        return join(*self._folders(page), "index.md" if is_index else f"{stem}.md")

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
