# SPDX-License-Identifier: MIT
"""Shards: files of sorted forms, each with its postings or with a pointer to its term.

A shard has lines `FORM (TAB ENTRY (TAB LETTERS))`, sorted by UTF-16 code units, as JavaScript
compares. A form is written as the number of letters it shares with the line before, then the rest.
An entry is

- `=`, the frequency, then the postings: groups of one weight as (steps down from the weight before,
  size), each followed by its articles as (step up, places). A place is the step from the slot
  before times 4, plus 2 if in a title, plus 1 if more places follow; then, if in a title, the words
  of the title;
- `>` or `<`, then the key of the form's term, as the number of letters shared with the form and the
  rest. `<` marks a form that no article contains and that is never proposed as a correction. The
  forms `key^`, `key^^` and so on point to the words that are related to a key.

LETTERS are the first two letters of each word that makes a known word with the form: `in` for
`log`, because of `login`. After `<` come the stop words that make one before it, with commas: `<on`
for `line`, because of `online`. A pair is next to the rarer of its words, which the browser
loads anyway: `rarer other` in this order, `rarer  other` (two spaces) in the reverse order. Shards
of spellings have the forms that occur, each with the power of two of its number of articles if
there are several. Numbers are those of `base47.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from kbgen.search.browser.lines import (
    Line,
    abbreviated,
    collation_key,
    common_prefix_length,
    form_of,
)

_LAST: Final = b"\xff\xff"
"""Sorts after every letter."""
_WHOLE_WORD: Final = -1
"""Stands for a number of letters: a word and its pairs, which are never divided."""


class Shard(NamedTuple):
    """A range of sorted lines."""

    border: str
    """Shortest text that sorts after all forms of the shard before; empty for the first shard."""
    lines: Sequence[Line]


def cut(lines: Sequence[Line], size: int) -> list[Shard]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word does not move the borders of other
    shards. Lines are divided by their first letter; groups that are too large by the second, and so
    on. Small neighboring groups share a shard. A word and its pairs stay together.

    Returns:
        The shards, at least one.
    """
    # ends[i] is the number of characters before line i.
    ends = [0, *accumulate(lengths_of(lines))]
    starts: list[int] = []
    room = 0
    # Add each group to the current shard if it still fits.
    for start, end in _by_prefix(lines, ends, size):
        length = ends[end] - ends[start]
        if starts and length <= room:
            room -= length
        else:
            starts.append(start)
            room = size - length
    borders = [""]
    for start in starts[1:]:
        last, first = form_of(lines[start - 1]), form_of(lines[start])
        # The shortest prefix of `first` that sorts after `last`.
        borders.append(first[: common_prefix_length(last, first) + 1])
    ranges = zip(starts or [0], [*starts[1:], len(lines)], strict=True)
    return [
        Shard(border, lines[start:end])
        for border, (start, end) in zip(borders, ranges, strict=True)
    ]


def lengths_of(lines: Iterable[Line]) -> Iterator[int]:
    """Yield the number of characters of each line, without the tab."""
    return (size - 1 for size in map(len, lines))


def shard_text(lines: Iterable[Line]) -> str:
    """Return the text of a shard."""
    rows = []
    before = ""
    for line in lines:
        form, _, rest = line.partition("\t")
        rows.append(abbreviated(before, form) + (f"\t{rest}" if rest else ""))
        before = form
    return "\n".join(rows)


def _by_prefix(lines: Sequence[Line], ends: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of groups of lines whose first words begin alike.

    Args:
        lines: Sorted lines.
        ends: Number of characters before each line, and in all lines.
        size: Number of characters from which a group is divided further.
    """
    waiting: list[tuple[int, int, int]] = [(0, len(lines), 0)]
    while waiting:
        start, end, letters = waiting.pop()
        if letters != _WHOLE_WORD and end - start > 1 and ends[end] - ends[start] > size:
            # Reversed, because `pop` takes the last one: groups come in the order of lines.
            waiting += [*_groups(lines, start, end, letters + 1)][::-1]
        elif end > start:
            yield start, end


def _groups(
    lines: Sequence[Line], start: int, end: int, letters: int
) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, letters) of groups with the same first `letters` letters.

    The lines of a shorter word form a separate group, marked with `_WHOLE_WORD`.
    """
    while start < end:
        word = form_of(lines[start]).partition(" ")[0]
        # The lines of a word end before `word ` + _LAST: the word alone and its pairs.
        is_whole = len(word) < letters
        after = collation_key(f"{word} " if is_whole else word[:letters]) + _LAST
        stop = bisect_left(lines, after, start, end, key=lambda line: collation_key(form_of(line)))
        yield start, stop, _WHOLE_WORD if is_whole else letters
        start = stop
