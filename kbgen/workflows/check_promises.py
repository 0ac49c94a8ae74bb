# SPDX-License-Identifier: MIT
"""A site's search promises put to its own search, both engines, all languages that have any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.content.loader import load
from kbgen.content.search_promises import Promises, load_promises
from kbgen.model import Plugins, SearchPromise, SynonymRule
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName, explain, search_all
from kbgen.search.evaluation.promise_report import DEPTH, BrokenPromise, PromiseReport, broken_promises
from kbgen.search.index.analysis import AnalysedRecord
from kbgen.settings import SiteSettings
from kbgen.workflows.ask import open_records


def read_promises(settings: SiteSettings) -> Promises:
    """The promises of the published articles, and what is wrong with their files."""
    return load_promises(load(settings).kb, settings)


def keep_promises(
    promises: Sequence[SearchPromise],
    settings: SiteSettings,
    plugins: Plugins,
    engines: Sequence[EngineName],
    progress: Progress,
    patience: float,
) -> PromiseReport:
    """Ask every promise of every engine.

    Args:
        promises: of any languages of the site.
        settings: of the site.
        plugins: work on its texts.
        engines: who answers.
        progress: is told what goes on.
        patience: seconds to wait for a build that runs.

    Raises:
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
    """
    languages = tuple(dict.fromkeys(promise.lang for promise in promises))
    broken: list[BrokenPromise] = []
    for lang in languages:
        own = [promise for promise in promises if promise.lang == lang]
        with open_records(settings, plugins, lang, progress, patience) as (_, records, synonyms):
            broken += _broken(own, lang, engines, records, synonyms, settings.work_dir)
    order = {promise: place for place, promise in enumerate(promises)}
    broken.sort(key=lambda item: (order[item.promise], engines.index(EngineName(item.result.engine))))
    return PromiseReport(languages, tuple(engines), len(promises), tuple(broken))


def _broken(
    promises: Sequence[SearchPromise],
    lang: str,
    engines: Sequence[EngineName],
    records: Sequence[AnalysedRecord],
    synonyms: Sequence[SynonymRule],
    work_dir: Path,
) -> Iterator[BrokenPromise]:
    """The promises of one language that are not kept, and why."""
    queries = [promise.query for promise in promises]
    for engine in engines:
        results = search_all(queries, lang, DEPTH, engine, records=records, work_dir=work_dir, synonyms=synonyms)
        for item in broken_promises(promises, results):
            promise = item.promise
            why = explain(
                promise.query, lang, 2, promise.article, records=records, work_dir=work_dir, synonyms=synonyms
            )
            instead = next((hit for hit in why.hits if hit.id != promise.article), None)
            yield replace(item, why=(why.article, instead))
