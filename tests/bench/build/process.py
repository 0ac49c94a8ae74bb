# SPDX-License-Identifier: MIT
"""Run a command and return what it cost, as the operating system measures it.

CPU seconds include all descendants; outside Linux, only those that were waited for. Peak memory is
the larger of two figures: the largest single process, as the system reports it at its end, and (on
Linux) the sum over all processes of the command, sampled ten times a second, with shared pages
divided among them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INTERVAL: Final = 0.1
_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
_MAXRSS_UNIT: Final = (
    1 if sys.platform == "darwin" else 1024
)  # getrusage(2): bytes on macOS, kilobytes elsewhere


@dataclass(frozen=True, slots=True)
class Usage:
    """The cost and output of one run of a command."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    """Seconds."""
    peak: int
    """Bytes."""
    code: int
    """Exit code; if negative, the signal that ended it."""
    stdout: str
    stderr: str


def measure(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder and wait until it ends."""
    with tempfile.TemporaryDirectory() as aside:
        report, stdout, stderr = (Path(aside) / name for name in ("report", "stdout", "stderr"))
        sampled = _run(
            (sys.executable, str(_LAUNCHER), str(report), *command), folder, stdout, stderr
        )
        cpu, wall, largest, code = json.loads(report.read_text("ascii"))
        said = [path.read_text("utf-8", "replace") for path in (stdout, stderr)]
    return Usage(cpu, wall, max(largest * _MAXRSS_UNIT, sampled), code, said[0], said[1])


def _run(command: Sequence[str], folder: Path, stdout: Path, stderr: Path) -> int:
    """Run the launcher; return the largest sampled sum of memory."""
    with stdout.open("wb") as out, stderr.open("wb") as err:
        # A session of its own, by which the sampler knows the descendants.
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=err, env=_environment(), start_new_session=True
        )
        with _Sampler(process.pid) as sampler, _ended_with_us(process.pid):
            process.wait()
    return sampler.peak


@contextmanager
def _ended_with_us(session: int) -> Iterator[None]:
    """Forward Ctrl-C, which does not reach a command in a session of its own."""
    try:
        yield
    except BaseException:
        os.killpg(session, signal.SIGKILL)
        raise


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONUTF8": "1"}


class _Sampler:
    """A thread that samples a session's memory; the system's own figure covers a single process."""

    def __init__(self, session: int) -> None:
        self.peak = 0
        self._session = session
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, session_memory(self._session))
            if self._done.wait(_INTERVAL):
                return


def session_memory(session: int) -> int:
    """Return the bytes of a session's processes without its leader; 0 for a single process."""
    members = [process for process in session_members(session) if process != session]
    return sum(map(_proportional_memory, members)) if len(members) > 1 else 0


def session_members(session: int) -> list[int]:
    """Return the running processes of a session; none without /proc."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if (
            int(fields[3]) == session and fields[0] != "Z"
        ):  # a zombie has ended, and waits for its parent to notice
            found.append(int(file.parent.name))
    return found


def session_cpu(session: int) -> float:
    """Return the CPU seconds of a session and of its ended processes; 0 without /proc."""
    ticks = 0
    for process in session_members(session):
        with suppress(OSError):  # it has ended
            fields = (
                Path(f"/proc/{process}/stat")
                .read_text("utf-8", "replace")
                .rpartition(")")[2]
                .split()
            )
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _proportional_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
