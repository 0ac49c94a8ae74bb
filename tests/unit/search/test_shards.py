# SPDX-License-Identifier: MIT
"""The text of shards."""

from __future__ import annotations

from itertools import pairwise

from search_support import document, faq, inverted

from kbgen.search.coding import Reader, number
from kbgen.search.posting_text import encode_terms
from kbgen.search.postings import Posting, Term, table_of
from kbgen.search.shards import (
    backwards,
    collated,
    collation_key,
    cut,
    form_lines,
    shard_text,
    spelling_lines,
    with_joins,
)


def test_term_is_groups_of_one_weight() -> None:
    """The format, number by number."""
    places = ((0, 2),), ((3, 0),), ((1, 0), (4, 5))
    term = Term(9, tuple(map(Posting, (3, 7, 1), (248, 248, 40), places)))
    (text,) = encode_terms(table_of([term]))
    reader = Reader(text)
    numbers = []
    while not reader.at_end:
        numbers.append(reader.number())
    header, first, second = [9], [1, 2, 3, 2, 2, 4, 12], [52, 1, 1, 5, 14, 5]
    assert numbers == header + first + second


def test_every_form_has_a_line_and_lines_are_sorted() -> None:
    """A lookup is a search in a sorted list."""
    index = inverted(faq())
    forms = [form for form, _ in form_lines(index)]
    in_order = {" ".join(form.split("  ")[::-1]) if "  " in form else form for form in forms}
    assert in_order == set(index.keys) | set(index.terms)
    assert forms == sorted(forms, key=collation_key)


def test_forms_point_to_their_term() -> None:
    """Forms that nobody wrote are marked."""
    lines = dict(
        form_lines(inverted([document("a", "Mouse"), document("b", "Printers"), document("c", "Printer", "printer")]))
    )
    assert lines["mice"] == "<" + number(1) + "ouse"
    assert lines["printers"] == ">" + number(7)
    assert lines["printer"].startswith("=")


def test_reversed_spellings_are_of_forms_that_occur() -> None:
    """A correction never leads to a word that is not there; it prefers one that many articles have."""
    titles = ["Mouse", "Mice", "Mouse trap", "Mouse pad"]
    lines = spelling_lines(inverted([document(f"a{place}", title) for place, title in enumerate(titles)]))
    assert lines == [("mice", number(2)), ("mouse", number(2)), ("pad", ""), ("trap", "")]
    assert backwards(lines) == [("dap", ""), ("ecim", number(2)), ("esuom", number(2)), ("part", "")]


def test_a_pair_lies_beside_the_rarer_of_its_words() -> None:
    """Which of a question's words are rare is known when they are here: the pair needs no file of its own."""
    index = inverted([document("a", "Mouse trap"), document("b", "Cat mouse"), document("c", "Mouse mouse")])
    forms = [form for form, _ in form_lines(index)]
    assert "trap  mouse" in forms
    assert "cat mouse" in forms
    assert "mouse trap" not in forms


def test_a_word_and_its_pairs_stay_in_one_shard() -> None:
    """However small shards are to be."""
    lines = [("log", "=" * 9), *((f"log {letter}", "=" * 9) for letter in "abcdef"), ("logs", "="), ("lot", "=")]
    (shard,) = (shard for shard in cut(lines, 20) if ("log", "=" * 9) in shard.lines)
    assert [form for form, _ in shard.lines] == ["log", *(f"log {letter}" for letter in "abcdef")]


def test_a_word_says_what_may_be_joined_to_it() -> None:
    """Two letters of what follows are enough to spare nearly every question a look."""
    lines = [(form, "=") for form in ("log", "login", "logout", "loge", "outlook", "look")]
    joined = dict(with_joins(lines, {form for form, _ in lines}, frozenset({"in", "out"})))
    assert joined["log"] == "=\tinou"
    assert joined["login"] == "="


def test_small_index_is_one_shard() -> None:
    """One round trip beats three."""
    lines = form_lines(inverted(faq()))
    ((first, _),) = cut(lines, 1_000_000)
    assert first == ""


def test_shards_are_ranges_of_first_letters() -> None:
    """Every line is in the shard whose range it falls in, and no shard is much too large."""
    lines = [(a + b + c, "=" * 10) for a in "abc" for b in "xyz" for c in "pq"]
    shards = cut(lines, 40)
    firsts = [first for first, _ in shards]
    assert len(shards) > 3
    assert firsts[0] == ""
    assert all(left < right for left, right in pairwise(firsts))
    assert all(len(shard_text(shard.lines)) < 80 for shard in shards)
    assert [line for shard in shards for line in shard.lines] == lines


def test_new_word_moves_no_other_border() -> None:
    """An edit touches the shards of its own words."""
    lines = [(a + b, "=" * 20) for a in "abcdefgh" for b in "xyz"]
    before = {(shard.border, *shard.lines) for shard in cut(lines, 100)}
    after = {(shard.border, *shard.lines) for shard in cut(sorted([*lines, ("ayy", "=")]), 100)}
    assert len(before - after) == 1


def test_surrogates_sort_as_javascript_sorts_them() -> None:
    """Letters beyond the basic plane come before U+FF00."""
    assert sorted(["\uff41", "\U00010400"], key=collation_key) == ["\U00010400", "\uff41"]
    assert collated(["\uff41", "\U00010400", "a"]) == ["a", "\U00010400", "\uff41"]
    assert collated(["\uff41", "b", "a"]) == ["a", "b", "\uff41"]
