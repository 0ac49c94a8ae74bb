# SPDX-License-Identifier: MIT
"""Postings of many terms as text at once, in the format that `shards.py` describes.

In: a table of postings. Out: a text for each term. Every text is a row of numbers; they are laid out in one array,
written by `coding.numbers`, and cut again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.search.browser.base47 import numbers
from kbgen.search.index.occurrences import owner_of_rows, starts_from_sizes
from kbgen.search.index.weights import MAX_WEIGHT, STEP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.search.index.build_postings import PostingTable
    from kbgen.search.index.occurrences import Numbers

_HEADER: Final = 1
_AT_ONCE: Final = 1 << 16
"""Postings that are written at once, about: the numbers of all of them would fill the memory."""


def encode_terms(table: PostingTable) -> Iterator[str]:
    """The postings of each term as text, in the order of the table."""
    terms = len(table.frequencies)
    at = 0
    while at < terms:
        end = int(np.searchsorted(table.starts, table.starts[at] + _AT_ONCE, side="right"))
        end = min(max(end - 1, at + 1), terms)
        yield from _texts(_part(table, at, end))
        at = end


def _part(table: PostingTable, first: int, end: int) -> PostingTable:
    rows = np.arange(table.starts[first], table.starts[end])
    starts = table.starts[first : end + 1] - table.starts[first]
    return table.take_rows(rows, starts, table.frequencies[first:end])


def _texts(table: PostingTable) -> Iterator[str]:
    values, headers = _layout(table)
    text, ends = numbers(values)
    cuts = [0, *ends[headers[1:] - 1].tolist(), len(text)]
    return (text[start:end] for start, end in pairwise(cuts))


def _layout(table: PostingTable) -> tuple[Numbers, Numbers]:
    """All numbers of all terms, and where each term's begin."""
    owner = owner_of_rows(table.starts)
    new, group_sizes = _weight_groups(table, owner)
    place_sizes = 1 + (table.words > 0)
    ends = starts_from_sizes(place_sizes)
    sizes = 2 * new + 1 + ends[table.place_starts[1:]] - ends[table.place_starts[:-1]]
    positions = starts_from_sizes(sizes)
    headers = positions[table.starts[:-1]] + _HEADER * np.arange(len(table.frequencies))
    rows = positions[:-1] + _HEADER * (owner + 1)
    values = np.zeros(positions[-1] + _HEADER * len(table.frequencies), np.int64)
    values[headers] = table.frequencies
    values[rows[new]] = _steps_down(table, new, owner)
    values[rows[new] + 1] = group_sizes
    rows += 2 * new
    values[rows] = np.where(new, table.numbers, np.diff(table.numbers, prepend=0))
    of_place = owner_of_rows(table.place_starts)
    places = rows[of_place] + 1 + ends[:-1] - ends[table.place_starts[of_place]]
    more = np.arange(1, len(of_place) + 1) < table.place_starts[of_place + 1]
    values[places] = _slot_steps(table) * 4 + (table.words > 0) * 2 + more
    values[places[table.words > 0] + 1] = table.words[table.words > 0]
    return values, headers


def _weight_groups(table: PostingTable, owner: Numbers) -> tuple[Numbers, Numbers]:
    """Which rows begin a group of one term and one weight, and the sizes of these groups."""
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (table.weights[1:] != table.weights[:-1])
    return new, np.diff(np.flatnonzero(new), append=len(owner))


def _steps_down(table: PostingTable, new: Numbers, owner: Numbers) -> Numbers:
    """How many steps each group's weight is below that of the group before in its term."""
    weights, owners = table.weights[new], owner[new]
    before = np.full(len(weights), MAX_WEIGHT)
    before[1:] = np.where(owners[1:] == owners[:-1], weights[:-1], MAX_WEIGHT)
    return (before - weights) // STEP


def _slot_steps(table: PostingTable) -> Numbers:
    """How far each place's slot is from the one before in its posting."""
    steps = np.diff(table.slots, prepend=0)
    firsts = table.place_starts[:-1][np.diff(table.place_starts) > 0]
    steps[firsts] = table.slots[firsts]
    return steps
