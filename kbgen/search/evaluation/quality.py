# SPDX-License-Identifier: MIT
"""Measures search quality: compares answers with judgements.

In: a file of JSON lines `{id, query, relevant: {<article id or URL>: grade}}`, and answers.
Out: a `Quality` with nDCG@10, MRR@10, recall@10, and the queries without a relevant hit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any, Final

from kbgen.errors import SettingsError
from kbgen.model import SearchHit, SearchResult

DEPTH: Final = 10
"""Number of hits per query that are judged."""
UNKNOWN_FRACTION: Final = 10
"""Meaning is recommended if one in this many queries has a word that no article contains."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relevant articles of one query."""

    id: str
    query: str
    relevant: Mapping[str, int]
    """Article id or URL → grade above 0."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures over all judgements, between 0 and 1."""

    lang: str
    engine: str
    queries: int
    ndcg10: float
    mrr10: float
    recall10: float
    misses: tuple[tuple[Judgement, SearchResult], ...]
    """Queries without a relevant article among the first ten hits, and their answers."""
    unknown: int = 0
    """Number of queries with a word that no article contains."""
    meaning: bool = False
    """Whether search uses meaning, which finds articles for such queries."""

    @property
    def needs_meaning(self) -> bool:
        """Tell whether meaning is off and many queries have a word that no article contains."""
        return not self.meaning and self.unknown * UNKNOWN_FRACTION >= self.queries

    def as_json(self) -> dict[str, Any]:
        """Return the stable form for `kbgen quality --json`."""
        return {
            "schema": 1,
            "lang": self.lang,
            "engine": self.engine,
            "queries": self.queries,
            "ndcg10": round(self.ndcg10, 4),
            "mrr10": round(self.mrr10, 4),
            "recall10": round(self.recall10, 4),
            "unknown": self.unknown,
            "meaning": self.meaning,
            "misses": [_miss_as_json(judgement, result) for judgement, result in self.misses],
        }


def _miss_as_json(judgement: Judgement, result: SearchResult) -> dict[str, Any]:
    return {
        "id": judgement.id,
        "query": judgement.query,
        "expected": sorted(judgement.relevant),
        "found": [hit.id for hit in result.hits[:3]],
    }


def read_judgements(file: Path) -> tuple[Judgement, ...]:
    """Read a file of judgements.

    Raises:
        SettingsError: The file cannot be read or is empty, or a line is invalid (with `path:line`).
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the judgements cannot be read: {error}") from error
    judgements = tuple(
        _judgement(file, number, line) for number, line in enumerate(lines, 1) if line.strip()
    )
    if not judgements:
        raise SettingsError(f"{file}: the file contains no judgements")
    return judgements


def _judgement(file: Path, number: int, line: str) -> Judgement:
    hint = 'a line is {"id": "q1", "query": "reset password", "relevant": {"password-reset": 1}}'
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{file}:{number}: not JSON: {error}", hint) from error
    problem = _problem(row)
    if problem:
        raise SettingsError(f"{file}:{number}: {problem}", hint)
    relevant = {name: grade for name, grade in row["relevant"].items() if grade > 0}
    return Judgement(str(row.get("id", number)), row["query"], relevant)


def _problem(row: Any) -> str:
    """Return the problem of a JSON value as a judgement; empty for a valid one."""
    if not isinstance(row, dict):
        return "the line is not a JSON object"
    if not isinstance(row.get("query"), str):
        return '"query" is missing or not a text'
    relevant = row.get("relevant")
    if not isinstance(relevant, dict):
        return '"relevant" is missing or not an object'
    if not all(
        isinstance(grade, int) and not isinstance(grade, bool) for grade in relevant.values()
    ):
        return "a grade is not a whole number"
    if not any(grade > 0 for grade in relevant.values()):
        return "no article has a grade above 0"
    return ""


def measure(
    judgements: Sequence[Judgement],
    results: Sequence[SearchResult],
    unknown: int = 0,
    *,
    meaning: bool = False,
) -> Quality:
    """Measure answers, at least ten deep, against judgements in the same order.

    Args:
        judgements: The judgements.
        results: The answers to their queries.
        unknown: Number of queries with a word that no article contains.
        meaning: Whether search uses meaning.
    """
    pairs = list(zip(judgements, results, strict=True))
    grades = [_grades(judgement, result.hits) for judgement, result in pairs]
    count = len(pairs)
    return Quality(
        lang=results[0].lang,
        engine=results[0].engine,
        queries=count,
        ndcg10=sum(map(_ndcg, grades, judgements)) / count,
        mrr10=sum(map(_reciprocal, grades)) / count,
        recall10=sum(map(_recall, grades, judgements)) / count,
        misses=tuple(
            pair for pair, hit_grades in zip(pairs, grades, strict=True) if not any(hit_grades)
        ),
        unknown=unknown,
        meaning=meaning,
    )


def _grades(judgement: Judgement, hits: Sequence[SearchHit]) -> list[int]:
    """Return the grades of the first hits."""
    return [_grade(judgement.relevant, hit) for hit in hits[:DEPTH]]


def _grade(relevant: Mapping[str, int], hit: SearchHit) -> int:
    """Return the grade of a hit, which a judgement may name by id or by URL."""
    names = (hit.id, hit.url, "/" + hit.url)
    return max(relevant.get(name, 0) for name in names)


def _gain(grades: Sequence[int]) -> float:
    return float(sum(grade / log2(index + 2) for index, grade in enumerate(grades)))


def _ndcg(hit_grades: Sequence[int], judgement: Judgement) -> float:
    return _gain(hit_grades) / _gain(sorted(judgement.relevant.values(), reverse=True)[:DEPTH])


def _reciprocal(hit_grades: Sequence[int]) -> float:
    return next((1 / rank for rank, grade in enumerate(hit_grades, 1) if grade), 0.0)


def _recall(hit_grades: Sequence[int], judgement: Judgement) -> float:
    return sum(1 for grade in hit_grades if grade) / len(judgement.relevant)
