# SPDX-License-Identifier: MIT
"""Check the search promises of a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kbgen.errors import SettingsError
from kbgen.model import Diagnostic, SearchPromise, Severity
from kbgen.search.engines.engine import EngineName
from kbgen.search.evaluation import promise_report
from kbgen.search.evaluation.promise_report import BrokenPromise, PromiseReport, broken_promises
from kbgen.workflows.open_site import OpenSite

Report = Callable[[Sequence[Diagnostic]], None]


def check_promises(
    site: OpenSite, lang: str | None, engines: Sequence[EngineName], report: Report
) -> tuple[PromiseReport, bool]:
    """Check the search promises of a site. Also tell whether their files have errors.

    Args:
        site: The site.
        lang: A language, to check only its promises.
        engines: The search engines to check.
        report: Receives the diagnostics of the promise files before the first search.

    Raises:
        SettingsError: There are no promises.
        EnvironmentFailure: A file cannot be written, or Node is missing for the browser's engine.
    """
    loaded = site.promises()
    report(loaded.diagnostics)
    promises = [promise for promise in loaded.promises if lang in (None, promise.lang)]
    has_errors = any(item.severity is Severity.ERROR for item in loaded.diagnostics)
    if not promises and not has_errors:
        name = f"queries.{lang or site.settings.kbgen.languages[0]}.yml"
        raise SettingsError(
            "there are no search promises",
            f"Write them to {site.settings.display_path(f'_data/{name}')}, "
            "or pass a file with --judgements.",
        )
    return ask_promises(site, promises, engines), has_errors


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
