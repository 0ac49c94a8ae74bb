# SPDX-License-Identifier: MIT
"""Format a comparison as the section of RESULTS.md."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from ..results import circumstances
from ..tables import spread, table
from .comparison import Edit, Measured
from .programs import KBGEN, MKDOCS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .output import Output
    from .page_parts import PageParts
    from .process import Usage
    from .programs import Program
    from .serving import Waits

_MEGA = 1e6
_KILO = 1e3


def comparison_section(
    measured: Measured,
    outputs: Mapping[str, Output],
    parts: PageParts,
    programs: Sequence[Program],
    articles: int,
) -> str:
    """Return the costs of all programs, of kbgen's edits, and sizes.

    Args:
        measured: all runs.
        outputs: by program.
        parts: of kbgen's pages.
        programs: the programs that ran.
        articles: of the corpus.
    """
    rounds = len(measured.cold[KBGEN.name])
    intro = f"{circumstances()} {_versions(programs)}. {articles:,} articles, rounds: {rounds}; search index included."
    return "\n".join(
        [
            intro,
            "",
            _costs(measured),
            _ratios(measured),
            "",
            _sizes(outputs, articles),
            _parts_table(parts),
        ]
    )


def _versions(programs: Sequence[Program]) -> str:
    """Return the versions of the programs that `circumstances` does not name."""
    others = [program for program in programs if program not in (KBGEN, MKDOCS)]
    return ", ".join(f"{program.package} {version(program.package)}" for program in others)


def _costs(measured: Measured) -> str:
    head = ("", "CPU s", "wall s", "peak MB, all processes", "pages rendered")
    rows = [_row(f"{name}, from scratch", runs, "all") for name, runs in measured.cold.items()]
    rows += [
        _row(f"{KBGEN.name}, {edit}", runs, f"{measured.rendered[edit]:,}")
        for edit, runs in measured.edited.items()
    ]
    return table(head, rows)


def _row(name: str, runs: Sequence[Usage], rendered: str) -> tuple[str, ...]:
    return (
        name,
        spread([run.cpu for run in runs]),
        spread([run.wall for run in runs]),
        spread([run.peak / _MEGA for run in runs], 0),
        rendered,
    )


def _ratios(measured: Measured) -> str:
    """Return kbgen's cost divided by each other program's, within each round."""
    ours = measured.cold[KBGEN.name]
    parts = [
        f"{name}: wall {_quotients([a.wall / b.wall for a, b in zip(ours, theirs, strict=True)])}, "
        f"CPU {_quotients([a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True)])}"
        for name, theirs in measured.cold.items()
        if name != KBGEN.name
    ]
    exact = "is" if measured.exact else "is NOT"
    return (
        f"kbgen from scratch ÷ each other program in the same round: {'; '.join(parts)}.\n\n"
        f"After {Edit.BODY} the published site {exact} byte-identical to one built from scratch."
    )


def _quotients(values: Sequence[float]) -> str:
    return spread(values, 2)


def _sizes(outputs: Mapping[str, Output], articles: int) -> str:
    sizes = ("site MB", "article page kB", "gzip kB", "search kB", "gzip kB")
    rows = [
        (
            name,
            f"{output.pages:,}",
            f"{output.articles:,} of {articles:,}",
            f"{output.size / _MEGA:,.1f}",
            f"{output.page / _KILO:,.1f}",
            f"{output.page_gzip / _KILO:,.1f}",
            f"{output.search / _KILO:,.0f}",
            f"{output.search_gzip / _KILO:,.0f}",
        )
        for name, output in outputs.items()
    ]
    return table(("", "HTML pages", "articles with a page", *sizes), rows)


def _parts_table(parts: PageParts) -> str:
    """Return the gzipped size of each part of kbgen's median article page."""
    rows = [(name, f"{size / _KILO:.2f}") for name, size in parts.parts.items() if size >= 1]
    rows.append(("**the page**", f"{parts.page / _KILO:.2f}"))
    rows.append(("the page without its own text compressed alone", f"{parts.frame / _KILO:.2f}"))
    return "Size of each part of a kbgen page (the reduction without it), gzip kB:\n\n" + table(
        ("part", "kB"), rows
    )


def serve_section(waits: Mapping[str, Waits], programs: Sequence[Program], articles: int) -> str:
    """Return how long a writer waits with each program."""
    rows = [
        (
            name,
            *(
                spread(values, 2)
                for values in (found.home, found.article, found.complete, found.cpu, found.saves)
            ),
        )
        for name, found in waits.items()
    ]
    head = (
        *("", "start → home page, wall s", "start → an article's page", "start → complete preview"),
        *("CPU s until then", "save → page served, wall s"),
    )
    counts = next(iter(waits.values()))
    return (
        f"{circumstances()} {_versions(programs)}. {articles:,} articles, no cache; "
        f"{len(counts.home)} starts, {len(counts.saves)} saves.\n\n{table(head, rows)}"
    )
