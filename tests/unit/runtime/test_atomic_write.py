# SPDX-License-Identifier: MIT
"""Files are written whole or not at all. `tickets/test_output_file.py` kills processes that write."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from kbgen.runtime.atomic_write import (
    SUFFIX,
    create_text,
    remove_leftovers,
    replacing,
    write_atomically,
)


@pytest.fixture(params=["unnamed", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files without a name until they are complete, as on Linux, and files with one."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_file_is_replaced_and_not_overwritten(tmp_path: Path) -> None:
    """A hard link to the previous file keeps its bytes."""
    file, link = tmp_path / "file", tmp_path / "link"
    write_atomically(file, b"old")
    os.link(file, link)
    write_atomically(file, b"new")
    assert (file.read_bytes(), link.read_bytes()) == (b"new", b"old")
    assert sorted(tmp_path.iterdir()) == [file, link]


@pytest.mark.usefixtures("way")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_gets_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "file", b"")
    with replacing(tmp_path / "private", 0o600) as file:
        file.write(b"")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes["file"] == modes["plain"]
    assert modes["private"] == 0o600


@pytest.mark.usefixtures("way")
def test_a_failure_leaves_the_previous_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def write_half() -> None:
        with replacing(file) as stream:
            stream.write(b"ha")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.usefixtures("way")
def test_a_folder_with_the_name_is_an_error_that_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_leftovers_of_one_file_are_removed_by_age(tmp_path: Path) -> None:
    """Letters that patterns use are letters of the name."""
    old, young, other = (
        tmp_path / f".{name}{SUFFIX}" for name in ("[a]*.txt.0", "[a]*.txt.1", "a.txt.0")
    )
    for path in (old, young, other):
        path.write_text("half")
    os.utime(old, (time.time() - 7200,) * 2)
    remove_leftovers(tmp_path / "[a]*.txt", 3600)
    assert sorted(tmp_path.iterdir()) == sorted([young, other])
    remove_leftovers(tmp_path / "[a]*.txt")
    assert list(tmp_path.iterdir()) == [other]


def test_a_new_text_gets_its_folders_and_replaces_nothing(tmp_path: Path) -> None:
    create_text(tmp_path / "a/b.md", "один\n")
    assert (tmp_path / "a/b.md").read_bytes() == "один\n".encode()
    with pytest.raises(FileExistsError):
        create_text(tmp_path / "a/b.md", "two")
    assert (tmp_path / "a/b.md").read_text("utf-8") == "один\n"


def test_a_text_that_cannot_be_written_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create_text(tmp_path / "a.md", "text" * 100_000 + "\ud800")
    assert list(tmp_path.iterdir()) == []
