# SPDX-License-Identifier: MIT
"""Promises compared with answers."""

from __future__ import annotations

import pytest

from kbgen.model import SearchHit, SearchPromise, SearchResult
from kbgen.search.evaluation.promise_report import PromiseReport, broken_promises, rank_of


def promise(article: str, rank: int = 3) -> SearchPromise:
    return SearchPromise("en", "money", article, rank, "content/_data/queries.en.yml", 4, 3)


def answer(*ids: str) -> SearchResult:
    hits = tuple(SearchHit(name, f"{name}/", name.title(), None, 9) for name in ids)
    return SearchResult("money", "en", "whoosh", hits, None)


@pytest.mark.parametrize(("article", "place"), [("a", 1), ("c", 3), ("x", None)])
def test_the_place_counts_from_one(article: str, place: int | None) -> None:
    assert rank_of(promise(article), answer("a", "b", "c")) == place


def test_an_article_past_the_first_page_has_no_place() -> None:
    """Engines may answer deeper than a promise can go."""
    assert rank_of(promise("last"), answer(*"abcdefghij", "last")) is None


@pytest.mark.parametrize(("rank", "broken"), [(1, True), (2, True), (3, False), (10, False)])
def test_a_promise_is_kept_up_to_its_rank(rank: int, broken: bool) -> None:
    assert bool(broken_promises([promise("c", rank)], [answer("a", "b", "c")])) is broken


def test_a_report_names_what_came_instead() -> None:
    """Three articles are enough to see why."""
    broken = broken_promises([promise("x", 2), promise("a", 1)], [answer(*"abcd"), answer("a")])
    assert PromiseReport(("en",), ("whoosh",), 2, broken).as_json() == {
        "schema": 1,
        "languages": ["en"],
        "engines": ["whoosh"],
        "promises": 2,
        "broken": [
            {
                "path": "content/_data/queries.en.yml", "line": 4, "column": 3, "lang": "en", "engine": "whoosh",
                "query": "money", "article": "x", "rank": 2, "place": None, "found": ["a", "b", "c"],
                "why": {"promised": None, "instead": None},
            }
        ],
    }  # fmt: skip


def test_answers_and_promises_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        broken_promises([promise("a")], [])
