# SPDX-License-Identifier: MIT
"""Questions to a site's own search, from its sources: the index is brought up to date first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kbgen.content.synonyms import load_synonyms
from kbgen.errors import SettingsError
from kbgen.model import Plugins, SearchResult, SynonymRule
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName, Explained, explain, search_all
from kbgen.search.index.analysis import AnalysedRecord
from kbgen.settings import SiteSettings
from kbgen.site.building.build import open_cache
from kbgen.site.processes.pool import Workers
from kbgen.site.reading.articles import read_site
from kbgen.site.reading.search_records import SiteRecords


def ask(
    settings: SiteSettings,
    plugins: Plugins,
    queries: Sequence[str],
    lang: str | None,
    limit: int,
    engine: str,
    progress: Progress,
    patience: float,
) -> list[SearchResult]:
    """Answer queries as the published site would after a build now.

    Args:
        settings: of the site.
        plugins: work on its texts.
        queries: as customers type them.
        lang: one of the site's languages; None takes the first.
        limit: hits of each answer.
        engine: `whoosh` or `browser`.
        progress: is told what goes on.
        patience: seconds to wait for a build that runs.

    Raises:
        SettingsError: no such language.
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
    """
    with open_records(settings, plugins, lang, progress, patience) as (lang, records, synonyms):
        return search_all(
            queries, lang, limit, EngineName(engine), records=records, work_dir=settings.work_dir, synonyms=synonyms
        )


def explain_answer(
    settings: SiteSettings,
    plugins: Plugins,
    query: str,
    lang: str | None,
    limit: int,
    article: str,
    progress: Progress,
    patience: float,
) -> Explained:
    """Say why articles come where they come; see `kbgen.search.engines.engine.explain`, and `ask` for the rest."""
    with open_records(settings, plugins, lang, progress, patience) as (lang, records, synonyms):
        return explain(query, lang, limit, article, records=records, work_dir=settings.work_dir, synonyms=synonyms)


@contextmanager
def open_records(
    settings: SiteSettings, plugins: Plugins, lang: str | None, progress: Progress, patience: float
) -> Iterator[tuple[str, list[AnalysedRecord], tuple[SynonymRule, ...]]]:
    """The language that is meant, its records and synonyms, while nobody else works there; see `ask`."""
    lang = lang or settings.kbgen.languages[0]
    if lang not in settings.kbgen.languages:
        raise SettingsError(
            f"'{lang}' is not a language of this site", f"Its languages are {', '.join(settings.kbgen.languages)}."
        )
    with open_cache(settings, patience) as cache:
        workers = Workers()
        records = SiteRecords(read_site(settings, cache, workers, progress, plugins=plugins), cache, [lang])
        records.analyse(workers, progress)
        synonyms = load_synonyms(settings).rules.get(lang, ())
        yield lang, records.fetch(lang, records.keys[lang]), synonyms
