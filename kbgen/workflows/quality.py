# SPDX-License-Identifier: MIT
"""How well a site's own search answers: its search promises kept or broken, or a file of judgements measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, Plugins, SearchPromise, Severity
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName
from kbgen.search.evaluation import promise_report, quality
from kbgen.search.evaluation.promise_report import BrokenPromise, PromiseReport, broken_promises
from kbgen.search.evaluation.quality import Quality, measure, read_judgements
from kbgen.settings import SiteSettings
from kbgen.workflows.ask import ask
from kbgen.workflows.open_site import OpenSite, open_site

Say = Callable[[Sequence[Diagnostic]], None]


@dataclass(frozen=True, slots=True)
class PromiseCheck:
    """What became of a site's search promises."""

    report: PromiseReport
    wrong: bool
    """Whether an entry of their files could not be read."""

    @property
    def failed(self) -> bool:
        """Whether somebody has something to fix."""
        return self.wrong or bool(self.report.broken)


def check_promises(
    settings: SiteSettings,
    plugins: Plugins,
    lang: str | None,
    engines: Sequence[EngineName],
    say: Say,
    progress: Progress,
    patience: float,
) -> PromiseCheck:
    """Ask the search promises of a site.

    Args:
        settings: of the site.
        plugins: work on the texts.
        lang: asks the promises of one language only.
        engines: answer the questions.
        say: receives what is wrong with the files of promises, before any question is asked.
        progress: receives progress updates.
        patience: seconds to wait for a build that runs.

    Raises:
        SettingsError: there are no promises.
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
    """
    with open_site(settings, plugins, progress, patience) as site:
        read = site.promises()
        say(read.diagnostics)
        wanted = [promise for promise in read.promises if lang in (None, promise.lang)]
        wrong = any(item.severity is Severity.ERROR for item in read.diagnostics)
        if not wanted and not wrong:
            name = f"queries.{lang or settings.kbgen.languages[0]}.yml"
            raise SettingsError(
                "there are no search promises",
                f"Write them into {settings.display_path(f'_data/{name}')}, or name a file: --judgements FILE.",
            )
        return PromiseCheck(ask_promises(site, wanted, engines), wrong)


def ask_promises(site: OpenSite, promises: Sequence[SearchPromise], engines: Sequence[EngineName]) -> PromiseReport:
    """Ask every promise, of any languages of the site, of every engine.

    Raises:
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
    """
    languages = tuple(dict.fromkeys(promise.lang for promise in promises))
    broken: list[BrokenPromise] = []
    for lang in languages:
        broken += _broken(site, [promise for promise in promises if promise.lang == lang], lang, engines)
    order = {promise: place for place, promise in enumerate(promises)}
    broken.sort(key=lambda item: (order[item.promise], engines.index(EngineName(item.result.engine))))
    return PromiseReport(languages, tuple(engines), len(promises), tuple(broken))


def measure_judgements(
    settings: SiteSettings,
    plugins: Plugins,
    file: Path,
    lang: str | None,
    engine: EngineName,
    progress: Progress,
    patience: float,
) -> Quality:
    """Measure the search by a file of judgements; see `ask`.

    Raises:
        SettingsError: the file cannot be read, or no such language.
        EnvironmentFailure: the disk refuses, or Node is missing for the browser's engine.
    """
    judged = read_judgements(file)
    queries = [item.query for item in judged]
    return measure(judged, ask(settings, plugins, queries, lang, quality.DEPTH, engine, progress, patience))


def _broken(
    site: OpenSite, promises: Sequence[SearchPromise], lang: str, engines: Sequence[EngineName]
) -> Iterator[BrokenPromise]:
    """Yield the promises of one language that are not kept, and why."""
    queries = [promise.query for promise in promises]
    for engine in engines:
        for item in broken_promises(promises, site.search(queries, lang, promise_report.DEPTH, engine)):
            promise = item.promise
            why = site.explain(promise.query, lang, 2, promise.article)
            instead = next((hit for hit in why.hits if hit.id != promise.article), None)
            yield replace(item, why=(why.article, instead))
