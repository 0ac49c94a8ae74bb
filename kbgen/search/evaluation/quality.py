# SPDX-License-Identifier: MIT
"""How good search is: answers compared with judgements.

In: a file of JSON lines `{id, query, relevant: {<article id or URL>: grade}}` and a function that answers. Out: a
`Quality` with nDCG@10, MRR@10, recall@10 and the queries that found nothing relevant.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any, Final

from kbgen.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kbgen.model import SearchHit, SearchResult

DEPTH: Final = 10


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one query should find."""

    id: str
    query: str
    relevant: Mapping[str, int]
    """Article id or URL → grade, above 0."""


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
    """Queries with nothing relevant among the first ten, and what came instead."""

    def as_json(self) -> dict[str, Any]:
        """The stable form of `kbgen quality --json`."""
        return {
            "schema": 1,
            "lang": self.lang,
            "engine": self.engine,
            "queries": self.queries,
            "ndcg10": round(self.ndcg10, 4),
            "mrr10": round(self.mrr10, 4),
            "recall10": round(self.recall10, 4),
            "misses": [
                {
                    "id": judgement.id,
                    "query": judgement.query,
                    "expected": sorted(judgement.relevant),
                    "found": [hit.id for hit in result.hits[:3]],
                }
                for judgement, result in self.misses
            ],
        }


def read_judgements(file: Path) -> tuple[Judgement, ...]:
    """Read a file of judgements.

    Raises:
        SettingsError: it cannot be read, is empty, or a line is not a judgement; with `path:line`.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the judgements cannot be read: {error}") from error
    found = tuple(_judgement(file, at, line) for at, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise SettingsError(f"{file}: there are no judgements in it")
    return found


def _judgement(file: Path, at: int, line: str) -> Judgement:
    hint = 'a line is {"id": "q1", "query": "reset password", "relevant": {"password-reset": 1}}'
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{file}:{at}: not JSON: {error}", hint) from error
    problem = _problem(row)
    if problem:
        raise SettingsError(f"{file}:{at}: {problem}", hint)
    relevant = {name: grade for name, grade in row["relevant"].items() if grade > 0}
    return Judgement(str(row.get("id", at)), row["query"], relevant)


def _problem(row: Any) -> str:
    """What keeps a JSON value from being a judgement; empty when nothing does."""
    if not isinstance(row, dict):
        return "not an object"
    if not isinstance(row.get("query"), str):
        return "no query"
    relevant = row.get("relevant")
    if not isinstance(relevant, dict):
        return "no relevant articles"
    if not all(isinstance(grade, int) and not isinstance(grade, bool) for grade in relevant.values()):
        return "a grade is a whole number"
    if not any(grade > 0 for grade in relevant.values()):
        return "no article with a grade above 0"
    return ""


def measure(judgements: Sequence[Judgement], results: Sequence[SearchResult]) -> Quality:
    """Compare answers, at least ten deep, with judgements in the same order."""
    pairs = list(zip(judgements, results, strict=True))
    grades = [_grades(judgement, result.hits) for judgement, result in pairs]
    count = len(pairs)
    return Quality(
        lang=results[0].lang,
        engine=results[0].engine,
        queries=count,
        ndcg10=sum(_ndcg(found, judgement) for found, judgement in zip(grades, judgements, strict=True)) / count,
        mrr10=sum(_reciprocal(found) for found in grades) / count,
        recall10=sum(_recall(found, judgement) for found, judgement in zip(grades, judgements, strict=True)) / count,
        misses=tuple(pair for pair, found in zip(pairs, grades, strict=True) if not any(found)),
    )


def _grades(judgement: Judgement, hits: Sequence[SearchHit]) -> list[int]:
    """The grade of each of the first hits; an article that is named by id and by URL counts once."""
    return [_grade(judgement.relevant, hit) for hit in hits[:DEPTH]]


def _grade(relevant: Mapping[str, int], hit: SearchHit) -> int:
    names = (hit.id, hit.url, "/" + hit.url)
    return max(relevant.get(name, 0) for name in names)


def _gain(grades: Sequence[int]) -> float:
    return float(sum(grade / log2(place + 2) for place, grade in enumerate(grades)))


def _ndcg(found: Sequence[int], judgement: Judgement) -> float:
    return _gain(found) / _gain(sorted(judgement.relevant.values(), reverse=True)[:DEPTH])


def _reciprocal(found: Sequence[int]) -> float:
    return next((1 / place for place, grade in enumerate(found, 1) if grade), 0.0)


def _recall(found: Sequence[int], judgement: Judgement) -> float:
    return sum(1 for grade in found if grade) / len(judgement.relevant)
