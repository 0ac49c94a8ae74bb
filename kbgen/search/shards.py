# SPDX-License-Identifier: MIT
"""The text of a shard: sorted forms, each with its postings or with the form they lie with.

A shard is lines `FORM (TAB ENTRY (TAB LETTERS))`, sorted by UTF-16 code units as JavaScript compares. A form is written
as the number of letters it shares with the line before, then the rest. An entry is

- `=` frequency, then postings: groups of one weight as (steps down from the weight before, size), each followed by its
  articles as (step up, places), a place as step · 4 + 2 if in a title + 1 if more places follow, then words of a title;
- `>` or `<` the key of a term that lies elsewhere, as letters shared with the form, then the rest; `<` marks a form
  that no article contains and that is never proposed as a correction.

The letters are the first two, each time, of words that make one known word with the form: `in` for `log`, `login`.
A pair of neighbours lies beside the rarer of its words, which is loaded for its own sake: `rarer other` in their order,
`rarer  other` the other way round. Lists of spellings have the forms that occur alone, with the power of two of the
number of articles when there are several. Numbers are those of `coding.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.search.coding import number
from kbgen.search.posting_text import encode_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator

    from kbgen.search.postings import Inverted

PHRASE: Final = "~"
"""Ends the key of a phrase."""

Line = tuple[str, str]
"""A form and its entries."""

_LAST: Final = b"\xff\xff"
"""Sorts behind every letter."""
_WHOLE_WORD: Final = -1
"""Instead of a number of letters: a word and its pairs, which are not divided."""


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
    places = map(_pair_places(index), index.terms.keys_in_order)
    lines = {place: "=" + text for place, text in zip(places, texts, strict=True)}
    for form, key in index.keys.items():
        if form != key:
            lines[form] = ("<" if form in index.unseen else ">") + _abbreviated(form, key)
    return [(form, lines[form]) for form in collated(lines)]


def _pair_places(index: Inverted) -> Callable[[str], str]:
    """The form under which a key is found: for a pair, beside the rarer of its words."""
    frequencies = dict(zip(index.terms.keys_in_order, index.terms.table.frequencies.tolist(), strict=True))

    def place(key: str) -> str:
        left, space, right = key.partition(" ")
        if not space or key.endswith(PHRASE) or frequencies[left] <= frequencies[right]:
            return key
        return f"{right}  {left}"

    return place


def with_joins(lines: Iterable[Line], known: Container[str], stop: frozenset[str]) -> list[Line]:
    """The lines of known forms, each with the first two letters of every word that makes another known form with it."""
    letters: defaultdict[str, set[str]] = defaultdict(set)
    every = list(lines)
    for form in (form for form, _ in every if form in known):  # no pairs, no beginnings
        for place in range(1, len(form) - 1):
            if form[:place] in known and (form[place:] in known or form[place:] in stop):
                letters[form[:place]].add(form[place : place + 2])
    return [(form, f"{rest}\t{''.join(sorted(letters[form]))}" if form in letters else rest) for form, rest in every]


def spelling_lines(index: Inverted) -> list[Line]:
    """The forms that occur, and how many articles have their words."""
    frequencies = dict(zip(index.terms.keys_in_order, index.terms.table.frequencies.tolist(), strict=True))
    seen = collated([form for form in index.keys if form not in index.unseen])
    return [(form, _level(frequencies[index.keys[form]])) for form in seen]


def _level(frequency: int) -> str:
    return number(frequency.bit_length() - 1) if frequency > 1 else ""


def backwards(lines: Iterable[Line]) -> list[Line]:
    """The same forms, spelt backwards."""
    rest = {form[::-1]: rest for form, rest in lines}
    return [(form, rest[form]) for form in collated(rest)]


def cut(lines: Sequence[Line], size: int) -> list[Shard]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word moves no other shard's border: lines are divided by their
    first letter, then what is too large by its second, and so on; small neighbours share a shard. A word and its pairs
    stay together.

    Returns:
        The shards, of which there is at least one.
    """
    ends = [0, *accumulate(len(form) + len(rest) for form, rest in lines)]
    starts: list[int] = []
    room = 0
    for start, end in _by_beginning(lines, ends, size):
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
        word = lines[start][0].partition(" ")[0]
        is_whole = len(word) < letters
        after = collation_key(f"{word} " if is_whole else word[:letters]) + _LAST
        stop = bisect_left(lines, after, start, end, key=lambda line: collation_key(line[0]))
        yield start, stop, _WHOLE_WORD if is_whole else letters
        start = stop


def _abbreviated(before: str, form: str) -> str:
    shared = _shared(before, form)
    return number(shared) + form[shared:]
