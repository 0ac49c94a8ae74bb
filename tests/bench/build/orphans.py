# SPDX-License-Identifier: MIT
"""`python -m tests.bench orphans`: kill `build` and `serve`; check that their processes end too.

Each command runs in a session of its own, which identifies its processes. Only the started process
is killed, as the system does when memory runs out, or a script that knows only one process.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..results import circumstances, write_section
from ..tables import counts_table
from .kills import Scene
from .process import session_members

TITLE: Final = "Processes left behind after a kill"
_PATIENCE: Final = 120.0
"""Seconds after which a running process counts as an orphan."""
_WITH_WORKERS: Final = 4
"""Processes of a session with a worker: the command, the resource tracker, the fork server, the
worker."""
_COMMANDS: Final = (("build",), ("serve", "--port", "0"))


@dataclass
class Orphans:
    """The counts of a benchmark."""

    kills: int = 0
    with_workers: int = 0
    """Kills of commands that had workers at that moment."""
    finished: int = 0
    """Commands that ended before the planned moment."""
    left: list[str] = field(default_factory=list)
    """Processes that did not end."""


def run_orphans(
    root: Path, articles: int, kills: int, seed: int, say: Callable[[str], None] = lambda _: None
) -> Orphans:
    """Kill `build` and `serve` alternately, half of them with workers, the others at any moment."""
    chance = random.Random(seed)
    scene, result = Scene(root, articles), Orphans()
    scene.edit()
    started = time.monotonic()
    scene.build()
    seconds = time.monotonic() - started
    while result.kills < kills:
        scene.edit(every=1)
        command = _COMMANDS[result.kills % len(_COMMANDS)]
        aimed = result.kills // len(_COMMANDS) % 2 == 0
        _kill_once(
            scene,
            command,
            chance.uniform(0, seconds / 5 if aimed else seconds),
            result,
            aimed=aimed,
        )
        say(
            f"{result.kills} kills, {result.with_workers} with workers, {len(result.left)} processes left"
        )
    return result


def _kill_once(
    scene: Scene, command: tuple[str, ...], moment: float, result: Orphans, *, aimed: bool
) -> None:
    process = scene.start(*command)
    while aimed and process.poll() is None and not _has_workers(process):
        time.sleep(0.001)
    _sleep(process, moment)
    has_workers = _has_workers(process)
    if process.poll() is not None:
        result.finished += 1
        return
    process.kill()
    process.wait()
    result.kills += 1
    result.with_workers += has_workers
    result.left += _left_behind(process.pid)


def _has_workers(process: subprocess.Popen[bytes]) -> bool:
    return len(session_members(process.pid)) >= _WITH_WORKERS


def _sleep(process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.001)


def _left_behind(session: int) -> list[str]:
    """Wait for a session's processes to end; return the command lines of those that do not."""
    end = time.monotonic() + _PATIENCE
    while members := session_members(session):
        if time.monotonic() > end:
            return [_command_line(process) for process in members]
        time.sleep(0.01)
    return []


def _command_line(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return f"process {process}"


def measure_orphans(kills: int, seed: int, articles: int = 60) -> None:
    """Kill commands, print the section and write it to RESULTS.md."""
    with tempfile.TemporaryDirectory() as folder:
        result = run_orphans(
            Path(folder),
            articles,
            kills,
            seed,
            lambda text: print(text, file=sys.stderr, flush=True),
        )
    section = orphan_section(result, articles)
    print(f"## {TITLE}\n\n{section}", flush=True)
    write_section(TITLE, section)


def orphan_section(result: Orphans, articles: int) -> str:
    """Return the section of RESULTS.md."""
    rows = {
        "`build` and `serve` killed by SIGKILL": result.kills,
        "of these with workers at that moment": result.with_workers,
        "builds that ended before the kill": result.finished,
        "**processes left behind**": len(result.left),
    }
    return (
        f"{circumstances()} `python -m tests.bench orphans`: {articles} articles, all of them new "
        "for each command; "
        "half of the kills wait for workers. A process counts as left behind when it still runs "
        "after "
        f"{_PATIENCE:.0f} s.\n\n" + counts_table(rows, result.left)
    )
