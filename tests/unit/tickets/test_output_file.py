# SPDX-License-Identifier: MIT
"""The file of tickets is written whole or not at all, and a run that was killed leaves nothing for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.errors import EnvironmentFailure
from kbgen.tickets.output_file import write_lines

_KILLED = """
import os, sys, time
from pathlib import Path
from kbgen.tickets.output_file import write_lines
if sys.argv[2] == "named":
    del os.O_TMPFILE
def documents():
    yield {"text": "x" * 100_000}
    print("writing", flush=True)
    time.sleep(600)
write_lines(Path(sys.argv[1]), documents())
"""


def _kill_half_way(output: Path, way: str) -> None:
    command = [sys.executable, "-c", _KILLED, str(output), way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.kill()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have no files without a name"
)
def test_a_killed_run_leaves_nothing(tmp_path: Path) -> None:
    output = tmp_path / "tickets.jsonl"
    output.write_text("before\n")
    _kill_half_way(output, "unnamed")
    assert _names(tmp_path) == ["tickets.jsonl"]
    assert output.read_text() == "before\n"


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    """Where new files must have a name; files of other outputs stay."""
    output, other = tmp_path / "[a]*.jsonl", tmp_path / ".other.jsonl.0.kbgen-new"
    other.write_text("of another run")
    _kill_half_way(output, "named")
    assert len(_names(tmp_path)) == 2
    write_lines(output, [{"text": "new"}])
    assert _names(tmp_path) == sorted([output.name, other.name])


@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_lines_replace_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    if way == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    output = tmp_path / "tickets.jsonl"
    output.write_text("before\n")
    write_lines(output, [{"text": "один"}, {"text": "two\nlines"}])
    assert [json.loads(line) for line in output.read_text("utf-8").splitlines()] == [
        {"text": "один"},
        {"text": "two\nlines"},
    ]
    assert _names(tmp_path) == ["tickets.jsonl"]
    if sys.platform != "win32":
        assert output.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_a_run_that_fails_half_way_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def documents() -> Iterator[dict[str, str]]:
        yield {"text": "first"}
        raise KeyboardInterrupt

    output = tmp_path / "tickets.jsonl"
    output.write_text("before\n")
    with pytest.raises(KeyboardInterrupt):
        write_lines(output, documents())
    assert _names(tmp_path) == ["tickets.jsonl"]
    assert output.read_text() == "before\n"


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="cannot be written: No such file"):
        write_lines(tmp_path / "gone" / "tickets.jsonl", [])
