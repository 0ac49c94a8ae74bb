# SPDX-License-Identifier: MIT
"""Explanations for people: the parts of a score as a table, and two articles side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kbgen.search.query.explain import Explanation, Part

_ONE = 256
_FULL = 16


def explanation_lines(item: Explanation) -> list[str]:
    """The table of one article: a row for each part, then what the sum is multiplied by."""
    rows: list[tuple[str, ...]] = [("word", "term", "way", "factor", "articles", "idf", "weight", "points")]
    rows += [_row(part) for part in item.parts]
    lines = [f"    {line}" for line in _aligned(rows)]
    points = sum(part.points for part in item.parts)
    lines.append(f"    {points:,} × {item.share / _ONE:.2f} {_share(item)} × {_coverage(item)} = {item.score:,}")
    return lines


def side_by_side(items: Sequence[Explanation | None], names: Sequence[str]) -> list[str]:
    """Points of each word in several articles, one column an article; None is one that matches nothing."""
    rows = [("", *names)]
    words = dict.fromkeys(part.word for item in items if item for part in item.parts)
    rows += [(word, *(_points(item, word) for item in items)) for word in words]
    rows.append(("share of the question", *(f"× {item.share / _ONE:.2f}" if item else "" for item in items)))
    rows.append(("title", *(f"× {1 + item.coverage / _ONE:.2f}" if item else "" for item in items)))
    rows.append(("score", *(f"{item.score:,}" if item else "0" for item in items)))
    return [f"    {line}" for line in _aligned(rows)]


def _points(item: Explanation | None, word: str) -> str:
    """`1,200 form` of the part of a word; a dash where the article does not have it."""
    found = [part for part in item.parts if part.word == word] if item else []
    return ", ".join(f"{part.points:,} {_by(part)}" for part in found) or "-"


def _by(part: Part) -> str:
    return part.way if part.term == part.word else f"{part.way} {part.term}"


def _row(part: Part) -> tuple[str, ...]:
    figures = (f"{part.factor / _FULL:.2f}", f"{part.frequency:,}", f"{part.idf / 64:.2f}", str(part.weight))
    return (part.word, part.term, part.way, *figures, f"{part.points:,}")


def _share(item: Explanation) -> str:
    return f"(without {', '.join(item.missing)})" if item.missing else "(the whole question)"


def _coverage(item: Explanation) -> str:
    return f"{1 + item.coverage / _ONE:.2f} ({item.covered or 'no title'})"


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns of equal width, two spaces apart."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
