# SPDX-License-Identifier: MIT
"""Commands of tests are forks of a Python that has its imports, and are like commands of a Python of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import run
from ready_python import ReadyPython

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux only")

_PROGRAM = """\
import os, sys, pathlib
seen = {"arguments": sys.argv[1:], "folder": os.getcwd(), "path": sys.path[0], "name": __name__,
        "word": os.environ.get("WORD"), "left": getattr(sys, "left", None)}
sys.left = "something"
pathlib.Path("file").write_text("x")
print({**seen, "mode": pathlib.Path("file").stat().st_mode & 0o777})
print("łódź", file=sys.stderr)
sys.exit(7)
"""


@pytest.fixture
def ready() -> Iterator[ReadyPython]:
    started = ReadyPython()
    yield started
    started.end()


def test_a_fork_is_like_a_python_of_its_own(ready: ReadyPython, tmp_path: Path) -> None:
    """Twice, so that what the first left would be seen; in a folder, with an environment and a umask of the test."""
    (tmp_path / "told.py").write_text(_PROGRAM, "utf-8")
    before = os.umask(0o027)
    try:
        environment = {**os.environ, "WORD": "here"}
        forked = [
            ready.run(tmp_path, "told", ("one", "two words"), environment, 60) for _ in range(2)
        ]
        fresh = run(tmp_path, "told", "one", "two words", WORD="here", PYTHONHASHSEED="1")
    finally:
        os.umask(before)
    assert forked == [(fresh.code, fresh.stdout, fresh.stderr)] * 2
    assert (fresh.code, fresh.stderr) == (7, "łódź\n")
    assert f"'folder': {str(tmp_path)!r}" in fresh.stdout


def test_a_command_that_takes_too_long_is_ended(ready: ReadyPython, tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("while True: pass\n", "utf-8")
    with pytest.raises(subprocess.TimeoutExpired):
        ready.run(tmp_path, "endless", (), dict(os.environ), 0.1)


def test_what_python_reads_when_it_starts_needs_another_python(ready: ReadyPython) -> None:
    """Hash seeds, encodings, locales and time zones are those of the start."""
    assert ready.suits({**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
    for name in ("PYTHONHASHSEED", "PYTHONIOENCODING", "LC_ALL", "LANG", "TZ"):
        assert not ready.suits({**os.environ, name: "other"})
