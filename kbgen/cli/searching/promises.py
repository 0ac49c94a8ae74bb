# SPDX-License-Identifier: MIT
"""Format the report of `kbgen quality`: a line for each broken promise, followed by its results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kbgen.cli.common import plural
from kbgen.cli.searching.explanations import side_by_side
from kbgen.content.source.file_names import printable
from kbgen.search.evaluation.promise_report import DEPTH, BrokenPromise, PromiseReport


def report_text(report: PromiseReport) -> str:
    """Return the report as text. Engines with the same result for a promise share a line."""
    lines: list[str] = []
    for _, same_outcome in groupby(report.broken, _outcome):
        lines += _promise_lines(list(same_outcome))
    broken = len({item.promise for item in report.broken})
    languages = ", ".join(report.languages)
    promises, engines = plural(report.promises, "search promise"), ", ".join(report.engines)
    lines.append(f"{promises} ({languages}; {engines}): {broken:,} broken")
    return "\n".join(map(printable, lines))


def _outcome(item: BrokenPromise) -> tuple[object, ...]:
    return item.promise, item.place, item.result.hits[:DEPTH]


def _promise_lines(broken: list[BrokenPromise]) -> Iterator[str]:
    """Yield the lines about one promise, which all of these engines break in the same way."""
    first = broken[0]
    promise, hits = first.promise, first.result.hits
    engines = ", ".join(item.result.engine for item in broken)
    actual = f"is {_ordinal(first.place)}" if first.place else f"is not among the first {DEPTH}"
    location = f"{promise.path}:{promise.line}:{promise.column}"
    expected = "first" if promise.rank == 1 else f"among the first {promise.rank}"
    outcome = f"{promise.article} should be {expected}, but {actual} ({engines})"
    yield f"{location}: “{promise.query}”: {outcome}"
    others = [hit for hit in hits if hit.id != promise.article][: promise.rank]
    yield from (f"    {hits.index(hit) + 1}. {hit.title}  ({hit.id})" for hit in others)
    if not hits:
        yield "    nothing was found"
    elif first.why[1]:
        yield from side_by_side(first.why, (promise.article, first.why[1].id))


def _ordinal(rank: int) -> str:
    """Return `1st`, `2nd`, …; correct up to `DEPTH`."""
    return f"{rank}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(rank, 'th') }"
