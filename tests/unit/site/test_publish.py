# SPDX-License-Identifier: MIT
"""A site is replaced whole, or stays as it was."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.site import publish as module
from kbgen.site.publish import MANIFEST, publish, read_manifest


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "site"


def test_files_of_both_sorts_are_published_with_a_manifest(site: Path, tmp_path: Path) -> None:
    image = tmp_path / "image.png"
    image.write_bytes(b"png")
    publish({"a/index.html": b"<p>", "image.png": image}, site)
    assert tree(site) == {"a/index.html": b"<p>", "image.png": b"png"}
    assert set(read_manifest(site)) == {"a/index.html", "image.png"}


def test_the_next_build_replaces_everything(site: Path) -> None:
    publish({"a.html": b"1", "b.html": b"2"}, site)
    publish({"b.html": b"2", "c.html": b"3"}, site)
    assert tree(site) == {"b.html": b"2", "c.html": b"3"}
    assert sorted(item.name for item in site.parent.iterdir()) == ["site"]


def test_unchanged_files_are_shared_and_changed_ones_are_not(site: Path) -> None:
    publish({"same.html": b"1", "other.html": b"2"}, site)
    before = {name: (site / name).stat().st_ino for name in ("same.html", "other.html")}
    publish({"same.html": b"1", "other.html": b"3"}, site)
    assert (site / "same.html").stat().st_ino == before["same.html"]
    assert (site / "other.html").stat().st_ino != before["other.html"]


def test_a_file_that_somebody_edited_in_the_site_is_written_again(site: Path) -> None:
    publish({"a.html": b"1"}, site)
    (site / "a.html").write_bytes(b"tampered")
    publish({"a.html": b"1"}, site)
    assert tree(site) == {"a.html": b"1"}


def test_a_folder_that_kbgen_did_not_make_is_left_alone(site: Path) -> None:
    site.mkdir(parents=True)
    (site / "thesis.doc").write_bytes(b"ten years of work")
    with pytest.raises(SettingsError, match="did not make"):
        publish({"a.html": b"1"}, site)
    assert tree(site) == {"thesis.doc": b"ten years of work"}


def test_an_empty_folder_is_ours_to_fill(site: Path) -> None:
    site.mkdir(parents=True)
    publish({"a.html": b"1"}, site)
    assert tree(site) == {"a.html": b"1"}


@pytest.mark.parametrize("call", ["mkdir", "write_bytes", "write_text", "rename", "chmod"])
def test_a_failure_leaves_the_old_site_and_no_rubbish(site: Path, monkeypatch, call: str) -> None:
    publish({"a.html": b"1"}, site)
    monkeypatch.setattr(module, "_rename_exchange", lambda *_: False)
    original = getattr(Path, call)

    def fail(self: Path, *args: object, **options: object) -> object:
        if ".new" in str(self):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return original(self, *args, **options)

    monkeypatch.setattr(Path, call, fail)
    with pytest.raises(EnvironmentFailure, match="No space left") as caught:
        publish({"a.html": b"2", "deep/b.html": b"3"}, site)
    monkeypatch.undo()
    assert "unchanged" in caught.value.hint
    assert tree(site) == {"a.html": b"1"}
    assert sorted(item.name for item in site.parent.iterdir()) == ["site"]


def test_without_an_atomic_exchange_two_renames_do_it(site: Path, monkeypatch) -> None:
    publish({"a.html": b"1"}, site)
    monkeypatch.setattr(module, "_rename_exchange", lambda *_: False)
    publish({"a.html": b"2"}, site)
    assert tree(site) == {"a.html": b"2"}
    assert sorted(item.name for item in site.parent.iterdir()) == ["site"]


def test_left_overs_of_a_killed_build_are_taken_away_and_nothing_else(site: Path) -> None:
    """The folder beside it belongs to a build of `site.en` that may be running."""
    publish({"a.html": b"1"}, site)
    for name in (".site.abcd_123.new", ".site.abcd_123.old", ".site.en.abcd_123.new", ".site.old", ".site.new"):
        (site.parent / name).mkdir()
    publish({"a.html": b"2"}, site)
    assert sorted(item.name for item in site.parent.iterdir()) == [
        ".site.en.abcd_123.new",
        ".site.new",
        ".site.old",
        "site",
    ]


def test_a_file_in_the_place_of_the_folder_is_left_alone(site: Path) -> None:
    site.parent.mkdir(parents=True)
    site.write_bytes(b"ten years of work")
    with pytest.raises(SettingsError, match="did not make"):
        publish({"a.html": b"1"}, site)
    assert site.read_bytes() == b"ten years of work"


def test_a_link_to_the_folder_stays_one(site: Path, tmp_path: Path) -> None:
    real = tmp_path / "www" / "help"
    real.mkdir(parents=True)
    site.parent.mkdir(parents=True)
    site.symlink_to(real, target_is_directory=True)
    for content in (b"1", b"2"):
        publish({"a.html": content}, site)
    assert site.is_symlink()
    assert tree(real) == {"a.html": b"2"}
    assert [item.name for item in site.parent.iterdir()] == ["site"]


def test_a_file_that_changes_while_it_is_copied_is_in_the_manifest_as_published(
    site: Path, tmp_path: Path, monkeypatch
) -> None:
    image = tmp_path / "image.png"
    image.write_bytes(b"old")
    copy = module.shutil.copyfile

    def save_first(source: Path, target: Path) -> None:
        image.write_bytes(b"new")
        copy(source, target)

    monkeypatch.setattr(module.shutil, "copyfile", save_first)
    publish({"image.png": image}, site)
    assert tree(site) == {"image.png": b"new"}
    assert read_manifest(site)["image.png"] == sha256(b"new").hexdigest()


def test_a_large_file_is_shared_and_never_read_whole(site: Path, tmp_path: Path, monkeypatch) -> None:
    video = tmp_path / "video.mp4"
    video.write_bytes(b"x" * 3_000_000)
    publish({"video.mp4": video}, site)
    before = (site / "video.mp4").stat().st_ino
    read = Path.read_bytes

    def watched(path: Path) -> bytes:
        assert path.suffix != ".mp4", "read whole"
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    publish({"video.mp4": video}, site)
    assert (site / "video.mp4").stat().st_ino == before


def test_a_file_that_went_away_leaves_the_old_site(site: Path, tmp_path: Path) -> None:
    publish({"a.html": b"1"}, site)
    with pytest.raises(EnvironmentFailure, match=r"gone\.png"):
        publish({"a.html": b"2", "gone.png": tmp_path / "gone.png"}, site)
    assert tree(site) == {"a.html": b"1"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}'])
def test_a_broken_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    assert read_manifest(tmp_path) == {}


def test_what_begins_with_a_dot_and_is_not_ours_stays(site: Path) -> None:
    """A deploy branch checked out in the output folder keeps its history."""
    publish({"a.html": b"1", ".well-known/x": b"ours"}, site)
    (site / ".git/objects").mkdir(parents=True)
    (site / ".git/objects/ab").write_bytes(b"ten years of work")
    (site / ".git/HEAD").symlink_to("objects/ab")
    (site / ".nojekyll").touch()
    publish({"a.html": b"2"}, site)
    assert (site / ".git/objects/ab").read_bytes() == b"ten years of work"
    assert (site / ".git/HEAD").is_symlink()
    assert (site / ".nojekyll").is_file()
    assert not (site / ".well-known").exists()
