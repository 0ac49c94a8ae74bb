# SPDX-License-Identifier: MIT
"""A cluster builds the site that one machine builds, also when one of its workers is killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from optional_packages import required
from sessions import wait_for

required("distributed")

_MODULES = {"scheduler": "distributed.cli.dask_scheduler", "worker": "distributed.cli.dask_worker"}


class Cluster:
    """A scheduler and two workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "scheduler.txt"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"
        )
        self.address = self._wait_for(self._log, r"Scheduler at:\s+(tcp://\S+)")
        self.workers = [
            self._start("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
            for _ in range(2)
        ]
        for log in sorted(folder.glob("worker*.txt")):
            self._wait_for(log, r"(Registered to)")

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = self._folder / (
            f"{kind}.txt" if kind == "scheduler" else f"{kind}{len(self._processes)}.txt"
        )
        command = [sys.executable, "-W", "ignore", "-m", _MODULES[kind], *arguments]
        with log.open("wb") as out:
            self._processes.append(
                subprocess.Popen(command, cwd=self._folder, stdout=out, stderr=out)
            )
        return self._processes[-1]

    def _wait_for(self, log: Path, pattern: str) -> str:
        wait_for(
            lambda: re.search(pattern, log.read_text("utf-8", "replace")), f"{pattern} in {log}"
        )
        found = re.search(pattern, log.read_text("utf-8", "replace"))
        assert found
        return found[1]

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    started = Cluster(folder)
    yield started
    started.stop()


@pytest.fixture
def root(site: Callable[..., Path]) -> Path:
    folder = site("content/index.md\n    | ---\n    | title: Welcome\n    | ---\n    | Text.\n")
    for number in range(150):
        text = (
            f"---\ntitle: Article {number}\n---\n## Part\n\nWords of {number}, see [home](index.md).\n"
            * 1
        )
        (folder / "content" / f"a{number}.md").write_text(text)
    (folder / "content" / "stuck.md").write_text("---\ntitle: Stuck\n---\n" + "[" * 4000)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def build(root: Path, to: str, executor: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "kbgen",
        "build",
        "--site-dir",
        to,
        "--executor",
        executor,
    ]
    for path in (root / ".kbgen").glob("cache*"):
        path.unlink()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


@pytest.mark.parametrize("killed", [False, True])
def test_a_cluster_builds_what_one_process_builds(
    cluster: Cluster, root: Path, killed: bool
) -> None:
    here = build(root, "here", "local")
    said = here.communicate()[0].decode()
    there = build(root, "there", f"dask:{cluster.address}")
    if killed:
        wait_for(lambda: list((root / ".kbgen").glob("cache*")), "the cache of the build")
        cluster.workers[0].kill()
    also_said = there.communicate()[0].decode()
    assert "KB601" in said
    assert "KB601" in also_said, also_said
    assert (here.returncode, there.returncode) == (1, 1), also_said
    assert files(root / "here") == files(root / "there")


@pytest.mark.parametrize(
    ("executor", "code", "words"), [("threads", 2, "unknown executor"), ("dask:", 2, "unknown executor"),
                                    ("dask:tcp://127.0.0.1:1", 3, "no Dask scheduler")],
)  # fmt: skip
def test_an_executor_that_cannot_work_is_named(
    root: Path, executor: str, code: int, words: str
) -> None:
    process = build(root, "site", executor)
    said = process.communicate()[0].decode()
    assert (process.returncode, words in said) == (code, True), said
