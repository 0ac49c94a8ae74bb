# SPDX-License-Identifier: MIT
"""Affinity: what meaning adds to a score."""

from __future__ import annotations

from dataclasses import replace

import pytest
from search_support import MemoryLexicon, document, found, inverted, meaning_of

from kbgen.search.index.postings import InvertedIndex
from kbgen.search.index.ranking import NEAR_FACTOR, NEAR_IDF, NEAR_ONE
from kbgen.search.index.weights import idf
from kbgen.search.query.affinity import affinity_of, near_words
from kbgen.search.query.question import ask
from kbgen.search.query.score import rank

DOCUMENTS = [
    document("battery", "Charge the battery"),
    document("money", "Money back"),
    document("printer", "Connect a printer"),
    document("printers", "Share a printer"),
]
MEANING = meaning_of(
    {"printer": ((3, 20),), "refund": ((1, 63), (2, 9)), "battery": (), "recharge": ((0, 30),)},
    {"refunds": "refund"},
)


@pytest.fixture(scope="module")
def index() -> InvertedIndex:
    plain = inverted(DOCUMENTS)
    return replace(plain, affinities=MEANING.find(plain))


def test_affinity_decides_between_equals(index: InvertedIndex) -> None:
    """Of two articles that match alike, the nearer one comes first."""
    assert found(replace(index, affinities=inverted([]).affinities), "printer") == [
        "printer",
        "printers",
    ]
    assert found(index, "printer") == ["printers", "printer"]


def test_a_word_of_no_article_finds_articles(index: InvertedIndex) -> None:
    """The vocabulary has it, or a form of it."""
    assert found(index, "refund") == found(index, "refunds") == ["money", "printer"]
    assert "money" in found(index, "refund for a printer")


def test_an_article_found_by_meaning_alone_is_near(index: InvertedIndex) -> None:
    """The mean strength over all words counts: a known word without a list makes it smaller."""
    far = replace(index, affinities=meaning_of({"refund": ((1, 3), (2, 2))}).find(index))
    assert found(far, "refund") == ["money"]
    assert found(far, "battery refund") == ["battery"]


def test_words_of_articles_find_no_others(index: InvertedIndex) -> None:
    """Where all words are in articles, affinity only orders those that have them."""
    near = replace(index, affinities=meaning_of({"printer": ((0, 63),)}).find(index))
    assert found(near, "printer") == ["printer", "printers"]


def test_a_word_of_the_vocabulary_is_not_corrected(index: InvertedIndex) -> None:
    """Without the vocabulary, `recharge` may be a misspelled word of an article."""
    lexicon = MemoryLexicon(
        replace(index, affinities=meaning_of({"printed": ((0, 9),)}).find(index))
    )
    question = ask("printed ", lexicon)
    assert (question.suggestion, question.words) == (None, [])
    assert ask("printeb ", lexicon).suggestion == "printer"


def test_stop_words_are_not_looked_up_if_a_word_has_affinity() -> None:
    """`how to` finds nothing that the question means."""
    plain = inverted([document("a", "How to charge"), document("b", "Money")])
    index = replace(plain, affinities=meaning_of({"refund": ((1, 9),)}).find(plain))
    assert found(index, "how to refund") == ["b"]
    assert found(index, "how to") == ["a"]


def test_affinity_is_the_mean_strength_weighted_by_idf(index: InvertedIndex) -> None:
    """Of all weighty words that are known, whether they have a list or not."""
    lexicon = MemoryLexicon(index)
    question = ask("the battery refund printer ", lexicon)
    assert [(word.word, word.is_unknown) for word in question.near] == [
        ("battery", False),
        ("refund", True),
        ("printer", False),
    ]
    battery, refund, printer = (idf(4, frequency) + NEAR_IDF for frequency in (1, 0, 2))
    total = battery + refund + printer
    affinity = affinity_of(question.near, 4)
    assert affinity.total == total
    assert affinity.sums == {1: refund * 63, 2: refund * 9, 3: printer * 20}
    best = rank(question.words, question.extras, 4)[0].score
    factor = NEAR_FACTOR * 1000 // 1004
    expected = best * (factor * refund * 63 // total) // NEAR_ONE
    assert affinity.points(1, best) == expected > 0


def test_an_unfinished_word_uses_the_list_of_its_first_completion(index: InvertedIndex) -> None:
    """A completed word counts as much as its reading."""
    (near,) = ask("printe", MemoryLexicon(index)).near
    assert (near.key, near.articles) == ("printer", ((3, 20),))
    assert near.gain < idf(4, 2) + NEAR_IDF


def test_without_lists_nothing_is_near(index: InvertedIndex) -> None:
    """Meaning is off, or no word has an article near it."""
    off = MemoryLexicon(replace(index, affinities=inverted([]).affinities))
    assert ask("battery printer", off).near == []
    assert ask("battery", MemoryLexicon(index)).near == []
    assert near_words([], off) == []
