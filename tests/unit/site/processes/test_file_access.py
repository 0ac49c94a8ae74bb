# SPDX-License-Identifier: MIT
"""Every file that is opened in a watched block is recorded."""

from __future__ import annotations

import json.decoder
import os
from pathlib import Path

import pytest

from kbgen.site.processes.file_access import track_opened_files


def test_a_file_that_is_read_is_noticed_and_one_outside_the_block_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with track_opened_files() as opened:
        pass
    (tmp_path / "a.txt").read_text()
    assert not opened.any
    with track_opened_files() as opened:
        (tmp_path / "a.txt").read_text()
    assert opened.any


def test_a_file_that_is_not_there_counts(tmp_path: Path) -> None:
    """It may be there the next time."""
    with track_opened_files() as opened, pytest.raises(FileNotFoundError):
        os.open(tmp_path / "gone", os.O_RDONLY)
    assert opened.any


def test_programs_and_their_data_do_not_count() -> None:
    with track_opened_files() as opened, open(json.decoder.__file__) as file:  # noqa: PTH123
        file.read(1)
    assert not opened.any


def test_what_somebody_follows_does_not_count_and_what_only_looks_like_it_does(
    tmp_path: Path,
) -> None:
    (tmp_path / "parts").mkdir()
    for name in ("parts/a.txt", "parts-of-others.txt", "one.txt"):
        (tmp_path / name).write_text("x")
    known = (str(tmp_path / "parts"), str(tmp_path / "one.txt"))
    with track_opened_files(known) as opened:
        (tmp_path / "parts/a.txt").read_text()
        (tmp_path / "one.txt").read_text()
    assert not opened.any
    with track_opened_files(known) as opened:
        (tmp_path / "parts-of-others.txt").read_text()
    assert opened.paths == {str(tmp_path / "parts-of-others.txt")}
