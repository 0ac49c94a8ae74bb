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

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kbgen.search.coding import number
from kbgen.search.posting_text import encode_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from kbgen.search.postings import Inverted

PHRASE: Final = "~"
"""Ends the key of a phrase."""

Line = tuple[str, str]
"""A form and its entries."""


def collation_key(form: str) -> bytes:
    """Sorts as JavaScript compares strings: by UTF-16 code units."""
    return form.encode("utf-16-be", "surrogatepass")


def form_lines(index: Inverted) -> list[Line]:
    """Every line of a language's shards, in order."""
    texts = encode_terms(index.terms.table)
    places = map(_pair_places(index), index.terms.keys_in_order)
    lines = {place: "=" + text for place, text in zip(places, texts, strict=True)}
    for form, key in index.keys.items():
        if form != key:
            lines[form] = ("<" if form in index.unseen else ">") + _abbreviated(form, key)
    return sorted(lines.items(), key=lambda line: collation_key(line[0]))


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
    for form, _ in every:
        for place in range(1, len(form) - 1):
            if form[:place] in known and (form[place:] in known or form[place:] in stop):
                letters[form[:place]].add(form[place : place + 2])
    return [(form, f"{rest}\t{''.join(sorted(letters[form]))}" if form in letters else rest) for form, rest in every]


def spelling_lines(index: Inverted) -> list[Line]:
    """The forms that occur, and how many articles have their words."""
    frequencies = dict(zip(index.terms.keys_in_order, index.terms.table.frequencies.tolist(), strict=True))
    seen = sorted((form for form in index.keys if form not in index.unseen), key=collation_key)
    return [(form, _level(frequencies[index.keys[form]])) for form in seen]


def _level(frequency: int) -> str:
    return number(frequency.bit_length() - 1) if frequency > 1 else ""


def backwards(lines: Iterable[Line]) -> list[Line]:
    """The same forms, spelt backwards."""
    return sorted(((form[::-1], rest) for form, rest in lines), key=lambda line: collation_key(line[0]))


def cut(lines: Sequence[Line], size: int) -> list[tuple[str, str]]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word moves no other shard's border: lines are divided by their
    first letter, then what is too large by its second, and so on; small neighbours share a shard. A word and its pairs
    stay together.

    Returns:
        (beginning, text) of each shard: the shortest text that is after all forms of the shard before; the first one
        is empty.
    """
    shards: list[list[Line]] = []
    room = 0
    for group in _by_beginning(lines, 0, size):
        length = sum(len(form) + len(rest) for form, rest in group)
        if shards and length <= room:
            shards[-1].extend(group)
            room -= length
        else:
            shards.append(list(group))
            room = size - length
    if not lines:
        return [("", "")]
    lasts = ["", *(shard[-1][0] for shard in shards)]
    borders = ["", *(_border(last, shard[0][0]) for last, shard in zip(lasts[1:], shards[1:], strict=False))]
    return [(border, _text(shard)) for border, shard in zip(borders, shards, strict=True)]


def _border(last: str, first: str) -> str:
    """The shortest beginning of `first` that sorts behind `last`."""
    return first[: _shared(last, first) + 1]


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _by_beginning(lines: Sequence[Line], depth: int, size: int) -> Iterator[Sequence[Line]]:
    if len(lines) == 1 or sum(len(form) + len(rest) for form, rest in lines) <= size:
        yield lines
        return
    for beginning, group in groupby(lines, key=lambda line: _first_word(line[0])[: depth + 1]):
        same = list(group)
        if len(beginning) <= depth:
            yield same
        else:
            yield from _by_beginning(same, depth + 1, size)


def _first_word(form: str) -> str:
    return form.partition(" ")[0]


def _text(lines: Iterable[Line]) -> str:
    rows = []
    before = ""
    for form, rest in lines:
        rows.append(_abbreviated(before, form) + (f"\t{rest}" if rest else ""))
        before = form
    return "\n".join(rows)


def _abbreviated(before: str, form: str) -> str:
    shared = _shared(before, form)
    return number(shared) + form[shared:]
