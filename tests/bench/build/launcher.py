# SPDX-License-Identifier: MIT
"""Run a command and record its usage: `python launcher.py REPORT COMMAND [ARGUMENT ...]`.

This is a separate process because Linux attributes the peak memory of a program's parent to the
program; this process is small, the benchmark is not. For the same reason, it imports nothing of
kbgen.
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
    Path(report).write_text(
        json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss, process.returncode])
    )


def _adopt_orphans() -> None:
    """Adopt the processes that the command leaves, such as the workers of a server."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
