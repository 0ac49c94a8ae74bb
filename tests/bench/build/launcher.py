# SPDX-License-Identifier: MIT
"""Starts a command and writes down what it used: `python launcher.py REPORT COMMAND [ARGUMENT ...]`.

A process of its own because Linux counts the largest memory of whoever starts a program as that program's: this one is
small, the benchmark is not. It imports nothing of ours for the same reason.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main(report: str, *command: str) -> None:
    """Run the command and write `[CPU seconds, wall seconds, largest resident set, exit code]`."""
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    Path(report).write_text(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss, process.returncode]))


if __name__ == "__main__":
    main(*sys.argv[1:])
