# SPDX-License-Identifier: MIT
"""Files are written all or none, and never over one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.content.scaffold import existing_files, write_files
from kbgen.errors import EnvironmentFailure

FILES = {"a.md": "Ä\n", "b/c/d.md": "two\nlines\n"}


def test_files_are_written_with_their_folders_and_the_same_bytes_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    assert existing_files(folder, FILES) == []
    write_files(folder, FILES)
    assert (folder / "a.md").read_bytes() == "Ä\n".encode()
    assert (folder / "b/c/d.md").read_bytes() == b"two\nlines\n"
    assert existing_files(folder, FILES) == list(FILES)


def test_a_file_where_a_folder_should_be_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    assert existing_files(tmp_path, FILES) == ["b/c/d.md"]


def test_the_folder_itself_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert existing_files(tmp_path / "site", FILES) == list(FILES)


def test_a_link_that_leads_nowhere_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone")
    assert existing_files(tmp_path, FILES) == ["a.md"]


def test_other_files_and_folders_are_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "LICENSE").write_text("mine")
    assert existing_files(tmp_path, FILES) == []


def test_when_one_cannot_be_written_none_stays(tmp_path: Path) -> None:
    """A file that appeared meanwhile stays unchanged."""
    (tmp_path / "b/c").mkdir(parents=True)
    (tmp_path / "b/c/d.md").write_text("mine")
    with pytest.raises(EnvironmentFailure, match=r"d\.md cannot be written"):
        write_files(tmp_path, FILES)
    assert not (tmp_path / "a.md").exists()
    assert (tmp_path / "b/c/d.md").read_text() == "mine"
