# SPDX-License-Identifier: MIT
"""Measure how much smaller a compressed article page is without each of its parts."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN_TEXT: Final = "its own text"
REST: Final = "everything else"
_PARTS: Final = {
    ("head", ""): "head",
    ("header", "kb-header"): "header with search and menu",
    ("nav", "kb-breadcrumb"): "breadcrumbs",
    ("div", "kb-text"): OWN_TEXT,
    ("div", "kb-toc-fold"): "table of contents, collapsed",
    ("nav", "kb-toc"): "table of contents, in the sidebar",
    ("section", "kb-related"): "related articles",
    ("div", "kb-neighbours"): "links to neighboring pages",
    ("section", "kb-stuck"): "contact",
    ("script", "application/ld+json"): "data for search engines",
    ("footer", ""): "footer",
}
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


@dataclass(frozen=True, slots=True)
class PageParts:
    """The median page, in bytes after gzip."""

    page: float
    parts: dict[str, float]
    """Name → how much smaller the page is without the part."""
    frame: float
    """The page's size minus the size of its own text compressed alone."""


def measure_parts(pages: Iterable[str]) -> PageParts:
    """Split pages into parts; return the median of each figure."""
    taken = [_measure(html) for html in pages]
    names = [*dict.fromkeys(_PARTS.values()), REST]
    return PageParts(
        median(one.page for one in taken),
        {name: median(one.parts.get(name, 0) for one in taken) for name in names},
        median(one.frame for one in taken),
    )


def _measure(html: str) -> PageParts:
    spans = part_spans(html)
    whole = _gzipped(html)
    parts: dict[str, float] = {}
    for name in {name for name, _, _ in spans}:
        left = html
        for _, start, end in sorted(
            (span for span in spans if span[0] == name), key=lambda span: -span[1]
        ):
            left = left[:start] + left[end:]
        parts[name] = whole - _gzipped(left)
    own = "".join(html[start:end] for name, start, end in spans if name == OWN_TEXT)
    parts[REST] = whole - sum(parts.values())
    return PageParts(whole, parts, whole - _gzipped(own))


def _gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 6, mtime=0))


def part_spans(html: str) -> list[tuple[str, int, int]]:
    """Return (name, start, end) of each part of a page, in order and without overlaps."""
    finder = _Finder(html)
    finder.feed(html)
    finder.close()
    return finder.spans


class _Finder(HTMLParser):
    """A parser that records where the elements of the table begin and end."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[str, int, int]] = []
        self._lines = [0, *accumulate(len(line) for line in html.splitlines(keepends=True))]
        self._open: tuple[str, int] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        if self._open is not None:
            self._depth += 1
            return
        values = dict(attrs)
        words = {"", *(values.get("class") or "").split(), values.get("type") or ""}
        name = next(
            (name for (element, word), name in _PARTS.items() if element == tag and word in words),
            None,
        )
        if name is not None:
            self._open = (name, self._at())
            self._depth = 0

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag in _VOID:
            return
        if self._depth:
            self._depth -= 1
            return
        name, start = self._open
        self.spans.append((name, start, self._at() + len(f"</{tag}>")))
        self._open = None

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
