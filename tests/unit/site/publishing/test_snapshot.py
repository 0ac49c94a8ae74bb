# SPDX-License-Identifier: MIT
"""A second look at a folder reads only what was touched since the first, and misses nothing."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from kbgen.site.publishing import snapshot as module
from kbgen.site.publishing.snapshot import (
    Snapshot,
    load_snapshot,
    save_snapshot,
    take_snapshot,
)


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for path, data in {
        "a": b"1",
        "b/c": b"2",
        "b/d/e": b"3",
        ".git/x": b"4",
        ".own/y": b"5",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "b/link").symlink_to("c")
    return root


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Names of the files whose content was read."""
    names: list[str] = []
    original = module.digest_of

    def watched(path: str) -> str:
        names.append(Path(path).name)
        return original(path)

    monkeypatch.setattr(module, "digest_of", watched)
    return names


def test_files_are_found_by_digest_and_links_by_name(folder: Path) -> None:
    seen = take_snapshot(folder, Snapshot())
    assert seen.digests == {"a": digest(b"1"), "b/c": digest(b"2"), "b/d/e": digest(b"3")}
    assert (list(seen.folders), seen.others) == (["", "b", "b/d"], {"b/link"})


def test_names_with_a_dot_at_the_top_are_looked_at_when_they_are_our_own(folder: Path) -> None:
    assert ".own/y" in take_snapshot(folder, Snapshot(), frozenset({".own"})).digests


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert take_snapshot(tmp_path / "gone", Snapshot()) == Snapshot()


def test_nothing_is_read_twice(folder: Path, read: list[str]) -> None:
    first = take_snapshot(folder, Snapshot())
    read.clear()
    assert take_snapshot(folder, first) == first
    assert read == []


def test_a_memory_outlives_the_process(folder: Path, tmp_path: Path) -> None:
    first = take_snapshot(folder, Snapshot())
    save_snapshot(tmp_path / "7.json", first)
    assert load_snapshot(tmp_path / "7.json") == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["7.json", "root"]


def test_a_memory_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    save_snapshot(tmp_path / "gone/7.json", Snapshot())
    (tmp_path / "7.json").mkdir()
    save_snapshot(tmp_path / "7.json", Snapshot())
    assert load_snapshot(tmp_path / "7.json") == Snapshot()
    assert [path.name for path in tmp_path.iterdir()] == ["7.json"]


@pytest.mark.parametrize(
    ("command", "reads", "digests"),
    [
        ("printf 9 > a", ["a"], {"a": b"9", "b/c": b"2", "b/d/e": b"3"}),
        ("touch -d 2001-01-01 a", ["a"], {"a": b"1", "b/c": b"2", "b/d/e": b"3"}),
        ("cp -p a n && mv n a", ["a"], {"a": b"1", "b/c": b"2", "b/d/e": b"3"}),
        ("rm b/c", [], {"a": b"1", "b/d/e": b"3"}),
        ("rm -r b", [], {"a": b"1"}),
        ("mv b/d q", ["e"], {"a": b"1", "b/c": b"2", "q/e": b"3"}),
        (
            "mkdir -p n/m && printf 9 > n/m/o",
            ["o"],
            {"a": b"1", "b/c": b"2", "b/d/e": b"3", "n/m/o": b"9"},
        ),
        ("mv b ../moved && ln -s ../moved b", [], {"a": b"1"}),
        ("mv b/d ../moved && ln -s ../../moved b/d", [], {"a": b"1", "b/c": b"2"}),
        ("rm a && mkdir a && printf 9 > a/b", ["b"], {"a/b": b"9", "b/c": b"2", "b/d/e": b"3"}),
        ("rm -r b && printf 9 > b", ["b"], {"a": b"1", "b": b"9"}),
    ],
)
def test_whatever_was_touched_is_noticed(
    folder: Path, read: list[str], command: str, reads: list[str], digests: dict[str, bytes]
) -> None:
    first = take_snapshot(folder, Snapshot())
    read.clear()
    assert os.system(f"cd '{folder}' && {command}") == 0
    seen = take_snapshot(folder, first)
    assert seen.digests == {path: digest(data) for path, data in digests.items()}
    assert read == reads
    assert seen == take_snapshot(folder, Snapshot()), "the same as a first look"


def test_the_entries_of_a_folder_are_read_again_on_request(folder: Path) -> None:
    seen = take_snapshot(folder, Snapshot())
    for path in ("b/c", "b/link"):
        (folder / path).unlink()
    (folder / "b/n").write_bytes(b"9")
    (folder / "b/m").mkdir()
    (folder / "b/m/o").write_bytes(b"8")
    os.utime(folder / "b", ns=(0, int(seen.folders["b"].split()[0])))
    assert "b/n" not in take_snapshot(folder, seen).files, "the clock is too coarse"
    again = take_snapshot(folder, seen.without_stamps({"b", "b/m", "gone"}))
    assert again == take_snapshot(folder, Snapshot())


def test_a_file_that_cannot_be_read_is_never_taken_for_the_right_one(
    folder: Path, monkeypatch
) -> None:
    def refuse(_: object) -> str:
        raise PermissionError

    monkeypatch.setattr(module, "digest_of", refuse)
    assert set(take_snapshot(folder, Snapshot()).digests.values()) == {""}


def test_after_a_request_parents_come_before_their_children(folder: Path) -> None:
    """A look that starts from this memory passes over a folder whose parent it has not seen."""
    seen = take_snapshot(folder, Snapshot())
    seen = take_snapshot(folder, seen.without_stamps({"", "b"}))
    assert list(seen.folders) == ["", "b", "b/d"]
    (folder / "z").write_bytes(b"6")
    assert set(take_snapshot(folder, seen).digests) == {"a", "b/c", "b/d/e", "z"}
