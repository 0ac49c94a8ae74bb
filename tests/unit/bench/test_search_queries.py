# SPDX-License-Identifier: MIT
"""Known-item queries made of titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.search.corpus import Page
from bench.search.queries import (
    KINDS,
    Query,
    is_only_title,
    known_items,
    read_queries,
    telling_words,
    write_queries,
)

_TITLES = [
    "How to connect the wireless printer in the office",
    "Connect the wireless printer at home",
    "Reset a forgotten password for your account",
    "Cancel the yearly subscription before renewal",
    "Export invoices as spreadsheets with totals",
    "Printer prints blank pages after an update",
]


def _pages() -> list[Page]:
    return [
        Page(f"a/{number}.md", title, "Text.", number % 2 == 0)
        for number, title in enumerate(_TITLES)
    ]


@pytest.fixture
def queries() -> list[Query]:
    dev, test = known_items(_pages(), 3, 1)
    return dev + test


def _title(query: Query) -> str:
    return _TITLES[int(query.url.split("/")[1])]


def test_every_article_is_asked_for_in_every_kind(queries: list[Query]):
    assert len(queries) == 6 * len(KINDS)
    assert {(query.url, query.kind) for query in queries} == {
        (f"a/{n}/", kind) for n in range(6) for kind in KINDS
    }


def test_the_queries_to_tune_with_and_to_report_are_about_different_articles():
    dev, test = known_items(_pages(), 3, 1)
    assert {query.url for query in dev}.isdisjoint(query.url for query in test)


def test_both_halves_have_real_and_generated_articles():
    for half in known_items(_pages(), 3, 1):
        assert {int(query.url.split("/")[1]) % 2 for query in half} == {0, 1}


def test_one_seed_makes_the_same_queries_and_another_seed_others():
    assert known_items(_pages(), 3, 1) == known_items(_pages(), 3, 1)
    assert known_items(_pages(), 3, 1) != known_items(_pages(), 3, 2)


def test_exact_is_the_title_and_question_contains_it(queries: list[Query]):
    for query in queries:
        if query.kind == "exact":
            assert query.query == _title(query)
        if query.kind == "question":
            assert query.query.endswith("?")
            assert _title(query)[1:] in query.query


def test_dropped_and_permuted_are_words_of_the_title(queries: list[Query]):
    for query in queries:
        words = telling_words(_title(query))
        if query.kind == "dropped":
            assert len(query.query.split()) == len(words) - 1
            assert set(query.query.split()) < set(words)
        if query.kind == "permuted":
            assert sorted(query.query.split()) == sorted(words)


def test_one_error_touches_one_word_and_two_touch_two(queries: list[Query]):
    for query in queries:
        wrong = set(query.query.split()) - set(telling_words(_title(query)))
        if query.kind == "typo1":
            assert len(wrong) == 1
        if query.kind == "typo2":
            assert len(wrong) == 2


def test_a_half_typed_title_goes_on_until_it_names_one_article(queries: list[Query]):
    titles = [frozenset(word.lower() for word in telling_words(title)) for title in _TITLES]
    for query in queries:
        if query.kind == "prefix":
            words = query.query.lower().split()
            assert is_only_title(words, titles)
            assert not _title(query).lower().endswith(words[-1])


def test_a_beginning_that_two_titles_share_names_none():
    titles = [
        frozenset({"connect", "wireless", "printer"}),
        frozenset({"connect", "wireless", "keyboard"}),
    ]
    assert not is_only_title(["connect", "wire"], titles)
    assert is_only_title(["connect", "wireless", "pri"], titles)


def test_a_title_of_function_words_or_short_words_is_not_asked_for():
    pages = [
        Page("a/0.md", "How to do it", "Text.", True),
        Page("a/1.md", "Add a new tab box", "Text.", True),
    ]
    assert known_items(pages, 2, 1) == ([], [])


def test_what_is_written_is_read_again(queries: list[Query], tmp_path: Path):
    write_queries(queries, tmp_path / "queries.jsonl")
    assert read_queries(tmp_path / "queries.jsonl") == queries
