# SPDX-License-Identifier: MIT
"""Records become postings."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from search_support import document, faq, inverted, records

from kbgen.language.forms import Forms
from kbgen.search.index import postings
from kbgen.search.index.occurrences import collect
from kbgen.search.index.postings import (
    PREFIX_POSTINGS,
    PREFIX_WORDS,
    STOP_POSTINGS,
    Posting,
    limits_for,
    name_words,
)
from kbgen.search.index.result_rows import row_of


def test_articles_are_numbered_by_url() -> None:
    """The order in which they come does not matter."""
    index = inverted(faq())
    assert [row_of(line).url for line in index.rows] == sorted(item.url for item in faq())
    assert inverted(list(faq())[::-1]) == index


def test_term_is_named_by_its_commonest_form() -> None:
    """Postings lie where most people look for them."""
    index = inverted(
        [document("a", "Printers"), document("b", "Printer"), document("c", "Printer")]
    )
    assert index.keys["printers"] == index.keys["printer"] == "printer"


def test_unseen_forms_lead_to_their_term() -> None:
    """A form that occurs is never called unseen."""
    index = inverted([document("a", "Mouse")])
    assert index.keys["mice"] == "mouse"
    assert index.unseen == {"mice"}
    assert not inverted([document("a", "Mouse mice")]).unseen


def test_heavier_postings_come_first() -> None:
    """A title beats a text; equal weights go by number."""
    index = inverted(
        [document("a", "x", "printer"), document("b", "Printer"), document("c", "Printer")]
    )
    assert [posting.number for posting in index.terms["printer"].postings] == [1, 2, 0]


def test_posting_says_where() -> None:
    """Slots with the term in their title carry the number of its words, others nought."""
    index = inverted(
        [
            document(
                "a", "Red printer", passages=[("", "", "printer"), ("b", "Printer", "")], kind="faq"
            )
        ]
    )
    (posting,) = index.terms["printer"].postings
    assert posting == Posting(0, posting.weight, ((0, 2), (1, 0), (2, 1)))


def test_forms_of_one_term_are_added_up() -> None:
    """Printer twice and printers once weigh as three."""
    together = inverted([document("a", "x", "printer printers printer")]).terms["printer"]
    apart = inverted([document("a", "x", "printer printer printer")]).terms["printer"]
    assert together == apart


def test_pairs_are_terms() -> None:
    """Neighbors of a title are looked up by the names of their terms."""
    index = inverted([document("a", "Resetting passwords"), document("b", "Password reset")])
    pair = f"{index.keys['resetting']} {index.keys['passwords']}"
    assert [posting.number for posting in index.terms[pair].postings] == [0]


def test_short_prefixes_of_many_words_have_ready_lists() -> None:
    """Two letters lead to the best articles, not to all; where few words begin so, they are read themselves."""
    words = [f"pr{chr(97 + n % 26)}{chr(97 + n % 17)}" for n in range(PREFIX_POSTINGS + 20)]
    index = inverted([document(f"a{n:03}", word) for n, word in enumerate(words)])
    ready = index.terms["pr*"]
    assert ready.frequency == len(words)
    assert len(ready.postings) == PREFIX_POSTINGS
    assert len(set(words)) > PREFIX_WORDS
    assert "pra*" not in index.terms
    assert "praa*" not in index.terms


def test_stop_words_keep_their_best_articles() -> None:
    """A word that is everywhere costs no more than a short list."""
    index = inverted([document(f"a{n:03}", "Printer", "the") for n in range(STOP_POSTINGS + 9)])
    assert index.terms["the"].frequency == STOP_POSTINGS + 9
    assert len(index.terms["the"].postings) == STOP_POSTINGS


def test_the_dictionary_is_asked_for_every_form_that_occurs() -> None:
    """Forms of articles that are gone are left out."""
    occurrences = collect(records([document("a", "Red", "cat"), document("b", "Blue")]))
    asked: list[str] = []

    def find_forms(words: Iterable[str]) -> Forms:
        asked.extend(words)
        return Forms({})

    remaining = occurrences.select([0])
    name_words(remaining.forms, remaining.counts(), find_forms)
    assert sorted(asked) == ["cat", "red"]


def test_nothing_is_an_index_too() -> None:
    """A site without articles."""
    assert inverted([]).terms == {}


@pytest.mark.parametrize("rows", [1, 2, 7, 50])
def test_words_are_the_same_however_many_are_sorted_at_once(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of the words, their articles, weights and places, and the cut of stop words."""
    together = inverted(faq())
    monkeypatch.setattr(postings, "BATCH_ROWS", rows)
    assert inverted(faq()) == together


def test_an_index_of_nothing_is_empty() -> None:
    """No word, no row."""
    assert len(inverted([]).terms) == 0


def test_lists_get_shorter_in_steps_as_a_site_grows() -> None:
    """No step cuts a site of 2,001 articles as one of 10,000."""
    sizes = (2_000, 2_001, 4_000, 4_001, 8_000, 8_001, 100_000)
    assert [limits_for(size).text for size in sizes] == [2_000, 256, 256, 128, 128, 64, 64]
