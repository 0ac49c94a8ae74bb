# SPDX-License-Identifier: MIT
"""Explanations add up to the score, and name the way that led from each word to its term."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_support import MemoryLexicon, document, inverted, meaning_of

from kbgen.model import SynonymRule
from kbgen.search.index.result_rows import row_of
from kbgen.search.query.explain import Explainer, Explanation, Part, Way
from kbgen.search.query.question import Question, ask
from kbgen.search.query.score import Ranked, rank

DOCUMENTS = [
    document(
        "login", "Log in to the account", "Type the password.", questions=["How do I log in?"]
    ),
    document(
        "code", "Printer reports 0x80070005", "Restart the printer twice.", codes=["0x80070005"]
    ),
    document(
        "mouse",
        "Mice and keyboards",
        passages=[("wireless", "Wireless mouse", "Change the battery.")],
    ),
    document("refund", "Get a refund", "Money comes back.", symptoms=["Refund does not arrive"]),
    document(
        "other", "Passwords and printers", "A login, a mouse, money, a refund for the account."
    ),
]
INDEX = inverted(DOCUMENTS)
ROWS = list(map(row_of, INDEX.rows))
LEXICON = MemoryLexicon(INDEX)


def explainer(query: str) -> Explainer:
    return Explainer(query, LEXICON, ROWS)


def adds_up(item: Explanation) -> bool:
    """The rule of `score.py`, from the explained parts alone."""
    points = sum(part.points for part in item.parts)
    base = points * item.share // 256 * (256 + item.coverage) // 256
    affinity = sum(part.points for part in item.affinity)
    return bool(base + item.title_points + affinity == item.score)


def expected_points(part: Part) -> int:
    return max(1, part.idf * part.factor // 16) * part.weight


QUERIES = [
    "refund", "refunds", "get a refund", "log in", "login", "passwrod", "80070005", "0x80070005", "mou",
    "wireless mice", "printer zebra money", "the", "mouse battery account refund printer", "сщву",
    "printer reports 0x80070005",
]  # fmt: skip


def ranked_by(question: Question, lexicon: MemoryLexicon) -> list[Ranked]:
    return rank(
        question.words,
        question.extras,
        lexicon.documents,
        asking=question.asking,
        unknown=question.unknown,
        near=question.near,
    )


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_add_up_to_the_score_of_the_answer(query: str) -> None:
    question = ask(query, LEXICON)
    ranked = ranked_by(question, LEXICON)
    found = explainer(query).explain_best(100)
    assert [item.score for item in found] == [item.score for item in ranked]
    assert [item.id for item in found] == [ROWS[item.number].id for item in ranked]
    assert all(adds_up(item) for item in found)
    assert all(part.points == expected_points(part) for item in found for part in item.parts)


@given(
    words=st.lists(st.sampled_from([*INDEX.keys, "zebra", "refnud", "0x8007", "a"]), max_size=8),
    cut=st.integers(1, 9),
)
def test_any_question_adds_up(words: list[str], cut: int) -> None:
    """Words in any order, unknown ones and an unfinished end among them."""
    query = " ".join(words)
    found = explainer(query[: max(1, len(query) - cut)]).explain_best(5)
    assert all(adds_up(item) for item in found)
    assert [item.place for item in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("query", "article", "word", "way", "term"),
    [
        ("refund ", "refund", "refund", Way.EXACT, "refund"),
        ("mice ", "mouse", "mice", Way.FORM, "mouse"),
        ("ref", "refund", "ref", Way.PREFIX, "refund"),
        ("keyb", "mouse", "keyb", Way.PREFIX, "keyboards"),
        ("log in ", "other", "log", Way.JOINED, "login"),
        ("refnud ", "refund", "refnud", Way.CORRECTION, "refund"),
        ("get refund ", "refund", "get refund", Way.PAIR, "get refund"),
        ("0x80070005 ", "code", "0x80070005", Way.CODE, "0x80070005"),
    ],
)  # fmt: skip
def test_the_way_from_word_to_term_is_named(
    query: str, article: str, word: str, way: Way, term: str
) -> None:
    found = explainer(query).explain_article(article)
    assert found is not None
    assert (word, way, term) in {(part.word, part.way, part.term) for part in found.parts}


def test_a_word_in_the_other_layout_is_called_so() -> None:
    """What was typed stands nowhere; the word is the one that the same keys type in Russian."""
    index = inverted(
        [document("p", "Принтер не печатает", lang="ru"), document("q", "Оплата", lang="ru")], "ru"
    )
    explained = Explainer("ghbynth ", MemoryLexicon(index), list(map(row_of, index.rows)))
    (found,) = explained.explain_best(9)
    assert [(part.word, part.way) for part in found.parts] == [("принтер", Way.LAYOUT)]


def test_a_code_with_a_letter_for_a_digit_is_a_correction() -> None:
    """The article has KB401."""
    index = inverted([document("link", "KB401: no such target"), document("other", "Refund")])
    explained = Explainer("KB4O1 ", MemoryLexicon(index), list(map(row_of, index.rows)))
    (found,) = explained.explain_best(9)
    assert ("kb401", Way.CORRECTION) in {(part.word, part.way) for part in found.parts}


def test_a_phrase_that_has_synonyms_is_called_so() -> None:
    """The article has `refund` and never `money back`."""
    rule = SynonymRule(("refund", "money back"), ("refund", "money back"))
    index = inverted(DOCUMENTS, rules=[rule], dictionary=None)
    explained = Explainer("money back ", MemoryLexicon(index), ROWS)
    found = explained.explain_article("refund")
    assert found is not None
    assert ("money", Way.SYNONYM, "money back~") in {
        (part.word, part.way, part.term) for part in found.parts
    }


@pytest.mark.parametrize(
    ("query", "article", "covered"),
    [
        ("get a refund ", "refund", "title"),
        ("wireless mouse ", "mouse", "heading: Wireless mouse"),
        ("refund does not arrive ", "refund", "question"),
        ("0x80070005 ", "code", "code"),
        ("battery ", "mouse", ""),
    ],
)
def test_the_title_that_counts_is_named(query: str, article: str, covered: str) -> None:
    found = explainer(query).explain_article(article)
    assert found is not None
    assert found.covered == covered
    assert (found.coverage > 0) is bool(covered)


def test_words_that_the_article_lacks_are_missing() -> None:
    found = explainer("refund battery ").explain_article("refund")
    assert found is not None
    assert found.missing == ("battery",)
    assert 128 <= found.share < 256


def test_an_article_that_matches_nothing_has_no_explanation() -> None:
    assert explainer("refund ").explain_article("code") is None
    assert explainer("zebra ").explain_best(9) == ()


def test_json_holds_plain_values() -> None:
    (found, *_) = explainer("mice ").explain_best(1)
    assert json.loads(json.dumps(found.as_json()))["parts"][0]["way"] == "form"


def test_real_questions_add_up(data: Path) -> None:
    """StackOverflow's own words over a technical FAQ."""
    folder = data / "retrieval" / "openclaw-faq-en"
    rows = [
        json.loads(line)
        for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    index = inverted([document(row["id"], row["title"] or row["id"], row["text"]) for row in rows])
    lexicon = MemoryLexicon(index)
    rows = list(map(row_of, index.rows))
    queries = [
        json.loads(line)["text"]
        for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    explained = [
        item for query in queries[:40] for item in Explainer(query, lexicon, rows).explain_best(3)
    ]
    assert len(explained) > 80
    assert all(adds_up(item) for item in explained)


NEAR = meaning_of(
    {"account": ((1, 40), (3, 7)), "password": ((4, 63), (1, 2)), "sheep": ((2, 9), (0, 3))},
    {"sheeps": "sheep"},
)
NEAR_LEXICON = MemoryLexicon(replace(INDEX, affinities=NEAR.find(INDEX)))


@pytest.mark.parametrize(
    "query", [*QUERIES, "sheeps", "account of sheep", "password account refund"]
)
def test_parts_add_up_with_affinity(query: str) -> None:
    """Also for articles that match no word."""
    question = ask(query, NEAR_LEXICON)
    ranked = ranked_by(question, NEAR_LEXICON)
    items = Explainer(query, NEAR_LEXICON, ROWS).explain_best(10)
    assert [item.score for item in items] == [article.score for article in ranked]
    assert all(map(adds_up, items))


def test_affinity_is_explained_by_word() -> None:
    """Which word of the question is near the article, in which list, and what it adds."""
    items = Explainer("account sheeps", NEAR_LEXICON, ROWS).explain_best(10)
    near = {
        item.id: [(part.word, part.term, part.strength) for part in item.affinity] for item in items
    }
    assert near["login"] == [("account", "account", 40)]
    assert near["mouse"] == [("sheeps", "sheep", 9)]
    (alone,) = [item for item in items if item.id == "mouse"]
    assert (alone.parts, alone.covered, alone.affinity[0].points) == ((), "", alone.score)
    assert json.loads(json.dumps(alone.as_json()))["affinity"][0]["term"] == "sheep"
