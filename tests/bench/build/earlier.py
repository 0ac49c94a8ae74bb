# SPDX-License-Identifier: MIT
"""`python -m tests.bench earlier --before FOLDER`: CPU of this checkout and of an earlier one.

Both use the packages of this environment. Every step runs in pairs, one checkout after the other,
and each pair begins with another checkout: on a shared machine, only ratios within a pair count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Final

from ..results import circumstances, write_section
from ..tables import spread, table
from .corpora import real_corpora
from .dictionaries import make_ready
from .help_center import help_center
from .process import Usage, measure
from .programs import KBGEN, Program
from .serving import Waits, measure_serve
from .sites import Workplace, prepare

_TITLE: Final = "Build: compared with an earlier commit"
_HERE: Final = Path(__file__).parents[3]
_STEPS: Final = {
    "build from scratch, one process": ("build", "--jobs", "1", "--json"),
    "check from scratch": ("check", "--format", "json"),
    "check, nothing changed": ("check", "--format", "json"),
}
_KEEPS_CACHE: Final = "check, nothing changed"
Pairs = dict[str, list[tuple[Usage, Usage]]]
"""Step → its pairs: before, after."""


def run_earlier(data: Path, earlier: Path, rounds: int, seed: int, starts: int) -> None:
    """Measure two corpora with both checkouts, and write the section to RESULTS.md."""
    make_ready(("en",))
    load = os.getloadavg()[0]
    rows: list[tuple[str, ...]] = []
    waits: list[tuple[str, ...]] = []
    for corpus in (real_corpora(data)[0], help_center(data, 1_000, seed)):
        with tempfile.TemporaryDirectory() as folder:
            place = prepare(corpus, Path(folder))
            pairs = _measure_pairs(place, earlier, rounds)
            rows += [(f"{corpus.name}: {step}", *pair_cells(pairs[step])) for step in _STEPS]
            if starts:
                both = _measure_serving(place, earlier, starts)
                waits += [(f"{corpus.name}: {name}", *cells) for name, cells in _waits(both)]
    notes = (
        f"Commits: {_commit(earlier)} → {_commit(_HERE)}; {rounds} pairs. "
        f"Load average {load:.1f} → {os.getloadavg()[0]:.1f}."
    )
    section = earlier_section(rows, waits, notes)
    print(f"## {_TITLE}\n\n{section}", flush=True)
    write_section(_TITLE, section)


def _command(checkout: Path, *arguments: str) -> tuple[str, ...]:
    return ("env", f"PYTHONPATH={checkout}", sys.executable, "-m", "kbgen", *arguments)


def _measure_pairs(place: Workplace, earlier: Path, rounds: int) -> Pairs:
    pairs: Pairs = {step: [] for step in _STEPS}
    for number in range(rounds):
        usages: dict[tuple[str, Path], Usage] = {}
        for checkout in (earlier, _HERE) if number % 2 == 0 else (_HERE, earlier):
            for step, arguments in _STEPS.items():
                if step != _KEEPS_CACHE:
                    KBGEN.clear(place)
                usages[step, checkout] = measure(_command(checkout, *arguments), place.folder)
        for step in _STEPS:
            pair = usages[step, earlier], usages[step, _HERE]
            pairs[step].append(pair)
            costs = " → ".join(f"{usage.cpu:.2f}" for usage in pair)
            print(f"{place.corpus.name}: {step}: {costs} CPU s", file=sys.stderr, flush=True)
    return pairs


def pair_cells(pairs: list[tuple[Usage, Usage]]) -> tuple[str, ...]:
    """Return CPU before and after, their ratio within pairs, and peak memory before and after."""
    before, after = zip(*pairs, strict=True)
    return (
        spread([usage.cpu for usage in before], 2),
        spread([usage.cpu for usage in after], 2),
        spread([new.cpu / old.cpu for old, new in pairs], 2),
        f"{median(usage.peak for usage in before) / 1e6:,.0f}",
        f"{median(usage.peak for usage in after) / 1e6:,.0f}",
    )


def _measure_serving(place: Workplace, earlier: Path, starts: int) -> tuple[Waits, Waits]:
    """Start each checkout's server in turn, and save an article each time."""
    both = Waits(), Waits()
    for _ in range(starts):
        for waits, checkout in zip(both, (earlier, _HERE), strict=True):
            once = measure_serve(_program(checkout), place, 1, 1)
            waits.home += once.home
            waits.article += once.article
            waits.complete += once.complete
            waits.saves += once.saves
    return both


def _program(checkout: Path) -> Program:
    return replace(KBGEN, serve=lambda port: _command(checkout, "serve", "--port", str(port)))


def _waits(both: tuple[Waits, Waits]) -> list[tuple[str, tuple[str, ...]]]:
    names = {
        "start → home page": "home",
        "start → an article's page": "article",
        "start → complete preview": "complete",
        "save → page served": "saves",
    }
    return [
        (name, tuple(spread(getattr(waits, field), 2) for waits in both))
        for name, field in names.items()
    ]


def earlier_section(rows: list[tuple[str, ...]], waits: list[tuple[str, ...]], notes: str) -> str:
    """Return the section: CPU and memory of the commands, then waiting times in `serve`."""
    head = ("", "CPU s before", "after", "after ÷ before, in pairs", "peak MB before", "after")
    served = table(("`kbgen serve`, wall s", "before", "after"), waits) if waits else ""
    return f"{circumstances()} {notes}\n\n{table(head, rows)}\n{served}"


def _commit(checkout: Path) -> str:
    done = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
