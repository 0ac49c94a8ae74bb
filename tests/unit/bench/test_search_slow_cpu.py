# SPDX-License-Identifier: MIT
"""A slower CPU for other processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bench.search.slow_cpu import slowed

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]


def test_a_slowed_process_is_halted_now_and_then_and_goes_on_afterwards():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        with slowed([process.pid], 4):
            while _state(process.pid) != "T":
                pass
        while _state(process.pid) == "T":
            pass
        process.communicate(b"\n")
        assert process.returncode == 0


def test_a_process_that_has_ended_does_no_harm():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    with slowed([process.pid], 4):
        pass
