# SPDX-License-Identifier: MIT
"""Format measurements as their section of RESULTS.md."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from ..results import circumstances
from ..tables import spread, table
from .rounds import Run, Runs, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .dictionaries import FirstBuild, Prepared
    from .output import Output
    from .process import Usage

_MEGA = 1e6
_KILO = 1e3


def build_section(
    runs: Runs, outputs: Mapping[str, Output], sources: int, load: tuple[float, float]
) -> str:
    """Return costs, sizes and how the runs went.

    Args:
        runs: of every step.
        outputs: by program.
        sources: article files of the corpus.
        load: average load in the minute before the start and before the end.
    """
    count = len(runs[Step.COLD])
    intro = f"{circumstances()} {sources:,} articles, rounds: {count}, load average {load[0]:.1f} → {load[1]:.1f}."
    return "\n".join(
        [intro, "", _cost_table(runs), _ratio_line(runs), "", _size_table(outputs, sources)]
    )


def _cost_table(runs: Runs) -> str:
    head = ("", "CPU s", "wall s", "peak MB", "pages rendered", "exit code", "problems reported")
    return table(head, [_cost_row(step, some) for step, some in runs.items()])


def _cost_row(step: Step, runs: Sequence[Run]) -> tuple[str, ...]:
    return (
        step,
        spread([run.usage.cpu for run in runs]),
        spread([run.usage.wall for run in runs]),
        spread([run.usage.peak / _MEGA for run in runs], 0),
        _distinct("all" if run.rendered is None else f"{run.rendered:,}" for run in runs),
        _distinct(str(run.usage.code) for run in runs),
        _distinct(run.problems for run in runs),
    )


def _distinct(texts: Iterable[str]) -> str:
    """Return the values that all runs share, or else all values."""
    return "; ".join(dict.fromkeys(texts))


def _ratio_line(runs: Runs) -> str:
    """Return the ratio of kbgen's CPU to MkDocs' within each round.

    A change of the machine's speed affects this figure least.
    """
    parts = [
        f"{step.partition(', ')[2]} {spread(_ratios(runs, step), 2)}"
        for step in Step
        if step is not Step.PEER
    ]
    return f"CPU of kbgen ÷ CPU of MkDocs in the same round: {'; '.join(parts)}."


def _ratios(runs: Runs, step: Step) -> list[float]:
    return [
        one.usage.cpu / peer.usage.cpu
        for one, peer in zip(runs[step], runs[Step.PEER], strict=True)
    ]


def _size_table(outputs: Mapping[str, Output], sources: int) -> str:
    sizes = ("site MB", "article page kB", "gzip kB", "search kB", "gzip kB")
    head = ("", "HTML pages", "articles with a page", *sizes)
    rows = [
        (
            name,
            f"{output.pages:,}",
            f"{output.articles:,} of {sources:,}",
            f"{output.size / _MEGA:,.1f}",
            f"{output.page / _KILO:,.1f}",
            f"{output.page_gzip / _KILO:,.1f}",
            f"{output.search / _KILO:,.0f}",
            f"{output.search_gzip / _KILO:,.0f}",
        )
        for name, output in outputs.items()
    ]
    return table(head, rows)


def dictionary_section(prepared: Mapping[str, Sequence[Prepared]]) -> str:
    """Return the cost of preparing each language's dictionary, once per user."""
    head = ("language", "CPU s", "wall s", "peak MB", "file MB")
    rows = [
        (
            lang,
            *_costs([one.usage for one in some]),
            f"{median(one.size for one in some) / _MEGA:.1f}",
        )
        for lang, some in prepared.items()
    ]
    return f"{circumstances()}\n\n{table(head, rows)}"


def first_build_table(builds: Mapping[tuple[str, ...], Sequence[FirstBuild]]) -> str:
    """Return the cost of a new site's first build without dictionaries, and with them."""
    head = (
        "site of `kbgen init` in",
        "CPU s",
        "wall s",
        "peak MB",
        "with dictionaries: CPU s",
        "wall s",
        "peak MB",
    )
    rows = [
        (
            ", ".join(languages),
            *_costs([one.without for one in some]),
            *_costs([one.prepared for one in some]),
        )
        for languages, some in builds.items()
    ]
    return table(head, rows)


def _costs(usages: Sequence[Usage]) -> tuple[str, str, str]:
    return (
        spread([one.cpu for one in usages]),
        spread([one.wall for one in usages]),
        spread([one.peak / _MEGA for one in usages], 0),
    )
