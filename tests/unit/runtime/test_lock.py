# SPDX-License-Identifier: MIT
"""One build of a site at a time."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from sessions import PATIENCE

from kbgen.errors import BusyError, EnvironmentFailure
from kbgen.runtime import lock as module
from kbgen.runtime.lock import build_lock

_HOLD = """
import sys
from pathlib import Path
from kbgen.runtime.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_build_is_refused_while_the_first_runs(tmp_path: Path, holder) -> None:
    with pytest.raises(BusyError, match="another build"), build_lock(tmp_path):
        pytest.fail("another process held the lock")


def test_a_killed_build_holds_nothing(tmp_path: Path, holder) -> None:
    holder.kill()
    holder.wait()
    with build_lock(tmp_path):
        pass


def test_the_patient_get_the_lock_when_it_is_free(tmp_path: Path, holder) -> None:
    holder.stdin.write("\n")
    holder.stdin.flush()
    with build_lock(tmp_path, patience=PATIENCE):
        pass


def test_the_lock_can_be_taken_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), build_lock(tmp_path):
        raise ZeroDivisionError
    with build_lock(tmp_path):
        pass


def test_a_file_system_without_locks_is_not_taken_for_a_busy_site(
    tmp_path: Path, monkeypatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(module, "_lock", refuse)
    with (
        pytest.raises(EnvironmentFailure, match="No locks available"),
        build_lock(tmp_path, patience=30),
    ):
        pytest.fail("there was no lock")
