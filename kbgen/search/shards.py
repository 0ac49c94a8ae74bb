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

from itertools import groupby
from typing import TYPE_CHECKING

from kbgen.search.coding import number
from kbgen.search.weights import MAX_WEIGHT, STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kbgen.search.postings import Inverted, Posting, Term

Line = tuple[str, str]
"""A form and its entries."""


def collation_key(form: str) -> bytes:
    """Sorts as JavaScript compares strings: by UTF-16 code units."""
    return form.encode("utf-16-be", "surrogatepass")


def form_lines(index: Inverted) -> list[Line]:
    """Every line of a language's shards, in order."""
    lines = {key: "=" + encode_term(term) for key, term in index.terms.items()}
    for form, key in index.keys.items():
        if form != key:
            lines[form] = ("<" if form in index.unseen else ">") + _abbreviated(form, key)
    return sorted(lines.items(), key=lambda line: collation_key(line[0]))


def reversed_lines(index: Inverted) -> list[Line]:
    """The forms that occur, spelt backwards, without entries."""
    forms = sorted((form[::-1] for form in index.keys if form not in index.unseen), key=collation_key)
    return [(form, "") for form in forms]


def encode_term(term: Term) -> str:
    """Postings as text."""
    parts = [number(term.frequency)]
    before = MAX_WEIGHT
    for weight, group in groupby(term.postings, key=lambda posting: posting.weight):
        same = list(group)
        parts += [number((before - weight) // STEP), number(len(same)), *_articles(same)]
        before = weight
    return "".join(parts)


def _articles(postings: Sequence[Posting]) -> Iterator[str]:
    last = 0
    for posting in postings:
        yield number(posting.number - last)
        last = posting.number
        slot_before = 0
        for left, (slot, words) in enumerate(posting.places, 1 - len(posting.places)):
            yield number((slot - slot_before) * 4 + (words > 0) * 2 + (left < 0)) + (number(words) if words else "")
            slot_before = slot


def cut(lines: Sequence[Line], size: int) -> list[tuple[str, str]]:
    """Cut lines into shards of about `size` characters.

    Shards are ranges of first letters, so that a new word moves no other shard's border: lines are divided by their
    first letter, then what is too large by its second, and so on; small neighbours share a shard.

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
    for _, group in groupby(lines, key=lambda line: line[0][: depth + 1]):
        same = list(group)
        if len(same) == len(lines) and len(same[-1][0]) <= depth:
            yield same
        else:
            yield from _by_beginning(same, depth + 1, size)


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
