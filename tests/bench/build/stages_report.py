# SPDX-License-Identifier: MIT
"""`python -m tests.bench stages`: what an article costs in each stage of a build, by site size."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..results import circumstances, write_section
from ..tables import table
from .dictionaries import make_ready
from .help_center import help_center
from .process import Usage, measure
from .sites import prepare
from .stages import REST, STAGES

_TITLE = "Build: cost of an article in each stage"


def run_stages(data: Path, sizes: Sequence[int], seed: int) -> None:
    """Build each size in one process, stage by stage, and write the section to RESULTS.md."""
    make_ready(("en",))
    costs: dict[int, tuple[Usage, dict[str, float]]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = prepare(help_center(data, size, seed), Path(folder))
            command = (sys.executable, "-m", "tests.bench.build.stages", str(place.folder))
            costs[size] = read_costs(measure(command, Path.cwd()))
            print(f"{size:,} articles: {costs[size][1]}", file=sys.stderr, flush=True)
    section = stages_section(costs)
    print(f"## {_TITLE}\n\n{section}", flush=True)
    write_section(_TITLE, section)


def read_costs(usage: Usage) -> tuple[Usage, dict[str, float]]:
    """Return the seconds by stage that the timed build printed.

    Raises:
        RuntimeError: the build failed.
    """
    if usage.code:
        raise RuntimeError(f"the timed build failed: {usage.stderr[-500:]}")
    seconds: dict[str, float] = json.loads(usage.stdout.strip().rpartition("\n")[2])["seconds"]
    return usage, seconds


def stages_section(costs: Mapping[int, tuple[Usage, dict[str, float]]]) -> str:
    """Return CPU milliseconds per article: one row per stage, one column per size."""
    head = ("CPU ms per article, one process", *(f"{size:,} articles" for size in costs))
    names = [*STAGES, REST]
    rows = [
        (name, *(_milliseconds(seconds.get(name, 0), size) for size, (_, seconds) in costs.items()))
        for name in names
    ]
    rows.append(
        (
            "**all**",
            *(_milliseconds(sum(seconds.values()), size) for size, (_, seconds) in costs.items()),
        )
    )
    rows.append(("peak memory, MB", *(f"{usage.peak / 1e6:,.0f}" for usage, _ in costs.values())))
    return f"{circumstances()}\n\n{table(head, rows)}"


def _milliseconds(seconds: float, articles: int) -> str:
    return f"{seconds * 1000 / articles:.2f}"
