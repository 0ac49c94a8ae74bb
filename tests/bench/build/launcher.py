# SPDX-License-Identifier: MIT
"""Starts a command and writes down what it used: `python launcher.py REPORT COMMAND [ARGUMENT ...]`.

A process of its own because Linux counts the largest memory of whoever starts a program as that program's: this one is
small, the benchmark is not. It imports nothing of ours for the same reason.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

_SET_CHILD_SUBREAPER = 36  # prctl(2)


def main(report: str, *command: str) -> None:
    """Run the command and write `[CPU seconds, wall seconds, largest resident set, exit code]`."""
    _adopt_orphans()
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status = os.waitpid(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with suppress(ChildProcessError):  # there are no more
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(report).write_text(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss, process.returncode]))


def _adopt_orphans() -> None:
    """Be the parent of what the command leaves: a server that forks workers outlives it, uncounted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
