# SPDX-License-Identifier: MIT
"""The text of a shard: sorted forms, each with its postings or with the form they lie with.

A shard is lines `FORM (TAB ENTRY (TAB LETTERS))`, sorted by UTF-16 code units as JavaScript compares. A form is written
as the number of letters it shares with the line before, then the rest. An entry is

- `=` frequency, then postings: groups of one weight as (steps down from the weight before, size), each followed by its
  articles as (step up, places), a place as step · 4 + 2 if in a title + 1 if more places follow, then words of a title;
- `>` or `<` the key of a term that lies elsewhere, as letters shared with the form, then the rest; `<` marks a form
  that no article contains and that is never proposed as a correction.

The letters are the first two, each time, of words that make one known word with the form: `in` for `log`, `login`.
A pair of neighbors lies beside the rarer of its words, which is loaded for its own sake: `rarer other` in their order,
`rarer  other` the other way round. Lists of spellings have the forms that occur alone, with the power of two of the
number of articles when there are several. Numbers are those of `base47.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.search.browser.lines import abbreviated, collation_key, common_prefix_length, form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kbgen.search.browser.lines import Line

_LAST: Final = b"\xff\xff"
"""Sorts behind every letter."""
_WHOLE_WORD: Final = -1
"""Instead of a number of letters: a word and its pairs, which are not divided."""


class Shard(NamedTuple):
    """Neighboring lines."""

    border: str
    """The shortest text that is after all forms of the shard before; empty for the first one."""
    lines: Sequence[Line]


def cut(lines: Sequence[Line], size: int) -> list[Shard]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word moves no other shard's border: lines are divided by their
    first letter, then what is too large by its second, and so on; small neighbors share a shard. A word and its pairs
    stay together.

    Returns:
        The shards, of which there is at least one.
    """
    ends = [0, *accumulate(lengths_of(lines))]
    starts: list[int] = []
    room = 0
    for start, end in _by_beginning(lines, ends, size):
        length = ends[end] - ends[start]
        if starts and length <= room:
            room -= length
        else:
            starts.append(start)
            room = size - length
    borders = ["", *(_border(form_of(lines[start - 1]), form_of(lines[start])) for start in starts[1:])]
    ranges = zip(starts or [0], [*starts[1:], len(lines)], strict=True)
    return [Shard(border, lines[start:end]) for border, (start, end) in zip(borders, ranges, strict=True)]


def lengths_of(lines: Iterable[Line]) -> Iterator[int]:
    """The characters of each line's form and entries."""
    return (size - 1 for size in map(len, lines))


def shard_text(lines: Iterable[Line]) -> str:
    """The text of a shard."""
    rows = []
    before = ""
    for line in lines:
        form, _, rest = line.partition("\t")
        rows.append(abbreviated(before, form) + (f"\t{rest}" if rest else ""))
        before = form
    return "\n".join(rows)


def _border(last: str, first: str) -> str:
    """The shortest beginning of `first` that sorts behind `last`."""
    return first[: common_prefix_length(last, first) + 1]


def _by_beginning(lines: Sequence[Line], ends: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """(start, end) of groups of lines whose first words begin alike; `ends` are the characters before each line."""
    waiting: list[tuple[int, int, int]] = [(0, len(lines), 0)]
    while waiting:
        start, end, letters = waiting.pop()
        if letters != _WHOLE_WORD and end - start > 1 and ends[end] - ends[start] > size:
            waiting += [*_groups(lines, start, end, letters + 1)][::-1]
        elif end > start:
            yield start, end


def _groups(lines: Sequence[Line], start: int, end: int, letters: int) -> Iterator[tuple[int, int, int]]:
    """Divide sorted lines by so many letters of their first words; lines of a word without so many stay together."""
    while start < end:
        word = form_of(lines[start]).partition(" ")[0]
        is_whole = len(word) < letters
        after = collation_key(f"{word} " if is_whole else word[:letters]) + _LAST
        stop = bisect_left(lines, after, start, end, key=lambda line: collation_key(form_of(line)))
        yield start, stop, _WHOLE_WORD if is_whole else letters
        start = stop
