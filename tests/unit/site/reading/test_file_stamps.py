# SPDX-License-Identifier: MIT
"""A stamp differs after every change of a file, and is empty where that is not certain."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbgen.site.reading import file_stamps
from kbgen.site.reading.file_stamps import settled_stamp


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "a.md"
    path.write_text("one")
    return str(path)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is old enough."""
    monkeypatch.setattr(file_stamps, "SETTLED_SECONDS", -1)


def test_a_file_that_has_just_changed_has_no_stamp(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another change in the same tick of the clock would give the same times."""
    changed = Path(file).stat().st_ctime_ns
    for seconds, has_stamp in ((0.0, False), (2.9, False), (3.1, True)):
        now = changed + int(seconds * 1e9)
        monkeypatch.setattr("time.time_ns", lambda now=now: now)
        assert bool(settled_stamp(file)) == has_stamp


def test_a_file_from_the_future_has_no_stamp(file: str) -> None:
    os.utime(file, (4_000_000_000, 4_000_000_000))
    assert settled_stamp(file) == ""


@pytest.mark.usefixtures("settled")
def test_a_change_that_hides_itself_is_noticed(file: str) -> None:
    """The same size, the same modification time, the same file: only the time of change differs."""
    before, stamp = Path(file).stat(), settled_stamp(file)
    assert stamp
    while Path(file).stat().st_ctime_ns == before.st_ctime_ns:  # until the next tick of the clock
        Path(file).write_text("two")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Path(file).stat().st_mtime_ns == before.st_mtime_ns
    assert settled_stamp(file) != stamp


@pytest.mark.usefixtures("settled")
def test_another_file_with_the_same_times_is_noticed(file: str, tmp_path: Path) -> None:
    stamp, times = settled_stamp(file), Path(file).stat()
    other = tmp_path / "other"
    other.write_text("two")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert settled_stamp(file) != stamp


@pytest.mark.usefixtures("settled")
def test_only_regular_files_have_stamps(file: str, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(file)
    assert settled_stamp(str(link)) == ""
    assert settled_stamp(str(tmp_path)) == ""
    assert settled_stamp(str(tmp_path / "missing")) == ""


@pytest.mark.usefixtures("settled")
def test_windows_has_no_time_of_change(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settled_stamp(file)
    monkeypatch.setattr(file_stamps, "_HAS_CHANGE_TIME", False)
    assert settled_stamp(file) == ""
