# SPDX-License-Identifier: MIT
"""Measure both programs in alternating rounds, so that a machine that slows down slows both.

A round: kbgen from scratch (no site, no `.kbgen/`), MkDocs (which always builds everything), kbgen
with nothing changed, kbgen with one article's text changed. The article is then restored.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .process import Usage, measure
from .sites import KBGEN_COMMAND, PEER_COMMAND, Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator


class Step(StrEnum):
    """A measured step."""

    COLD = "kbgen build, from scratch"
    PEER = "mkdocs build (always complete)"
    UNCHANGED = "kbgen build, nothing changed"
    CHANGED = "kbgen build, one article's text changed"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one step."""

    usage: Usage
    rendered: int | None
    """Number of pages whose template ran, if the program reports it."""
    problems: str
    """The program's messages about the content."""


Runs = dict[Step, list[Run]]


def run_rounds(place: Workplace, rounds: int, say: Callable[[str], None]) -> Runs:
    """Measure every step `rounds` times; pass each run to `say`."""
    runs: Runs = {step: [] for step in Step}
    for number in range(1, rounds + 1):
        _clear(place)
        for step in Step:
            run = _run(step, place, number)
            runs[step].append(run)
            say(
                f"{place.corpus.name}: round {number}: {step}: {run.usage.cpu:.1f} CPU s, exit code {run.usage.code}"
            )
    return runs


def _run(step: Step, place: Workplace, number: int) -> Run:
    if step is Step.PEER:
        usage = measure(PEER_COMMAND, place.folder)
        return Run(usage, None, peer_problems(usage))
    if step is Step.CHANGED:
        with _changed_article(place, number):
            return kbgen_run(measure(KBGEN_COMMAND, place.folder))
    return kbgen_run(measure(KBGEN_COMMAND, place.folder))


def _clear(place: Workplace) -> None:
    for folder in (place.site, place.peer_site, place.folder / ".kbgen"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _changed_article(place: Workplace, number: int) -> Iterator[None]:
    articles = place.articles
    path = place.content / articles[len(articles) // 2]
    before = path.read_bytes()
    path.write_bytes(before.rstrip() + f"\n\nThis sentence is new in round {number}.\n".encode())
    try:
        yield
    finally:
        path.write_bytes(before)


def kbgen_run(usage: Usage) -> Run:
    """Return a run of kbgen with the figures of its `--json` output."""
    try:
        report = json.loads(usage.stdout)
    except ValueError:
        return Run(usage, None, _last_line(usage))
    counts = report["diagnostics"]
    return Run(
        usage, report["rendered"], f"{counts['error']:,} errors, {counts['warning']:,} warnings"
    )


def peer_problems(usage: Usage) -> str:
    """Return MkDocs' log lines by level, or how it failed."""
    if usage.code:
        return _last_line(usage)
    lines = usage.stderr.splitlines()
    errors, warnings = (
        sum(line.startswith(level) for line in lines) for level in ("ERROR", "WARNING")
    )
    return f"{errors:,} errors, {warnings:,} warnings"


def _last_line(usage: Usage) -> str:
    said = (usage.stderr.strip() or usage.stdout.strip()).rpartition("\n")[2]
    return f"failed: {said[:200]}"
