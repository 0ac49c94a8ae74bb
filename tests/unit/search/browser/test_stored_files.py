# SPDX-License-Identifier: MIT
"""The browser's files in the work folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from search_support import browser_index, contents, document, faq

from kbgen.search.browser import stored_files
from kbgen.search.browser.stored_files import read_stored, reusable_files, write_stored

MADE = browser_index(faq())


def test_files_lie_where_the_index_says(tmp_path: Path) -> None:
    """Name, path, digest and contents belong together."""
    stored = write_stored(tmp_path / "browser", MADE, "one")
    assert contents(stored) == contents(MADE)
    for file in stored.files.values():
        assert file.digest == hashlib.sha256(file.read()).hexdigest()
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
    os.utime(tmp_path / "entry.json", ns=(1, 1))  # as a cache of CI comes back
    assert read_stored(tmp_path, "one") == stored
    assert hashed == [contents(MADE)["entry.json"]]


def test_other_contents_of_the_same_length_are_seen(tmp_path: Path) -> None:
    """Damage on the disk."""
    stored = write_stored(tmp_path, MADE, "one")
    name = next(name for name in stored.files if name.startswith("f"))
    (tmp_path / name).write_bytes(b"x" * len(contents(MADE)[name]))
    assert read_stored(tmp_path, "one") is None


@pytest.mark.parametrize(
    "stamp", [b"", b"[]", b'{"stamp": "one"}', b'{"stamp": "one", "files": {"a": []}}', b"\xff"]
)
def test_damaged_stamp_is_no_stamp(tmp_path: Path, stamp: bytes) -> None:
    """And never an exception."""
    write_stored(tmp_path, MADE, "one")
    (tmp_path / "stamp.json").write_bytes(stamp)
    assert read_stored(tmp_path, "one") is None


def test_old_files_go(tmp_path: Path) -> None:
    """The folder holds what the stamp names; a published hard link of an old file keeps its bytes."""
    write_stored(tmp_path / "browser", MADE, "one")
    os.link(tmp_path / "browser" / "entry.json", tmp_path / "published")
    (tmp_path / "browser" / "left-over.new").write_text("")
    second = write_stored(tmp_path / "browser", browser_index([document("new", "Scanner")]), "two")
    assert {path.name for path in (tmp_path / "browser").iterdir()} == {*second.files, "stamp.json"}
    assert (tmp_path / "published").read_bytes() == contents(MADE)["entry.json"]


def test_a_run_that_ended_midway_leaves_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the new files are never taken for the whole."""
    write_stored(tmp_path, MADE, "one")

    def full(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(stored_files, "write_atomically", full)
    with pytest.raises(KeyboardInterrupt):
        write_stored(tmp_path, browser_index([document("new", "Scanner")]), "two")
    assert read_stored(tmp_path, "one") is None
    assert read_stored(tmp_path, "two") is None


def test_what_is_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    """Only files with changed lines or rows are new, also under another name; the others are those of the last time."""
    documents = [document(f"a{number:02}", f"Printer {number}") for number in range(40)]
    before = browser_index(documents)
    write_stored(tmp_path, before, "one")
    known = reusable_files(tmp_path)
    edited = [document("a00", "Printer 0", "Other words"), *documents[1:]]
    made = browser_index(edited, reusable=known)
    fresh = [name for name, piece in made.files.items() if isinstance(piece.content, bytes)]
    assert {name[:2] for name in fresh} == {"en", "f0", "b0", "t0", "m0"}
    stored = write_stored(tmp_path, made, "two")
    clean = browser_index(edited)
    assert contents(stored) == contents(clean)
    assert made.statistics == clean.statistics


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """What is not as it was written is not known, nor what other code has made."""
    write_stored(tmp_path, MADE, "one")
    name = next(name for name in contents(MADE) if name.startswith("f"))
    (tmp_path / name).write_bytes(b"x" * len(contents(MADE)[name]))
    known = reusable_files(tmp_path)
    assert MADE.files[name].source not in known
    assert len(known) == len(MADE.files) - 1
    stored = write_stored(tmp_path, browser_index(faq(), reusable=known), "one")
    assert contents(stored) == contents(MADE)


def test_files_of_other_code_are_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the same lines became once is not what they become now."""
    write_stored(tmp_path, MADE, "one")
    monkeypatch.setattr(stored_files, "code_digest", lambda package: "another")
    assert reusable_files(tmp_path) == {}


def test_files_may_change_places(tmp_path: Path) -> None:
    """A file takes the name that another had, and both keep their contents."""
    documents = [document(f"a{number:02}", f"Printer {number}") for number in range(40)]
    write_stored(tmp_path, browser_index(documents), "one")
    edited = documents[16:] + documents[:1]
    made = browser_index(edited, reusable=reusable_files(tmp_path))
    stored = write_stored(tmp_path, made, "two")
    assert contents(stored) == contents(browser_index(edited))
