# SPDX-License-Identifier: MIT
"""Measure how well a site's search answers, by its search promises or by a file of judgments."""

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

Report = Callable[[Sequence[Diagnostic]], None]


@dataclass(frozen=True, slots=True)
class PromiseCheck:
    """The result of checking a site's search promises."""

    report: PromiseReport
    has_invalid_entries: bool
    """Whether the files of promises have invalid entries."""

    @property
    def failed(self) -> bool:
        """Tell whether a promise is broken or an entry is invalid."""
        return self.has_invalid_entries or bool(self.report.broken)


def check_promises(
    settings: SiteSettings,
    plugins: Plugins,
    lang: str | None,
    engines: Sequence[EngineName],
    report: Report,
    progress: Progress,
    patience: float,
) -> PromiseCheck:
    """Check the search promises of a site.

    Args:
        settings: The site's settings.
        plugins: Plugins that change texts.
        lang: A language, to check only its promises.
        engines: The search engines to check.
        report: Receives the diagnostics of the promise files before the first search.
        progress: Receives progress updates.
        patience: Seconds to wait for a running build.

    Raises:
        SettingsError: There are no promises.
        EnvironmentFailure: A file cannot be written, or Node is missing for the browser's engine.
    """
    with open_site(settings, plugins, progress, patience) as site:
        loaded = site.promises()
        report(loaded.diagnostics)
        wanted = [promise for promise in loaded.promises if lang in (None, promise.lang)]
        has_errors = any(item.severity is Severity.ERROR for item in loaded.diagnostics)
        if not wanted and not has_errors:
            name = f"queries.{lang or settings.kbgen.languages[0]}.yml"
            raise SettingsError(
                "there are no search promises",
                f"Write them to {settings.display_path(f'_data/{name}')}, "
                "or pass a file with --judgements.",
            )
        return PromiseCheck(ask_promises(site, wanted, engines), has_errors)


def ask_promises(
    site: OpenSite, promises: Sequence[SearchPromise], engines: Sequence[EngineName]
) -> PromiseReport:
    """Check promises, in any languages of the site, with every engine.

    Raises:
        EnvironmentFailure: A file cannot be written, or Node is missing for the browser's engine.
    """
    languages = tuple(dict.fromkeys(promise.lang for promise in promises))
    broken: list[BrokenPromise] = []
    for lang in languages:
        broken += _broken(
            site, [promise for promise in promises if promise.lang == lang], lang, engines
        )
    order = {promise: index for index, promise in enumerate(promises)}
    broken.sort(
        key=lambda item: (order[item.promise], engines.index(EngineName(item.result.engine)))
    )
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
    """Measure the search by a file of judgments; see `ask`.

    Raises:
        SettingsError: The file cannot be read, or the site does not have this language.
        EnvironmentFailure: A file cannot be written, or Node is missing for the browser's engine.
    """
    judged = read_judgements(file)
    queries = [item.query for item in judged]
    return measure(
        judged, ask(settings, plugins, queries, lang, quality.DEPTH, engine, progress, patience)
    )


def _broken(
    site: OpenSite, promises: Sequence[SearchPromise], lang: str, engines: Sequence[EngineName]
) -> Iterator[BrokenPromise]:
    """Yield the broken promises of one language, with explanations."""
    queries = [promise.query for promise in promises]
    for engine in engines:
        for item in broken_promises(
            promises, site.search(queries, lang, promise_report.DEPTH, engine)
        ):
            promise = item.promise
            why = site.explain(promise.query, lang, 2, promise.article)
            better_hit = next((hit for hit in why.hits if hit.id != promise.article), None)
            yield replace(item, why=(why.article, better_hit))
