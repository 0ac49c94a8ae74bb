# SPDX-License-Identifier: MIT
"""How `kbgen quality` says which search promises are broken: one line each with its place, and below what came."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kbgen.cli.common import plural
from kbgen.cli.explanations import side_by_side
from kbgen.content.source.file_names import printable
from kbgen.search.evaluation.promise_report import DEPTH, BrokenPromise, PromiseReport


def report_text(report: PromiseReport) -> str:
    """The report for people; engines that break a promise in the same way share a line."""
    lines = [line for _, same in groupby(report.broken, _outcome) for line in _lines(list(same))]
    broken = len({item.promise for item in report.broken})
    languages = ", ".join(report.languages)
    lines.append(
        f"{plural(report.promises, 'search promise')} ({languages}; {', '.join(report.engines)}): {broken:,} broken"
    )
    return "\n".join(map(printable, lines))


def _outcome(item: BrokenPromise) -> tuple[object, ...]:
    return item.promise, item.place, item.result.hits[:DEPTH]


def _lines(broken: list[BrokenPromise]) -> Iterator[str]:
    first = broken[0]
    promise, hits = first.promise, first.result.hits
    engines = ", ".join(item.result.engine for item in broken)
    came = f"came {_ordinal(first.place)}" if first.place else f"is not among the first {DEPTH}"
    where = f"{promise.path}:{promise.line}:{promise.column}"
    wanted = "first" if promise.rank == 1 else f"among the first {promise.rank}"
    yield f"{where}: “{promise.query}”: {promise.article} should be {wanted}, and {came} ({engines})"
    instead = [hit for hit in hits if hit.id != promise.article][: promise.rank]
    yield from (f"    {hits.index(hit) + 1}. {hit.title}  ({hit.id})" for hit in instead)
    if not hits:
        yield "    nothing was found"
    elif first.why[1]:
        yield from side_by_side(first.why, (promise.article, first.why[1].id))


def _ordinal(place: int) -> str:
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place, 'th') }"
