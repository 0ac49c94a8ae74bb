# SPDX-License-Identifier: MIT
"""Asks one of the two engines: the Whoosh index, or the browser's own code under Node.

Both return the same list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from kbgen.model import SearchResult, SynonymRule
from kbgen.search.engines import browser_engine, language_index, whoosh_index
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.query.explain import Explainer, Explanation
from kbgen.search.query.unknown_words import unknown_words


class EngineName(StrEnum):
    """The engine that runs the queries."""

    WHOOSH = "whoosh"
    BROWSER = "browser"


def search_all(
    queries: Iterable[str],
    lang: str,
    limit: int,
    engine: EngineName,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
) -> list[SearchResult]:
    """Answer questions, after updating the indexes. Never raises because of a query.

    Args:
        queries: Questions as typed. 256 characters and 32 words of each are read.
        lang: Language code.
        limit: Most hits per answer, at least 1.
        engine: The engine that runs the queries.
        records: The language's articles; a damaged index is rebuilt from them.
        work_dir: The work folder, `.kbgen/`.
        synonyms: Synonym rules of the language.
        meaning: Builds affinity lists; None if meaning is off.

    Raises:
        EnvironmentFailure: The index cannot be written, or Node is missing.
    """
    # A lone surrogate is not valid UTF-8.
    texts = [query.encode("utf-8", "replace").decode() for query in queries]
    whoosh = engine is EngineName.WHOOSH
    update = partial(
        language_index.update_from_records,
        lang,
        records,
        work_dir,
        whoosh=whoosh,
        synonyms=synonyms,
        meaning=meaning,
    )
    update()
    try:
        return _answers(texts, lang, limit, engine, work_dir)
    except ValueError:
        language_index.remove_index(work_dir, lang)
        update()
        return _answers(texts, lang, limit, engine, work_dir)


@dataclass(frozen=True, slots=True)
class Explained:
    """The explained answer to one question."""

    hits: tuple[Explanation, ...]
    article: Explanation | None
    """Explanation of the requested article; None if it matches no word, or none was requested."""


def explain(
    query: str,
    lang: str,
    limit: int,
    article: str,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
) -> Explained:
    """Explain the scores of the best `limit` articles and of the one with the id `article`.

    Both engines rank by the same integers, so the Whoosh index explains the browser's answer too.

    Raises:
        EnvironmentFailure: The index cannot be written.
    """
    text = query.encode("utf-8", "replace").decode()
    language_index.update_from_records(
        lang, records, work_dir, whoosh=True, synonyms=synonyms, meaning=meaning
    )
    with closing(_open_lexicon(lang, work_dir)) as lexicon:
        explainer = Explainer(text, lexicon, records)
        return Explained(
            explainer.explain_best(limit), explainer.explain_article(article) if article else None
        )


def count_unknown(
    queries: Iterable[str],
    lang: str,
    *,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
) -> int:
    """Return how many queries have a word that no article contains.

    Raises:
        EnvironmentFailure: The index cannot be written.
    """
    language_index.update_from_records(
        lang, records, work_dir, whoosh=True, synonyms=synonyms, meaning=meaning
    )
    with closing(_open_lexicon(lang, work_dir)) as lexicon:
        return sum(1 for query in queries if unknown_words(query, lexicon))


def _open_lexicon(lang: str, work_dir: Path) -> whoosh_index.WhooshLexicon:
    folder = language_index.language_folder(work_dir, lang) / "whoosh"
    return whoosh_index.WhooshLexicon(folder, lang)


def _answers(
    queries: list[str], lang: str, limit: int, engine: EngineName, work_dir: Path
) -> list[SearchResult]:
    folder = language_index.language_folder(work_dir, lang)
    if engine is EngineName.WHOOSH:
        return list(whoosh_index.search(folder / "whoosh", lang, queries, limit))
    return list(browser_engine.search(folder / "browser", lang, queries, limit))
