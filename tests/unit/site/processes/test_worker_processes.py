# SPDX-License-Identifier: MIT
"""Worker processes end with the one that they work for, and when their work is abandoned."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from sessions import start, wait_for, wait_until_gone

from kbgen.site.processes.pool import Workers
from kbgen.site.processes.worker_processes import WorkerProcesses

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are found in /proc"
)
_WORKS = """
import sys
from kbgen.site.processes.worker_processes import WorkerProcesses
from unit.site.processes.test_worker_processes import spin
if __name__ == "__main__":
    workers = WorkerProcesses(2)
    workers.submit(spin, sys.argv[1], [0]).result()
"""


def spin(folder: str, items: Sequence[int]) -> list[int]:
    """Say which process works, and never stop."""
    Path(folder, str(os.getpid())).touch()
    while True:
        pass


def sleep(folder: str, items: Sequence[int]) -> list[int]:
    Path(folder, str(os.getpid())).touch()
    time.sleep(10_000)
    return list(items)


def interrupt(shared: object, items: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGINT)
    return list(items)


@needs_proc
def test_a_busy_worker_and_its_fork_server_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "workers"
    folder.mkdir()
    program = tmp_path / "works.py"
    program.write_text(_WORKS, "utf-8")
    paths = os.pathsep.join(path for path in sys.path if path)
    process = start(
        [sys.executable, str(program), str(folder)], env={**os.environ, "PYTHONPATH": paths}
    )
    wait_for(lambda: list(folder.iterdir()) or process.poll() is not None, "the worker")
    assert process.poll() is None
    process.kill()
    process.wait()
    wait_until_gone(process.pid)


@pytest.mark.parametrize("error", [KeyboardInterrupt, LookupError])
def test_work_is_abandoned_when_its_block_fails(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), Workers(2) as workers:  # noqa: PT012
        workers.start(sleep, str(tmp_path), range(60))
        wait_for(lambda: list(tmp_path.iterdir()), "a worker")
        raise error


def test_a_block_that_fails_abandons_its_processes(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), WorkerProcesses(1) as processes:  # noqa: PT012
        processes.submit(sleep, str(tmp_path), [0])
        wait_for(lambda: list(tmp_path.iterdir()), "a worker")
        raise KeyboardInterrupt


@needs_proc
def test_workers_leave_ctrl_c_to_the_process_that_they_work_for() -> None:
    with WorkerProcesses(1) as processes:
        assert processes.submit(interrupt, None, [1]).result() == [1]


@needs_proc
def test_ctrl_c_is_blocked_in_the_fork_server_and_heard_here() -> None:
    with WorkerProcesses(1) as processes:
        assert signal.SIGINT in processes.submit(blocked_signals, None, []).result()
    assert signal.SIGINT not in blocked_signals(None, [])


def blocked_signals(shared: object, items: Sequence[int]) -> set[int]:
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, []))


def test_workers_look_for_garbage_rarely() -> None:
    with WorkerProcesses(1) as pool:
        assert pool.submit(gc.get_threshold).result() > gc.get_threshold()
