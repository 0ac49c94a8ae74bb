# SPDX-License-Identifier: MIT
"""What a command costs, by the system's own account."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.build.process import measure, session_members, session_memory

_SPIN = "import time\nwhile time.process_time() < 0.2: pass\n"
_MANY_BYTES = 50_000_000


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_a_command_runs_in_its_folder_and_what_it_says_is_kept(tmp_path: Path):
    code = "import os, sys; print(os.getcwd()); print('é', file=sys.stderr); sys.exit(3)"
    usage = measure(_python(code), tmp_path)
    assert (usage.code, usage.stdout, usage.stderr) == (3, f"{tmp_path.resolve()}\n", "é\n")


def test_the_processor_time_of_children_counts(tmp_path: Path):
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_SPIN!r}])"
    usage = measure(_python(code), tmp_path)
    assert usage.cpu >= 0.2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has adoptive parents")
def test_the_processor_time_of_orphans_counts(tmp_path: Path):
    """A command that does not wait for its server, as a pool does not for the one that forks its workers."""
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {_SPIN!r}])"
    assert measure(_python(code), tmp_path).cpu >= 0.2


def test_the_memory_of_the_largest_process_counts(tmp_path: Path):
    usage = measure(_python(f"data = b'x' * {_MANY_BYTES}"), tmp_path)
    assert usage.peak > _MANY_BYTES


@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="no smaps_rollup on this system"
)
def test_the_memory_of_processes_that_live_together_is_added():
    deepest = f"data = b'x' * {_MANY_BYTES}; print('ready', flush=True); input()"
    middle = f"data = b'y' * {_MANY_BYTES}; import subprocess, sys; subprocess.run([sys.executable, '-c', {deepest!r}])"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {middle!r}])"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        _python(code), stdin=pipe, stdout=pipe, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert session_memory(process.pid) > 2 * _MANY_BYTES
        process.communicate(b"\n")


def test_the_memory_of_who_measures_does_not_count(tmp_path: Path):
    ours = b"x" * 4 * _MANY_BYTES
    assert measure(_python(""), tmp_path).peak < len(ours)


def test_the_sum_over_processes_counts_when_it_is_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bench.build.process.session_memory", lambda session: 10**15)
    assert measure(_python(""), tmp_path).peak == 10**15


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_a_session_knows_its_processes():
    assert os.getpid() in session_members(os.getsid(0))
