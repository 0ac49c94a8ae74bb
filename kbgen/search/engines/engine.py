# SPDX-License-Identifier: MIT
"""Questions to either engine: the Whoosh index, or the browser's own code under Node. Both give the same list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kbgen.search.engines import browser_engine, language_index, whoosh_index
from kbgen.search.query.explain import Explainer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kbgen.model import SearchResult, SynonymRule
    from kbgen.search.index.analysis import AnalyzedRecord
    from kbgen.search.query.explain import Explanation


class EngineName(StrEnum):
    """Who answers."""

    WHOOSH = "whoosh"
    BROWSER = "browser"


def search(
    query: str,
    lang: str,
    limit: int,
    engine: EngineName,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
) -> SearchResult:
    """Answer one question; see `search_all`."""
    return search_all([query], lang, limit, engine, records=records, work_dir=work_dir, synonyms=synonyms)[0]


def search_all(
    queries: Iterable[str],
    lang: str,
    limit: int,
    engine: EngineName,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
) -> list[SearchResult]:
    """Answer questions from indexes that are brought up to date first. Never raises for what was asked.

    Args:
        queries: as people type them; 256 characters and 32 words of each are read.
        lang: language code.
        limit: hits of each answer, at least 1.
        engine: who answers.
        records: the language's articles; a damaged index is made anew from them.
        work_dir: `.kbgen/`.
        synonyms: of the language.

    Raises:
        EnvironmentFailure: the disk refuses, or Node is missing.
    """
    asked = [query.encode("utf-8", "replace").decode() for query in queries]
    whoosh = engine is EngineName.WHOOSH
    language_index.update_from_records(lang, records, work_dir, whoosh=whoosh, synonyms=synonyms)
    try:
        return _answers(asked, lang, limit, engine, work_dir)
    except ValueError:
        language_index.remove_index(work_dir, lang)
        language_index.update_from_records(lang, records, work_dir, whoosh=whoosh, synonyms=synonyms)
        return _answers(asked, lang, limit, engine, work_dir)


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer to one question, taken apart."""

    hits: tuple[Explanation, ...]
    article: Explanation | None
    """Of the article that was asked for; None when it matches no word, or none was asked for."""


def explain(
    query: str,
    lang: str,
    limit: int,
    article: str,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
) -> Explained:
    """Say why the best `limit` articles, and the one with the id `article`, have their scores.

    Both engines rank by the same integers, so the Whoosh index explains the browser's answer too.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    text = query.encode("utf-8", "replace").decode()
    language_index.update_from_records(lang, records, work_dir, whoosh=True, synonyms=synonyms)
    lexicon = whoosh_index.WhooshLexicon(language_index.language_folder(work_dir, lang) / "whoosh", lang)
    try:
        explainer = Explainer(text, lexicon, records)
        return Explained(explainer.explain_best(limit), explainer.explain_article(article) if article else None)
    finally:
        lexicon.close()


def _answers(queries: list[str], lang: str, limit: int, engine: EngineName, work_dir: Path) -> list[SearchResult]:
    folder = language_index.language_folder(work_dir, lang)
    if engine is EngineName.WHOOSH:
        return list(whoosh_index.search(folder / "whoosh", lang, queries, limit))
    return list(browser_engine.search(folder / "browser", lang, queries, limit))
