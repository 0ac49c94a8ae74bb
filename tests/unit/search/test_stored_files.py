# SPDX-License-Identifier: MIT
"""The browser's files in the work folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from search_support import document, faq, inverted

from kbgen.search import stored_files
from kbgen.search.browser_files import compile_inverted
from kbgen.search.stored_files import read_stored, write_stored

MADE = compile_inverted(inverted(faq()))


def test_files_lie_where_the_index_says(tmp_path: Path) -> None:
    """Name, path, digest and contents belong together."""
    stored = write_stored(tmp_path / "browser", MADE, "one")
    assert {name: file.path.read_bytes() for name, file in stored.files.items()} == MADE.files
    for file in stored.files.values():
        assert file.digest == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert stored.statistics == MADE.statistics
    assert read_stored(tmp_path / "browser", "one") == stored
    assert read_stored(tmp_path / "browser", "two") is None


def test_what_did_not_change_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and time are enough; without them the contents decide."""
    stored = write_stored(tmp_path, MADE, "one")
    hashed: list[bytes] = []
    digest = stored_files._digest
    monkeypatch.setattr(stored_files, "_digest", lambda data: hashed.append(data) or digest(data))
    assert read_stored(tmp_path, "one") == stored
    assert hashed == []
    os.utime(stored.files["entry.json"].path, ns=(1, 1))  # as a cache of CI comes back
    assert read_stored(tmp_path, "one") == stored
    assert hashed == [MADE.files["entry.json"]]


def test_other_contents_of_the_same_length_are_seen(tmp_path: Path) -> None:
    """Damage on the disk."""
    stored = write_stored(tmp_path, MADE, "one")
    name = next(name for name in stored.files if name.startswith("f"))
    (tmp_path / name).write_bytes(b"x" * len(MADE.files[name]))
    assert read_stored(tmp_path, "one") is None


@pytest.mark.parametrize("stamp", [b"", b"[]", b'{"stamp": "one"}', b'{"stamp": "one", "files": {"a": []}}', b"\xff"])
def test_damaged_stamp_is_no_stamp(tmp_path: Path, stamp: bytes) -> None:
    """And never an exception."""
    write_stored(tmp_path, MADE, "one")
    (tmp_path / "stamp.json").write_bytes(stamp)
    assert read_stored(tmp_path, "one") is None


def test_old_files_go(tmp_path: Path) -> None:
    """The folder holds what the stamp names; a published hard link of an old file keeps its bytes."""
    first = write_stored(tmp_path / "browser", MADE, "one")
    os.link(first.files["entry.json"].path, tmp_path / "published")
    (tmp_path / "browser" / "left-over.new").write_text("")
    second = write_stored(tmp_path / "browser", compile_inverted(inverted([document("new", "Scanner")])), "two")
    assert {path.name for path in (tmp_path / "browser").iterdir()} == {*second.files, "stamp.json"}
    assert (tmp_path / "published").read_bytes() == MADE.files["entry.json"]


def test_a_run_that_ended_midway_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the new files are never taken for the whole."""
    write_stored(tmp_path, MADE, "one")

    def full(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stored_files, "_replace", full)
    with pytest.raises(KeyboardInterrupt):
        write_stored(tmp_path, compile_inverted(inverted([document("new", "Scanner")])), "two")
    assert read_stored(tmp_path, "one") is None
    assert read_stored(tmp_path, "two") is None
