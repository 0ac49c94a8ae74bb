# SPDX-License-Identifier: MIT
"""Queries that no reader would type on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.search.hostile import hostile_queries

_WORDS = ["printer", "password", "cable"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "hostile" / "queries"
    folder.mkdir(parents=True)
    (folder / "search_queries.jsonl").write_text(
        json.dumps({"id": "1", "v": "NOT NOT"}) + "\n", "utf-8"
    )
    return tmp_path


def test_the_given_queries_come_first_and_as_many_made_up_ones_follow(data: Path):
    queries = hostile_queries(data, _WORDS, 50)
    assert queries[0] == "NOT NOT"
    assert len(queries) == 51


def test_one_seed_makes_the_same_queries_and_another_seed_others(data: Path):
    assert hostile_queries(data, _WORDS, 50) == hostile_queries(data, _WORDS, 50)
    assert hostile_queries(data, _WORDS, 50) != hostile_queries(data, _WORDS, 50, seed=2)


def test_words_markup_operators_and_other_scripts_all_occur(data: Path):
    text = "\n".join(hostile_queries(data, _WORDS, 500))
    assert all(part in text for part in ("printer", "<script>", "title:", "\u202e", "ж", "字"))


def test_some_are_as_long_as_a_page(data: Path):
    assert max(map(len, hostile_queries(data, _WORDS, 500))) >= 3000
