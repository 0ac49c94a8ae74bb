# SPDX-License-Identifier: MIT
"""Occurrences → postings: sorted, summed, weighted and limited, a column at a time.

In: `Occurrences`, and the term of each form. Out: `PostingTable`. `postings.py` defines postings
and limits; this module does the arithmetic for millions of them.

A *posting* is a term in an article. A *place* of a posting is a slot with the term, and the number
of weighty words of the slot's title if the term is in that title. *Starts* are explained in
`occurrences.py`. Some sorts pack several keys in the bits of one integer, so that one array carries
them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kbgen.search.index.occurrences import (
    Numbers,
    Occurrences,
    owner_of_rows,
    select_rows,
    starts_from_sizes,
)
from kbgen.search.index.ranking import MAX_WEIGHT
from kbgen.search.index.weights import text_worth, weights_of

_PLACE_BITS: Final = 24
"""Low bits for a slot or slot mark, under the number of a posting."""
_TERM_BITS: Final = 31
"""Low bits for the second term of a pair; bit 63 stays free for the sign."""
_ROW_BITS: Final = 32
"""Low bits for the number of a row."""
_LIGHTNESS_BITS: Final = 8
"""Bits above them for the distance of a weight from the greatest one."""


@dataclass(frozen=True, slots=True)
class PostingTable:
    """The postings of terms, which are numbered from 0. A row is one posting."""

    frequencies: Numbers
    """Number of articles of each term, including those whose postings were cut."""
    starts: Numbers
    """Starts of the next three columns, by term."""
    numbers: Numbers
    """Number of the article."""
    weights: Numbers
    """Falling within each term; rows of equal weight are sorted by number."""
    place_starts: Numbers
    """Starts of the next two columns, by row."""
    slots: Numbers
    words: Numbers
    """Number of weighty words of the slot's title if the term is in it, else 0."""

    def select(self, terms: Numbers) -> PostingTable:
        """Return only these terms, in the order given."""
        rows, starts = select_rows(self.starts, terms)
        return self.take_rows(rows, starts, self.frequencies[terms])

    def take_rows(self, rows: Numbers, term_starts: Numbers, frequencies: Numbers) -> PostingTable:
        """Return a table of other terms, built from some of these rows.

        Args:
            rows: Numbers of the rows, term after term.
            term_starts: Starts of the new terms in `rows`.
            frequencies: Number of articles of each new term.
        """
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
        """Append other terms."""
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
    """Maximum numbers of postings and places to keep."""

    stop: int
    """Postings of a stop word."""
    text: int
    """Postings of another word, in addition to those in the article's own title or questions."""
    text_slots: int
    """Places of a posting, in addition to those with the word in the slot's title."""
    most: int
    """Postings of any word, those in titles included."""
    own_title: int = 0
    """Minimum weight of a word in the article's own title or a question; a heading gives less."""


def word_postings(
    occurrences: Occurrences,
    term_of_form: Numbers,
    terms: int,
    stop: Sequence[int],
    limits: Limits,
    average: float,
) -> PostingTable:
    """Build the postings of words.

    Args:
        occurrences: Occurrences of the articles.
        term_of_form: Number of a form → number of its term; -1 leaves its rows out.
        terms: Number of terms.
        stop: Terms that are stop words.
        limits: How much to keep.
        average: Average length of a text, in words.
    """
    # Sort the rows by term. The sort is stable, so the rows of a term stay in the order of
    # articles, and the rows of one posting (several forms of the term in one article) are
    # neighbors.
    owner = term_of_form[occurrences.form]
    rows = np.flatnonzero(owner >= 0)
    rows = rows[np.argsort(owner[rows], kind="stable")]
    owner, number = owner[rows], owner_of_rows(occurrences.starts)[rows]
    first, posting = _group_rows(owner, number)
    # From here, `owner` and `number` have one element per posting instead of one per row.
    owner, number = owner[first], number[first]
    lengths, of_article = np.unique(occurrences.lengths, return_inverse=True)
    once = np.array([text_worth(length, average) for length in lengths.tolist()])[of_article]
    strong = np.add.reduceat(occurrences.strong[rows], first) if len(first) else first
    text = np.add.reduceat(occurrences.text[rows], first) if len(first) else first
    weight = weights_of(strong + once[number] * text) if len(first) else first
    of_posting, slots, words = _places(occurrences, rows, posting, number)
    # Keep all places in titles, and the first `text_slots` of the others.
    kept = (words > 0) | (_count_before(of_posting, len(first), words == 0) < limits.text_slots)
    table = _sorted_table(terms, owner, number, weight, of_posting[kept], slots[kept], words[kept])
    return _apply_limits(table, stop, limits)


def _group_rows(owner: Numbers, number: Numbers) -> tuple[Numbers, Numbers]:
    """Return the first row of each posting, and the posting of each row.

    Rows of one posting (equal owner and number) must be adjacent.
    """
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (number[1:] != number[:-1])
    return np.flatnonzero(new), np.cumsum(new) - 1


def _places(
    occurrences: Occurrences, rows: Numbers, posting: Numbers, number: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the columns (posting, slot, words) of all places.

    A posting has each slot once, with the words of its title if any of its forms is in the title.

    Args:
        occurrences: Occurrences of the articles.
        rows: Their rows, sorted by posting.
        posting: Posting of each of these rows.
        number: Article of each posting.
    """
    # Pack posting and slot mark in one number. After sorting, the marks of a slot are adjacent,
    # and the last of them has the lowest bit set if any form is in the title.
    index, _ = select_rows(starts_from_sizes(occurrences.sizes), rows)
    codes = np.repeat(posting, occurrences.sizes[rows]) << _PLACE_BITS | occurrences.marks[index]
    codes.sort(kind="stable")
    last = np.ones(len(codes), bool)
    last[:-1] = codes[1:] >> 1 != codes[:-1] >> 1
    codes = codes[last]
    of_posting, mark = codes >> _PLACE_BITS, codes & ((1 << _PLACE_BITS) - 1)
    slot = mark >> 1
    words = np.where(
        mark & 1, occurrences.titles[occurrences.title_starts[number[of_posting]] + slot], 0
    )
    return of_posting, slot, words


def _count_before(owner: Numbers, owners: int, counted: Numbers) -> Numbers:
    """Return, for each row, how many counted rows of the same owner come before it.

    Args:
        owner: Owner of each row; rows of one owner must be adjacent, in the order of owners.
        owners: Number of owners.
        counted: One boolean per row: whether it counts.
    """
    before = np.cumsum(counted) - counted
    starts = np.searchsorted(owner, np.arange(owners))
    return before - before[starts[owner]] if len(owner) else before


def _sorted_table(
    terms: int,
    owner: Numbers,
    number: Numbers,
    weight: Numbers,
    of_posting: Numbers,
    slots: Numbers,
    words: Numbers,
) -> PostingTable:
    """Return the table of postings in any order, whose places come posting after posting.

    Args:
        terms: Number of terms.
        owner: Term of each posting.
        number: Article of each posting.
        weight: Weight of each posting.
        of_posting: Posting of each place, in ascending order.
        slots: Slot of each place.
        words: Words of each place.
    """
    # Order: by term, then heaviest first, then by article. `table` has the starts of that order,
    # and `take_rows` brings its rows into it.
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
    """Drop the lightest postings beyond the limits."""
    owner = owner_of_rows(table.starts)
    terms = len(table.frequencies)
    in_title = np.zeros(len(owner), bool)
    in_title[owner_of_rows(table.place_starts)[table.words > 0]] = True
    in_title &= table.weights >= limits.own_title
    is_stop = np.zeros(terms, bool)
    is_stop[list(stop)] = True
    # Rows are sorted by weight, so the number of earlier rows decides.
    kept = in_title | (_count_before(owner, terms, ~in_title) < limits.text)
    kept |= is_stop[owner]
    most = np.where(is_stop[owner], limits.stop, limits.most)
    kept &= _count_before(owner, terms, kept) < most
    starts = starts_from_sizes(np.bincount(owner[kept], minlength=terms))
    return table.take_rows(np.flatnonzero(kept), starts, table.frequencies)


def merge_lists(table: PostingTable, owner: Numbers, owners: int, limits: Limits) -> PostingTable:
    """Merge terms: an article in several lists gets its greatest weight and all its places.

    Args:
        table: The lists to merge.
        owner: Number of the merged list for each term of `table`.
        owners: Number of merged lists.
        limits: How much to keep.
    """
    of_row = owner[owner_of_rows(table.starts)]
    # Sort rows by merged list and article; equal ones become one posting.
    order = np.lexsort((table.numbers, of_row))
    first, posting = _group_rows(of_row[order], table.numbers[order])
    weight = np.maximum.reduceat(table.weights[order], first) if len(first) else table.weights
    # Sort the places by posting, slot and words, and keep the last place of each slot: a place in
    # the title has words, so it wins over one in the text.
    posting_of_row = np.empty(len(order), np.int64)
    posting_of_row[order] = posting
    places = posting_of_row[owner_of_rows(table.place_starts)] << _PLACE_BITS | table.slots
    sorting = np.lexsort((table.words, places))
    places, words = places[sorting], table.words[sorting]
    last = np.diff(places, append=-1) != 0
    of_posting, slots = places[last] >> _PLACE_BITS, places[last] & ((1 << _PLACE_BITS) - 1)
    rows = order[first]
    return _apply_limits(
        _sorted_table(
            owners, of_row[rows], table.numbers[rows], weight, of_posting, slots, words[last]
        ),
        (),
        limits,
    )


def code_of(first: int, second: int) -> int:
    """Pack the numbers of two terms in one."""
    return first << _TERM_BITS | second


def pair_codes(occurrences: Occurrences, term_of_form: Numbers) -> Numbers:
    """Return the packed terms of each pair of adjacent words; negative if one is left out."""
    # -1 has all bits set, so it makes the result negative on either side.
    return term_of_form[occurrences.first] << _TERM_BITS | term_of_form[occurrences.second]


def pair_postings(
    occurrences: Occurrences, term_of_form: Numbers, limits: Limits
) -> tuple[Numbers, PostingTable]:
    """Return pairs of neighboring terms as sorted rows (first, second), and their postings.

    Every posting has the greatest weight.

    Args:
        occurrences: Occurrences of the articles.
        term_of_form: Number of a form → number of its term; -1 leaves its pairs out.
        limits: How much to keep.
    """
    codes = pair_codes(occurrences, term_of_form)
    used = np.flatnonzero(codes >= 0)
    # From here, `pair` is the number of a row's pair among the different ones, which `codes` has.
    codes, pair = np.unique(codes[used], return_inverse=True)
    number, slot = owner_of_rows(occurrences.pair_starts)[used], occurrences.slot[used]
    # Sort the rows by pair, article and slot: rows of one posting become neighbors.
    rows = np.lexsort((slot, number, pair))
    new, posting = _group_rows(pair[rows], number[rows])
    owner, articles = pair[rows][new], number[rows][new]
    places = np.unique(posting << _PLACE_BITS | slot[rows])
    of_posting, slots = places >> _PLACE_BITS, places & ((1 << _PLACE_BITS) - 1)
    kept = _count_before(of_posting, len(new), np.ones(len(slots), np.int64)) < limits.text_slots
    nothing = np.zeros(np.count_nonzero(kept), np.int64)
    weights = np.full(len(owner), MAX_WEIGHT)
    table = _sorted_table(
        len(codes), owner, articles, weights, of_posting[kept], slots[kept], nothing
    )
    return np.stack((codes >> _TERM_BITS, codes & ((1 << _TERM_BITS) - 1)), 1), _apply_limits(
        table, (), limits
    )


def best_postings(
    table: PostingTable, members: Sequence[Sequence[int]], postings: int
) -> PostingTable:
    """Return one term per group of terms, with the heaviest posting of each article.

    Of equal postings, that of the group's first term wins.

    Args:
        table: The terms.
        members: Terms of each group.
        postings: Number of postings to keep per group, the heaviest.
    """
    # Pack each row in one number: its article, then how far its weight is below the greatest, then
    # the row. After sorting, the first row of each article is its heaviest.
    lightness = (1 << _LIGHTNESS_BITS) - 1 - table.weights.astype(np.int64)
    codes = table.numbers.astype(np.int64) << (_ROW_BITS + _LIGHTNESS_BITS) | lightness << _ROW_BITS
    codes |= np.arange(len(codes))
    chosen: list[Numbers] = [codes[:0]]
    frequencies: list[int] = []
    for group in members:
        rows = np.concatenate(
            [codes[table.starts[term] : table.starts[term + 1]] for term in group]
        )
        rows.sort()
        best = rows[np.diff(rows >> (_ROW_BITS + _LIGHTNESS_BITS), prepend=-1) > 0]
        frequencies.append(len(best))
        # Heaviest first; the sort is stable, so equal weights stay in the order of articles.
        order = np.argsort(best >> _ROW_BITS & ((1 << _LIGHTNESS_BITS) - 1), kind="stable")[
            :postings
        ]
        chosen.append(best[order] & ((1 << _ROW_BITS) - 1))
    starts = starts_from_sizes(np.array([len(rows) for rows in chosen[1:]], np.int64))
    return table.take_rows(np.concatenate(chosen), starts, np.array(frequencies, np.int64))
