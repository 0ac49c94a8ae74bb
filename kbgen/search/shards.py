# SPDX-License-Identifier: MIT
"""The text of a shard: sorted forms, each with its postings or with the form they lie with.

A shard is lines `FORM TAB ENTRY (TAB ENTRY)*`, sorted by UTF-16 code units as JavaScript compares. A form is written
as the number of letters it shares with the line before, then the rest. An entry is

- `=` frequency, then postings: groups of one weight as (steps down from the weight before, size), each followed by its
  articles as (step up, places), a place as step · 4 + 2 if in a title + 1 if more places follow, then words of a title;
- `>` or `<` the key of a term that lies elsewhere, as letters shared with the form, then the rest; `<` marks a form
  that no article contains and that is never proposed as a correction.

Several entries are several readings of a form (synonyms). Numbers are those of `coding.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.search.coding import number
from kbgen.search.posting_text import encode_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kbgen.search.postings import Inverted

Line = tuple[str, str]
"""A form and its entries."""

_LAST: Final = b"\xff\xff"
"""Sorts behind every letter."""


class Shard(NamedTuple):
    """Neighbouring lines."""

    border: str
    """The shortest text that is after all forms of the shard before; empty for the first one."""
    lines: Sequence[Line]


def collation_key(form: str) -> bytes:
    """Sorts as JavaScript compares strings: by UTF-16 code units."""
    return form.encode("utf-16-be", "surrogatepass")


def collated(forms: Collection[str]) -> list[str]:
    """Forms in the order of their collation keys, which is that of Python unless a letter needs two code units."""
    whole = "".join(forms)
    has_long_letters = len(whole.encode("utf-16-be", "surrogatepass")) > 2 * len(whole)
    return sorted(forms, key=collation_key if has_long_letters else None)


def form_lines(index: Inverted) -> list[Line]:
    """Every line of a language's shards, in order."""
    texts = encode_terms(index.terms.table)
    lines = {key: "=" + text for key, text in zip(index.terms.keys_in_order, texts, strict=True)}
    for form, key in index.keys.items():
        if form != key:
            lines[form] = ("<" if form in index.unseen else ">") + _abbreviated(form, key)
    return [(form, lines[form]) for form in collated(lines)]


def reversed_lines(index: Inverted) -> list[Line]:
    """The forms that occur, spelt backwards, without entries."""
    return [(form, "") for form in collated([form[::-1] for form in index.keys if form not in index.unseen])]


def cut(lines: Sequence[Line], size: int) -> list[Shard]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word moves no other shard's border: lines are divided by their
    first letter, then what is too large by its second, and so on; small neighbours share a shard.

    Returns:
        The shards, of which there is at least one.
    """
    ends = [0, *accumulate(len(form) + len(rest) for form, rest in lines)]
    starts: list[int] = []
    room = 0
    for start, end in _by_beginning(lines, ends, 0, size):
        length = ends[end] - ends[start]
        if starts and length <= room:
            room -= length
        else:
            starts.append(start)
            room = size - length
    borders = ["", *(_border(lines[start - 1][0], lines[start][0]) for start in starts[1:])]
    ranges = zip(starts or [0], [*starts[1:], len(lines)], strict=True)
    return [Shard(border, lines[start:end]) for border, (start, end) in zip(borders, ranges, strict=True)]


def shard_text(lines: Iterable[Line]) -> str:
    """The text of a shard."""
    rows = []
    before = ""
    for form, rest in lines:
        rows.append(_abbreviated(before, form) + (f"\t{rest}" if rest else ""))
        before = form
    return "\n".join(rows)


def _border(last: str, first: str) -> str:
    """The shortest beginning of `first` that sorts behind `last`."""
    return first[: _shared(last, first) + 1]


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _by_beginning(lines: Sequence[Line], ends: Sequence[int], depth: int, size: int) -> Iterator[tuple[int, int]]:
    """(start, end) of groups of lines that begin alike, in order; `ends` are the characters before each line."""
    waiting = [(0, len(lines), depth)]
    while waiting:
        start, end, depth = waiting.pop()
        if end - start > 1 and ends[end] - ends[start] > size:
            waiting += [(*group, depth + 1) for group in _groups(lines, start, end, depth + 1)][::-1]
        elif end > start:
            yield start, end


def _groups(lines: Sequence[Line], start: int, end: int, letters: int) -> Iterator[tuple[int, int]]:
    """Divide sorted lines, which begin alike, by so many first letters; a line that has no more stands alone."""
    while start < end:
        beginning = lines[start][0][:letters]
        if len(beginning) < letters:
            stop = start + 1
        else:
            after = collation_key(beginning) + _LAST
            stop = bisect_left(lines, after, start, end, key=lambda line: collation_key(line[0]))
        yield start, stop
        start = stop


def _abbreviated(before: str, form: str) -> str:
    shared = _shared(before, form)
    return number(shared) + form[shared:]
