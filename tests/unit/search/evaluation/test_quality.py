# SPDX-License-Identifier: MIT
"""Answers compared with judgements."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from kbgen.errors import SettingsError
from kbgen.model import SearchHit, SearchResult
from kbgen.search.evaluation.quality import Judgement, measure, read_judgements


def result(*ids: str) -> SearchResult:
    """An answer with these articles."""
    return SearchResult(
        "q",
        "en",
        "whoosh",
        tuple(SearchHit(name, f"kb/{name}/", name, None, 1) for name in ids),
        None,
    )


def test_reads_lines(tmp_path: Path) -> None:
    """Blank lines are skipped, ids are texts, grades of 0 say nothing."""
    file = tmp_path / "j.jsonl"
    file.write_text(
        '\ufeff{"id": 7, "query": "a", "relevant": {"x": 2, "y": 0}}\n\n', encoding="utf-8"
    )
    assert read_judgements(file) == (Judgement("7", "a", {"x": 2}),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "a", "relevant": {"x": 1}}', '"query" is missing'),
        ('{"query": 1, "relevant": {"x": 1}}', '"query" is missing'),
        ('{"query": "a"}', '"relevant" is missing'),
        ('{"query": "a", "relevant": ["x"]}', '"relevant" is missing'),
        ('{"query": "a", "relevant": {"x": "1"}}', "whole number"),
        ('{"query": "a", "relevant": {"x": true}}', "whole number"),
        ('{"query": "a", "relevant": {"x": 0}}', "above 0"),
        ('{"query": "a", "relevant": {}}', "above 0"),
    ],
)
def test_bad_line_is_located(tmp_path: Path, line: str, problem: str) -> None:
    """The message has the file, the line and the problem; the hint shows a valid line."""
    file = tmp_path / "j.jsonl"
    file.write_text('{"query": "a", "relevant": {"x": 1}}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=problem) as caught:
        read_judgements(file)
    assert caught.value.message.startswith(f"{file}:2: ")
    assert "relevant" in caught.value.hint


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe{"])
def test_unreadable_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty, or in another encoding."""
    file = tmp_path / "j.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"j\.jsonl"):
        read_judgements(file)


def test_figures() -> None:
    """The textbook formulas, over two queries."""
    judgements = (Judgement("1", "a", {"x": 1, "y": 2}), Judgement("2", "b", {"z": 1}))
    quality = measure(judgements, [result("n", "x", "y"), result("n")])
    gain = (1 / log2(3) + 2 / log2(4)) / (2 / log2(2) + 1 / log2(3))
    assert quality.ndcg10 == pytest.approx(gain / 2)
    assert quality.mrr10 == pytest.approx(0.25)
    assert quality.recall10 == pytest.approx(0.5)
    assert [judgement.id for judgement, _ in quality.misses] == ["2"]


@pytest.mark.parametrize("name", ["x", "kb/x/", "/kb/x/"])
def test_article_is_named_by_id_or_url(name: str) -> None:
    """Either will do."""
    assert measure((Judgement("1", "a", {name: 1}),), [result("x")]).ndcg10 == 1


def test_only_the_first_ten_count() -> None:
    """A relevant article in place eleven is a miss."""
    ids = [f"n{place}" for place in range(10)]
    quality = measure((Judgement("1", "a", {"x": 1}),), [result(*ids, "x")])
    assert (quality.ndcg10, quality.recall10) == (0, 0)


def test_json_is_stable() -> None:
    """The shape that scripts rely on."""
    quality = measure((Judgement("1", "a", {"x": 1}),), [result("n")])
    assert quality.as_json() == {
        "schema": 1,
        "lang": "en",
        "engine": "whoosh",
        "queries": 1,
        "ndcg10": 0.0,
        "mrr10": 0.0,
        "recall10": 0.0,
        "unknown": 0,
        "meaning": False,
        "misses": [{"id": "1", "query": "a", "expected": ["x"], "found": ["n"]}],
    }
