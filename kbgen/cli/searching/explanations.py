# SPDX-License-Identifier: MIT
"""Format score explanations as text: the parts of a score as a table, or articles side by side.

Scores are integers in fixed point: a factor of 16, an idf of 64 and a share or coverage of 256
stand for 1.0. The tables show decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kbgen.search.query.explain import Explanation, Part

_SHARE_ONE = 256
_FACTOR_ONE = 16
_IDF_ONE = 64


def explanation_lines(item: Explanation) -> list[str]:
    """Return the table of one article: a row for each part, then the factors and the score.

    An article without any word of the question has no table: meaning alone found it.
    """
    if not item.parts:
        return [f"    no word of the question{_titles(item)}{_meaning(item)} = {item.score:,}"]
    rows: list[tuple[str, ...]] = [
        ("word", "term", "way", "factor", "articles", "idf", "weight", "points")
    ]
    rows += [_row(part) for part in item.parts]
    lines = [f"    {line}" for line in _aligned(rows)]
    points = sum(part.points for part in item.parts)
    used = f"(without {', '.join(item.missing)})" if item.missing else "(the whole question)"
    share = f"{item.share / _SHARE_ONE:.2f} {used}"
    coverage = f"{1 + item.coverage / _SHARE_ONE:.2f} ({item.covered or 'no title'})"
    added = f"{_titles(item)}{_meaning(item)}"
    lines.append(f"    {points:,} × {share} × {coverage}{added} = {item.score:,}")
    return lines


def _titles(item: Explanation) -> str:
    """Return what the words of titles add to the score; empty if nothing."""
    return f" + {item.title_points:,} of titles" if item.title_points else ""


def _meaning(item: Explanation) -> str:
    """Return what affinity adds to the score, and from which words; empty if nothing."""
    words = [f"{_named(part.word, part.term)} {part.points:,}" for part in item.affinity]
    return f" + {_affinity_points(item):,} for meaning ({', '.join(words)})" if words else ""


def _affinity_points(item: Explanation) -> int:
    return sum(part.points for part in item.affinity)


def _named(word: str, term: str) -> str:
    """Return a word with the term that it is a form of, if they differ."""
    return word if word == term else f"{word} = {term}"


def side_by_side(items: Sequence[Explanation | None], names: Sequence[str]) -> list[str]:
    """Return a table of the points of each word, with one column per article.

    None stands for an article that does not match.
    """
    words: dict[str, None] = {}  # as an ordered set
    for item in items:
        if item:
            words.update(dict.fromkeys(part.word for part in item.parts))
    rows = [("", *names)]
    rows += [(word, *(_points(item, word) for item in items)) for word in words]
    shares = [f"× {item.share / _SHARE_ONE:.2f}" if item else "" for item in items]
    titles = [f"× {1 + item.coverage / _SHARE_ONE:.2f}" if item else "" for item in items]
    scores = [f"{item.score:,}" if item else "0" for item in items]
    evidence = [f"+ {item.title_points:,}" if item else "" for item in items]
    rows += [
        ("share of the question", *shares), ("title", *titles), ("words of titles", *evidence)
    ]  # fmt: skip
    if any(item and item.affinity for item in items):
        rows.append(
            ("meaning", *(f"+ {_affinity_points(item):,}" if item else "" for item in items))
        )
    rows.append(("score", *scores))
    return [f"    {line}" for line in _aligned(rows)]


def _points(item: Explanation | None, word: str) -> str:
    """Return points and kind of match of a word, such as `1,200 form`, or a dash."""
    matches = []
    for part in item.parts if item else ():
        if part.word == word:
            kind = part.way if part.term == part.word else f"{part.way} {part.term}"
            matches.append(f"{part.points:,} {kind}")
    return ", ".join(matches) or "-"


def _row(part: Part) -> tuple[str, ...]:
    factor, idf = f"{part.factor / _FACTOR_ONE:.2f}", f"{part.idf / _IDF_ONE:.2f}"
    figures = (factor, f"{part.frequency:,}", idf, str(part.weight))
    return (part.word, part.term, part.way, *figures, f"{part.points:,}")


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns, two spaces apart."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        cells = map(str.ljust, row, widths)
        lines.append("  ".join(cells).rstrip())
    return lines
