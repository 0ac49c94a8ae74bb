# SPDX-License-Identifier: MIT
"""Processes that work for a command end when it is killed; the bench does the same thirty times."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.build.orphans import Orphans, orphan_section, run_orphans

KILLS = 6


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_killed_commands_leave_no_process_behind(tmp_path: Path) -> None:
    result = run_orphans(tmp_path, articles=60, kills=KILLS, seed=5)
    assert result.left == []
    assert result.kills == KILLS
    assert result.with_workers >= KILLS // 3


def test_a_process_that_stays_is_written_down_and_counted() -> None:
    section = orphan_section(Orphans(kills=30, with_workers=17, left=["python -c worker"]), 60)
    assert "| **processes left behind** | 1 |" in section
    assert "| `build` and `serve` killed by SIGKILL | 30 |" in section
    assert "- python -c worker" in section
