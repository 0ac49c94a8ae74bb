# SPDX-License-Identifier: MIT
"""Occurrences → postings: sorted, added up, weighed and cut, a column at a time.

In: `Occurrences`, and which form is which term. Out: `PostingTable`. What a posting is, and the limits, are in
`postings.py`; this is their arithmetic for millions of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.search.index.occurrences import Numbers, Occurrences, owner_of_rows, select_rows, starts_from_sizes
from kbgen.search.index.weights import text_worth, weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE_BITS: Final = 24
_TERM_BITS: Final = 31
_ROW_BITS: Final = 32
_LIGHTNESS_BITS: Final = 8


@dataclass(frozen=True, slots=True)
class PostingTable:
    """The postings of terms, which are numbered from 0. Row r is one article of a term."""

    frequencies: Numbers
    """Of each term: number of articles it is in, also of those that were cut."""
    starts: Numbers
    """Where the rows of each term begin; the last one is how many there are."""
    numbers: Numbers
    weights: Numbers
    """Falling in each term; equal ones by number."""
    place_starts: Numbers
    """Where the places of each row begin."""
    slots: Numbers
    words: Numbers
    """Weighty words of the slot's title when the term is in it, else 0."""

    def select(self, terms: Numbers) -> PostingTable:
        """Some of the terms, in the order given."""
        rows, starts = select_rows(self.starts, terms)
        return self.take_rows(rows, starts, self.frequencies[terms])

    def take_rows(self, rows: Numbers, term_starts: Numbers, frequencies: Numbers) -> PostingTable:
        """The table of other terms, made of some of these rows."""
        places, place_starts = select_rows(self.place_starts, rows)
        return PostingTable(
            frequencies,
            term_starts,
            self.numbers[rows],
            self.weights[rows],
            place_starts,
            self.slots[places],
            self.words[places],
        )

    def __add__(self, more: PostingTable) -> PostingTable:
        """These terms, then those."""
        return PostingTable(
            np.concatenate((self.frequencies, more.frequencies)),
            np.concatenate((self.starts, more.starts[1:] + self.starts[-1])),
            np.concatenate((self.numbers, more.numbers)),
            np.concatenate((self.weights, more.weights)),
            np.concatenate((self.place_starts, more.place_starts[1:] + self.place_starts[-1])),
            np.concatenate((self.slots, more.slots)),
            np.concatenate((self.words, more.words)),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What is left out."""

    stop: int
    """Postings kept of a stop word."""
    text: int
    """Postings kept of another word, beside those with it in the article's own title or question."""
    text_slots: int
    """Slots kept of a posting, beside those with the word in their title."""
    own_title: int = 0
    """Weight from which a word in a title is in the article's own title or question, not in a heading."""


def word_postings(
    occurrences: Occurrences, term_of_form: Numbers, terms: int, stop: Sequence[int], limits: Limits, average: float
) -> PostingTable:
    """The postings of words.

    Args:
        occurrences: of the articles.
        term_of_form: number of a form → number of its term; -1 leaves its rows out.
        terms: how many there are.
        stop: the terms that are stop words.
        limits: what is left out.
        average: length of a text, in words.
    """
    owner = term_of_form[occurrences.form]
    rows = np.flatnonzero(owner >= 0)
    rows = rows[np.argsort(owner[rows], kind="stable")]
    owner, number = owner[rows], owner_of_rows(occurrences.starts)[rows]
    first, posting = _group_rows(owner, number)
    owner, number = owner[first], number[first]
    once = np.array([text_worth(length, average) for length in occurrences.lengths.tolist()])
    strong = np.add.reduceat(occurrences.strong[rows], first) if len(first) else first
    text = np.add.reduceat(occurrences.text[rows], first) if len(first) else first
    weight = weights_of(strong + once[number] * text) if len(first) else first
    of_posting, slots, words = _places(occurrences, rows, posting, number)
    kept = (words > 0) | (_count_before(of_posting, len(first), words == 0) < limits.text_slots)
    table = _sorted_table(terms, owner, number, weight, of_posting[kept], slots[kept], words[kept])
    return _apply_limits(table, stop, limits)


def _group_rows(owner: Numbers, number: Numbers) -> tuple[Numbers, Numbers]:
    """The first row of each posting, and the posting of each row; rows of one posting are neighbors."""
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (number[1:] != number[:-1])
    return np.flatnonzero(new), np.cumsum(new) - 1


def _places(
    occurrences: Occurrences, rows: Numbers, posting: Numbers, number: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """(posting, slot, words) of every place: a slot once, in its title if any of the posting's forms is."""
    index, _ = select_rows(starts_from_sizes(occurrences.sizes), rows)
    all_of_them = np.repeat(posting, occurrences.sizes[rows]) << _PLACE_BITS | occurrences.place[index]
    all_of_them.sort(kind="stable")
    last = np.ones(len(all_of_them), bool)
    last[:-1] = all_of_them[1:] >> 1 != all_of_them[:-1] >> 1
    found = all_of_them[last]
    of_posting, place = found >> _PLACE_BITS, found & ((1 << _PLACE_BITS) - 1)
    slot = place >> 1
    words = np.where(place & 1, occurrences.titles[occurrences.title_starts[number[of_posting]] + slot], 0)
    return of_posting, slot, words


def _count_before(owner: Numbers, owners: int, counted: Numbers) -> Numbers:
    """How many rows of the same owner, which are neighbors, are before each row and counted."""
    before = np.cumsum(counted) - counted
    starts = np.searchsorted(owner, np.arange(owners))
    return before - before[starts[owner]] if len(owner) else before


def _sorted_table(
    terms: int, owner: Numbers, number: Numbers, weight: Numbers, of_posting: Numbers, slots: Numbers, words: Numbers
) -> PostingTable:
    """A table of postings that come in any order, each with its places, which come posting after posting."""
    order = np.lexsort((number, -weight, owner))
    sizes = np.bincount(owner, minlength=terms)
    table = PostingTable(
        sizes,
        starts_from_sizes(sizes),
        number,
        weight,
        starts_from_sizes(np.bincount(of_posting, minlength=len(owner))),
        slots,
        words,
    )
    return table.take_rows(order, table.starts, sizes)


def _apply_limits(table: PostingTable, stop: Sequence[int], limits: Limits) -> PostingTable:
    """Leave out what is too light."""
    owner = owner_of_rows(table.starts)
    terms = len(table.frequencies)
    in_title = np.zeros(len(owner), bool)
    in_title[owner_of_rows(table.place_starts)[table.words > 0]] = True
    in_title &= table.weights >= limits.own_title
    is_stop = np.zeros(terms, bool)
    is_stop[list(stop)] = True
    kept = in_title | (_count_before(owner, terms, ~in_title) < limits.text)
    kept = np.where(is_stop[owner], np.arange(len(owner)) - table.starts[owner] < limits.stop, kept)
    starts = starts_from_sizes(np.bincount(owner[kept], minlength=terms))
    return table.take_rows(np.flatnonzero(kept), starts, table.frequencies)


def merge_lists(table: PostingTable, owner: Numbers, owners: int, limits: Limits) -> PostingTable:
    """One list of several: an article that more than one has keeps its greatest weight, and all its places.

    Args:
        table: the lists.
        owner: number of the new list that each goes into.
        owners: how many there are.
        limits: what is left out.
    """
    of_row = owner[owner_of_rows(table.starts)]
    order = np.lexsort((table.numbers, of_row))
    first, posting = _group_rows(of_row[order], table.numbers[order])
    weight = np.maximum.reduceat(table.weights[order], first) if len(first) else table.weights
    posting_of_row = np.empty(len(order), np.int64)
    posting_of_row[order] = posting
    places = posting_of_row[owner_of_rows(table.place_starts)] << _PLACE_BITS | table.slots
    sorting = np.lexsort((table.words, places))
    places, words = places[sorting], table.words[sorting]
    last = np.diff(places, append=-1) != 0
    of_posting, slots = places[last] >> _PLACE_BITS, places[last] & ((1 << _PLACE_BITS) - 1)
    rows = order[first]
    return _apply_limits(
        _sorted_table(owners, of_row[rows], table.numbers[rows], weight, of_posting, slots, words[last]), (), limits
    )


def code_of(first: int, second: int) -> int:
    """One number for two."""
    return first << _TERM_BITS | second


def pair_codes(occurrences: Occurrences, term_of_form: Numbers) -> Numbers:
    """One number for the two terms of each pair that stands somewhere; negative when one of them is left out."""
    return term_of_form[occurrences.first] << _TERM_BITS | term_of_form[occurrences.second]


def pair_postings(
    occurrences: Occurrences, codes: Numbers, wanted: Numbers, weight: int, limits: Limits
) -> tuple[Numbers, PostingTable]:
    """Pairs of terms that stand beside each other, (first, second) in rising order, and their postings.

    Args:
        occurrences: of the articles.
        codes: of their pairs, from `pair_codes`.
        wanted: rows to look at.
        weight: of every posting.
        limits: what is left out.
    """
    codes, pair = np.unique(codes[wanted], return_inverse=True)
    number, slot = owner_of_rows(occurrences.pair_starts)[wanted], occurrences.slot[wanted]
    rows = np.lexsort((slot, number, pair))
    new, posting = _group_rows(pair[rows], number[rows])
    owner, articles = pair[rows][new], number[rows][new]
    places = np.unique(posting << _PLACE_BITS | slot[rows])
    of_posting, slots = places >> _PLACE_BITS, places & ((1 << _PLACE_BITS) - 1)
    kept = _count_before(of_posting, len(new), np.ones(len(slots), np.int64)) < limits.text_slots
    nothing = np.zeros(np.count_nonzero(kept), np.int64)
    weights = np.full(len(owner), weight)
    table = _sorted_table(len(codes), owner, articles, weights, of_posting[kept], slots[kept], nothing)
    return np.stack((codes >> _TERM_BITS, codes & ((1 << _TERM_BITS) - 1)), 1), _apply_limits(table, (), limits)


def best_postings(table: PostingTable, members: Sequence[Sequence[int]], postings: int) -> PostingTable:
    """A term for each group of terms: of every article its heaviest posting, of equals that of the first term."""
    # One number a row: its article, then how far its weight is from the greatest, then the row.
    lightness = (1 << _LIGHTNESS_BITS) - 1 - table.weights.astype(np.int64)
    codes = table.numbers.astype(np.int64) << (_ROW_BITS + _LIGHTNESS_BITS) | lightness << _ROW_BITS
    codes |= np.arange(len(codes))
    found: list[Numbers] = [codes[:0]]
    frequencies: list[int] = []
    for group in members:
        some = np.concatenate([codes[table.starts[term] : table.starts[term + 1]] for term in group])
        some.sort()
        best = some[np.diff(some >> (_ROW_BITS + _LIGHTNESS_BITS), prepend=-1) > 0]
        frequencies.append(len(best))
        order = np.argsort(best >> _ROW_BITS & ((1 << _LIGHTNESS_BITS) - 1), kind="stable")[:postings]
        found.append(best[order] & ((1 << _ROW_BITS) - 1))
    starts = starts_from_sizes(np.array([len(some) for some in found[1:]], np.int64))
    return table.take_rows(np.concatenate(found), starts, np.array(frequencies, np.int64))
