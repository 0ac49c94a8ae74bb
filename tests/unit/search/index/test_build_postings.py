# SPDX-License-Identifier: MIT
"""Columns of occurrences, and the postings that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from search_support import document, records

from kbgen.search.index.build_postings import (
    Limits,
    best_postings,
    code_of,
    pair_codes,
    pair_postings,
    word_postings,
)
from kbgen.search.index.columns import read_columns, write_columns
from kbgen.search.index.occurrences import (
    collect,
    from_columns,
    owner_of_rows,
    select_rows,
    starts_from_sizes,
    to_columns,
)
from kbgen.search.index.postings import MOST_POSTINGS, limits_for

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.search.index.build_postings import PostingTable
    from kbgen.search.index.occurrences import Occurrences

ALL = Limits(1_000, 1_000, 1_000, 1_000)
DOCUMENTS = [
    document("a", "Print a page", "Paper and ink."),
    document(
        "b",
        "Paper jam",
        "Print again, print slowly.",
        passages=[("", "", "Paper."), ("x", "Ink", "Print.")],
    ),
    document("c", "Ink", "Print."),
]


def columns() -> Occurrences:
    return collect(records(DOCUMENTS))


def words(occurrences: Occurrences, limits: Limits = ALL) -> PostingTable:
    """Every form is a separate term."""
    every = np.arange(len(occurrences.forms))
    return word_postings(occurrences, every, len(every), (), limits, 4.0)


def articles(table: PostingTable, term: int) -> list[int]:
    return sorted(table.numbers[table.starts[term] : table.starts[term + 1]].tolist())


def test_columns_survive_a_file(tmp_path: Path) -> None:
    """Forms and numbers."""
    occurrences = columns()
    write_columns(tmp_path / "x", to_columns(occurrences))
    again = from_columns(read_columns(tmp_path / "x"))
    assert again.forms == occurrences.forms
    assert all(
        np.array_equal(getattr(again, name), getattr(occurrences, name))
        for name in ("form", "marks", "starts")
    )


def test_rows_that_are_left_out_take_their_places_along() -> None:
    """What stays is read as before."""
    whole = columns()
    wanted = whole.form == whole.forms.index("print")
    reduced = whole.filter(wanted, np.zeros(len(whole.first), bool))
    assert reduced.documents == whole.documents
    assert np.diff(reduced.starts).tolist() == [1, 1, 1]
    ends = np.cumsum(whole.sizes)[wanted].tolist()
    sizes = whole.sizes[wanted].tolist()
    assert reduced.marks.tolist() == [
        mark
        for end, size in zip(ends, sizes, strict=True)
        for mark in whole.marks[end - size : end].tolist()
    ]
    assert reduced.mark_starts.tolist() == [0, *np.cumsum(sizes).tolist()]
    assert reduced.pair_starts.tolist() == [0, 0, 0, 0]


def test_some_articles_and_others_make_all() -> None:
    """Parts are put together in any order, over one numbering of forms."""
    whole = columns()
    put_together = whole.select([2]) + whole.select([0, 1])
    assert np.array_equal(put_together.select([1, 2, 0]).form, whole.form)
    assert np.array_equal(put_together.select([1, 2, 0]).mark_starts, whole.mark_starts)
    assert whole.select([]).documents == 0
    assert whole.select([0, 2]).counts()[whole.forms.index("jam")] == 0


def test_rows_have_owners() -> None:
    """Starts, owners and picks are three views of the same runs."""
    starts = starts_from_sizes(np.array([2, 0, 1]))
    assert starts.tolist() == [0, 2, 2, 3]
    assert owner_of_rows(starts).tolist() == [0, 0, 2]
    rows, new = select_rows(starts, np.array([2, 0]))
    assert rows.tolist() == [2, 0, 1]
    assert new.tolist() == [0, 1, 3]


def test_postings_are_of_the_articles_that_have_the_word() -> None:
    """Heaviest first: a title before a text."""
    occurrences = columns()
    table = words(occurrences)
    ink = occurrences.forms.index("ink")
    assert articles(table, ink) == [0, 1, 2]
    assert table.numbers[table.starts[ink]] == 2
    weights = table.weights[table.starts[ink] : table.starts[ink + 1]].tolist()
    assert weights == sorted(weights, reverse=True)


def test_own_titles_are_never_cut_and_headings_are() -> None:
    """Of `ink`, the article with that title stays; the one with it in a heading goes first where there is no room."""
    occurrences = columns()
    ink = occurrences.forms.index("ink")
    assert articles(words(occurrences, Limits(9, 0, 9, 9, own_title=192)), ink) == [2]
    assert articles(words(occurrences, Limits(9, 0, 9, 9)), ink) == [1, 2]
    assert words(occurrences, Limits(9, 0, 9, 9)).frequencies[ink] == 3


def test_lists_of_a_very_large_site_are_limited_even_in_titles() -> None:
    """The heaviest posting stays, and the number of articles is that of the whole list."""
    occurrences = columns()
    ink = occurrences.forms.index("ink")
    table = words(occurrences, Limits(9, 9, 9, 1))
    assert articles(table, ink) == [2]
    assert table.frequencies[ink] == 3
    assert limits_for(20_000).most == 20_000
    assert limits_for(20_001).most == MOST_POSTINGS


def test_pairs_are_of_titles() -> None:
    """With the number that their two words give."""
    occurrences = columns()
    forms = occurrences.forms
    every = np.arange(len(forms))
    codes = pair_codes(occurrences, every)
    assert code_of(forms.index("paper"), forms.index("jam")) in codes.tolist()
    couples, table = pair_postings(occurrences, every, ALL)
    named = [(forms[first], forms[second]) for first, second in couples.tolist()]
    assert articles(table, named.index(("paper", "jam"))) == [1]


def test_a_group_has_the_best_of_each_article() -> None:
    """One posting an article, the heaviest of the group's words; no more than wanted."""
    occurrences = columns()
    table = words(occurrences)
    group = [occurrences.forms.index(form) for form in ("ink", "paper")]
    ready = best_postings(table, [group], 2)
    assert ready.frequencies.tolist() == [3]
    assert len(ready.numbers) == 2
    assert sorted(ready.numbers.tolist()) == [1, 2]
