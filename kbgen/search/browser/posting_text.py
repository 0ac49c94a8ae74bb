# SPDX-License-Identifier: MIT
"""Encodes the postings of many terms as text, in the format that `shards.py` describes.

In: a table of postings. Out: one text per term. Every text is a sequence of numbers. The numbers of
many terms are laid out in one array, encoded by `base47.numbers`, and the text is cut into terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from kbgen.search.browser.base47 import numbers
from kbgen.search.index.build_postings import PostingTable
from kbgen.search.index.occurrences import Numbers, owner_of_rows, starts_from_sizes
from kbgen.search.index.ranking import MAX_WEIGHT, STEP

_HEADER: Final = 1
"""Number of values before the postings of a term: its frequency."""
_BATCH_SIZE: Final = 1 << 16
"""Approximate number of postings to encode at a time, to limit memory."""


def encode_terms(table: PostingTable) -> Iterator[str]:
    """Yield the postings of each term as text, in the order of the table."""
    terms = len(table.frequencies)
    first = 0
    while first < terms:
        # As many whole terms as fit in `_BATCH_SIZE` postings, and at least one.
        end = int(np.searchsorted(table.starts, table.starts[first] + _BATCH_SIZE, side="right"))
        end = min(max(end - 1, first + 1), terms)
        yield from _texts(_part(table, first, end))
        first = end


def _part(table: PostingTable, first: int, end: int) -> PostingTable:
    """Return the table of terms `first` to `end` (exclusive)."""
    rows = np.arange(table.starts[first], table.starts[end])
    starts = table.starts[first : end + 1] - table.starts[first]
    return table.take_rows(rows, starts, table.frequencies[first:end])


def _texts(table: PostingTable) -> Iterator[str]:
    values, headers = _layout(table)
    text, ends = numbers(values)
    # The text of a term ends with the number before the next term's header.
    cuts = [0, *ends[headers[1:] - 1].tolist(), len(text)]
    return (text[start:end] for start, end in pairwise(cuts))


def _layout(table: PostingTable) -> tuple[Numbers, Numbers]:
    """Return the numbers of all terms in one array, and the position of each term's first number.

    A term is its frequency, then its rows (postings). A row has these numbers:

        [steps down, size of the group]   only where a group of equal weight begins (`new`)
        step up to the article            its number where a group begins
        places                            one number each, and one more for a place in a title

    All positions are computed first; then each kind of number is written at its positions.
    """
    owner = owner_of_rows(table.starts)
    new, group_sizes = _weight_groups(table, owner)
    # offsets[p] counts the numbers of all places before place p, so the difference of two gives the
    # numbers of the places between them.
    place_sizes = 1 + (table.words > 0)
    offsets = starts_from_sizes(place_sizes)
    sizes = 2 * new + 1 + offsets[table.place_starts[1:]] - offsets[table.place_starts[:-1]]
    # Positions without headers; every term adds one header before its rows.
    positions = starts_from_sizes(sizes)
    headers = positions[table.starts[:-1]] + _HEADER * np.arange(len(table.frequencies))
    rows = positions[:-1] + _HEADER * (owner + 1)
    values = np.zeros(positions[-1] + _HEADER * len(table.frequencies), np.int64)
    values[headers] = table.frequencies
    # `rows` is the next position to write in each row.
    values[rows[new]] = _steps_down(table, new, owner)
    values[rows[new] + 1] = group_sizes
    rows += 2 * new
    # Articles rise within a group: write the difference, but at its begin the number itself.
    values[rows] = np.where(new, table.numbers, np.diff(table.numbers, prepend=0))
    # Places follow the article: the position of a place is that of its row, plus the numbers of the
    # places before it in the row. `more` says whether another place follows it.
    of_place = owner_of_rows(table.place_starts)
    places = rows[of_place] + 1 + offsets[:-1] - offsets[table.place_starts[of_place]]
    more = np.arange(1, len(of_place) + 1) < table.place_starts[of_place + 1]
    values[places] = _slot_steps(table) * 4 + (table.words > 0) * 2 + more
    values[places[table.words > 0] + 1] = table.words[table.words > 0]
    return values, headers


def _weight_groups(table: PostingTable, owner: Numbers) -> tuple[Numbers, Numbers]:
    """Return which rows begin a group of one term and one weight, and the sizes of the groups."""
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (table.weights[1:] != table.weights[:-1])
    return new, np.diff(np.flatnonzero(new), append=len(owner))


def _steps_down(table: PostingTable, new: Numbers, owner: Numbers) -> Numbers:
    """Return how many steps each group's weight is below that of the group before it.

    The first group of a term counts from the greatest weight.
    """
    weights, owners = table.weights[new], owner[new]
    before = np.full(len(weights), MAX_WEIGHT)
    before[1:] = np.where(owners[1:] == owners[:-1], weights[:-1], MAX_WEIGHT)
    return (before - weights) // STEP


def _slot_steps(table: PostingTable) -> Numbers:
    """Return how far each place's slot is above the slot before it in its posting."""
    steps = np.diff(table.slots, prepend=0)
    # The first place of a posting has no slot before it: write its slot.
    firsts = table.place_starts[:-1][np.diff(table.place_starts) > 0]
    steps[firsts] = table.slots[firsts]
    return steps
