# SPDX-License-Identifier: MIT
"""The text of shards."""

from __future__ import annotations

from itertools import pairwise

from search_support import faq, inverted

from kbgen.search.browser.base47 import Reader, number
from kbgen.search.browser.lines import form_lines, form_of
from kbgen.search.browser.posting_text import encode_terms
from kbgen.search.browser.shards import Shard, cut, file_text, shard_text, texts_of, with_copies
from kbgen.search.index.postings import Posting, Term, table_of


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


def test_a_word_and_its_pairs_stay_in_one_shard() -> None:
    """However small shards are to be."""
    forms = ["log", *(f"log {letter}" for letter in "abcdef"), "logs", "lot"]
    (shard,) = (
        shard
        for shard in cut([f"{form}\t{'=' * 9}" for form in forms], 20)
        if "log\t" + "=" * 9 in shard.lines
    )
    assert [form_of(line) for line in shard.lines] == [
        "log",
        *(f"log {letter}" for letter in "abcdef"),
    ]


def test_small_index_is_one_shard() -> None:
    """One round trip beats three."""
    lines = form_lines(inverted(faq()))
    (shard,) = cut(lines, 1_000_000)
    assert shard.border == ""


def test_shards_are_ranges_of_first_letters() -> None:
    """Every line is in the shard whose range it falls in, and no shard is much too large."""
    lines = [f"{a}{b}{c}\t{'=' * 10}" for a in "abc" for b in "xyz" for c in "pq"]
    shards = cut(lines, 40)
    firsts = [shard.border for shard in shards]
    assert len(shards) > 3
    assert firsts[0] == ""
    assert all(left < right for left, right in pairwise(firsts))
    assert all(len(shard_text(shard.lines)) < 80 for shard in shards)
    assert [line for shard in shards for line in shard.lines] == lines


def test_a_term_in_another_shard_comes_with_the_form_that_points_to_it() -> None:
    """With all its pairs, behind an empty line; a large term is left where it is."""
    child = ["child\t=!", "child lock\t=!"]
    children = f"children\t>{number(5)}"
    small = with_copies([Shard("", child), Shard("children", [children, "chill\t=!"])], 20)
    assert [list(shard.copies) for shard in small] == [[], child]
    own, _, copies = file_text(texts_of(small[1])).partition("\n\n")
    assert own == shard_text(small[1].lines)
    assert copies == shard_text(child)
    large = with_copies([Shard("", child), Shard("children", [children])], 5)
    assert not large[1].copies
    assert file_text(texts_of(large[1])) == shard_text([children])


def test_words_that_share_five_letters_stay_in_one_shard() -> None:
    """A pointer to a term in another shard costs a round trip; a large group is divided."""
    family = ["change", "changed", "changes", "changing"]
    lines = sorted(f"{form}\t{'=' * 10}" for form in [*family, "chant", "chap", "charge"])
    (shard,) = (shard for shard in cut(lines, 30) if lines[0] in shard.lines)
    assert [form_of(line) for line in shard.lines] == family
    assert len(cut([line + "=" * 30 for line in lines[:4]], 30)) == 4


def test_new_word_moves_no_other_border() -> None:
    """An edit touches the shards of its own words."""
    lines = [f"{a}{b}\t{'=' * 20}" for a in "abcdefgh" for b in "xyz"]
    before = {(shard.border, *shard.lines) for shard in cut(lines, 100)}
    after = {(shard.border, *shard.lines) for shard in cut(sorted([*lines, "ayy\t="]), 100)}
    assert len(before - after) == 1
