# SPDX-License-Identifier: MIT
"""A site is replaced whole, or stays as it was."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from site_parts import put, tree

from kbgen.errors import BusyError, EnvironmentFailure, InternalError, SettingsError
from kbgen.model import FileContent
from kbgen.runtime import system_calls
from kbgen.runtime.lock import build_lock
from kbgen.site.publishing import generation, snapshot
from kbgen.site.publishing.publish import (
    MANIFEST,
    Publication,
    Published,
    publication_of,
    publish,
    read_manifest,
)


class Asked:
    """A publication that remembers for which contents it was asked."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.paths: list[str] = []

    def publication(self) -> Publication:
        return Publication(
            {path: sha256(data).hexdigest() for path, data in self.files.items()}, self._read
        )

    def _read(self, paths: Sequence[str]) -> Iterable[tuple[str, FileContent]]:
        self.paths += paths
        return ((path, self.files[path]) for path in paths)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "site"


@pytest.fixture
def beside(site: Path) -> Path:
    return site.parent / ".site.kbgen"


@pytest.mark.parametrize("ci", ["", "true"])
def test_the_first_build_shares_no_file_in_ci_or_elsewhere(
    site: Path, beside: Path, monkeypatch, ci: str
) -> None:
    """A job throws its folder away, and `gzip` passes over files with a second name."""
    monkeypatch.setenv("CI", ci)
    put({"a.html": b"1"}, site)
    assert not (beside / "spare").exists()
    assert (site / "a.html").stat().st_nlink == 1
    put({"a.html": b"1", "b.html": b"2"}, site)
    assert tree(site) == {"a.html": b"1", "b.html": b"2"}
    assert tree(beside / "spare") == {"a.html": b"1"}


def test_files_of_both_sorts_are_published_with_a_manifest(site: Path, tmp_path: Path) -> None:
    image = tmp_path / "image.png"
    image.write_bytes(b"png")
    put({"a/index.html": b"<p>", "image.png": image}, site)
    assert tree(site) == {"a/index.html": b"<p>", "image.png": b"png"}
    assert set(read_manifest(site)) == {"a/index.html", "image.png"}


def test_the_next_build_replaces_everything(site: Path, beside: Path) -> None:
    put({"a.html": b"1", "b.html": b"2"}, site)
    put({"b.html": b"2", "c.html": b"3"}, site)
    assert tree(site) == {"b.html": b"2", "c.html": b"3"}
    assert sorted(item.name for item in site.parent.iterdir()) == [".site.kbgen", "site"]
    assert tree(beside / "spare") == {"a.html": b"1", "b.html": b"2"}, "the site before is kept"


def test_the_folder_next_to_the_site_has_a_gitignore(site: Path, beside: Path) -> None:
    put({"a.html": b"1"}, site)
    assert (beside / ".gitignore").read_text() == "*\n"


def test_generations_share_unchanged_files_and_never_changed_ones(site: Path, beside: Path) -> None:
    put({"same.html": b"1", "other.html": b"2"}, site)
    put({"same.html": b"1", "other.html": b"3"}, site)
    spare = beside / "spare"
    assert (site / "same.html").samefile(spare / "same.html")
    assert not (site / "other.html").samefile(spare / "other.html")
    assert (spare / "other.html").read_bytes() == b"2"


def test_the_first_change_links_the_live_files_without_reading_them(
    site: Path, beside: Path, monkeypatch
) -> None:
    put({"a/index.html": b"1", "b/index.html": b"2"}, site)
    read: list[str] = []
    original = hashlib.file_digest

    def file_digest(stream, name):
        read.append(Path(stream.name).relative_to(beside).as_posix())
        return original(stream, name)

    monkeypatch.setattr(snapshot, "file_digest", file_digest)
    put({"a/index.html": b"1", "b/index.html": b"3"}, site)
    assert sorted(read) == ["spare/b/index.html", "spare/kb-manifest.json"]
    assert (site / "a/index.html").stat().st_nlink == 2


def test_a_live_file_that_was_edited_is_not_linked(site: Path) -> None:
    put({"a.html": b"1", "b.html": b"2"}, site)
    (site / "a.html").write_bytes(b"edited")
    put({"a.html": b"1", "b.html": b"3"}, site)
    assert tree(site) == {"a.html": b"1", "b.html": b"3"}


def test_only_what_differs_from_the_generation_before_is_read(site: Path) -> None:
    asked = Asked({"a.html": b"1", "b.html": b"2", "c/d.html": b"3"})
    publish(asked.publication(), site)
    assert asked.paths == ["a.html", "b.html", "c/d.html"]
    for number in range(3):
        asked.paths.clear()
        asked.files["b.html"] = f"new {number}".encode()
        assert publish(asked.publication(), site) == Published(changed=True, atomic=True)
        assert asked.paths == ["b.html"]
    asked.files["c/d.html"] = b"4"
    asked.paths.clear()
    publish(asked.publication(), site)
    assert asked.paths == ["c/d.html"], "the other's last change is shared with the live site"
    assert tree(site) == asked.files


def test_nothing_changed_touches_nothing(site: Path) -> None:
    asked = Asked({"a.html": b"1", "b/c.html": b"2"})
    publish(asked.publication(), site)
    before = site.stat().st_ino
    asked.paths.clear()
    assert publish(asked.publication(), site) == Published(changed=False, atomic=True)
    assert (asked.paths, site.stat().st_ino) == ([], before)


@pytest.mark.parametrize("forget", [False, True])
def test_a_change_and_back_gives_the_same_site(site: Path, beside: Path, forget: bool) -> None:
    """Also without the snapshot of the folder, as when a cache was not restored."""
    files = {"a.html": b"1", "b/c.html": b"2", "b/d/e.html": b"3"}
    put(dict(files), site)
    manifest = (site / MANIFEST).read_bytes()
    for other in ({"a.html": b"2"}, {"b": b"a file now"}, {"a.html/index.html": b"a folder now"}):
        for wanted in (other, files):
            put(dict(wanted), site)
            assert tree(site) == wanted
            for memory in beside.glob("*.json") if forget else ():
                memory.unlink()
    assert (site / MANIFEST).read_bytes() == manifest


def _edit(site: Path) -> None:
    (site / "a.html").write_bytes(b"tampered")


def _lose(site: Path) -> None:
    (site / "a.html").unlink()


def _add(site: Path) -> None:
    (site / "b/more.html").write_bytes(b"tampered")


def _add_folder(site: Path) -> None:
    (site / "x/y").mkdir(parents=True)
    (site / "x/y/more.html").write_bytes(b"tampered")


def _link_file(site: Path) -> None:
    (site / "a.html").unlink()
    (site / "a.html").symlink_to("b/c.html")


def _link_folder(site: Path) -> None:
    (site / "b").rename(site.parent / "moved")
    (site / "b").symlink_to(site.parent / "moved")


@pytest.mark.parametrize("harm", [_edit, _lose, _add, _add_folder, _link_file, _link_folder])
@pytest.mark.parametrize("then", ["nothing", "change"])
def test_changes_by_hand_to_the_live_site_are_undone(site: Path, harm, then: str) -> None:
    """At once when the same site is published, and it does not come back with the next generations."""
    files = {"a.html": b"1", "b/c.html": b"2"}
    put(dict(files), site)
    put({**files, "a.html": b"0"}, site)
    put(dict(files), site)
    harm(site)
    for number in range(3):
        if then == "change":
            files["b/c.html"] = f"{number}".encode()
        put(dict(files), site)
        assert tree(site) == files
        assert not any(path.is_symlink() for path in site.rglob("*"))
    moved = site.parent / "moved/c.html"
    assert not moved.exists() or moved.read_bytes() == b"2", "nothing is written through a link"


def test_a_folder_that_kbgen_did_not_make_is_left_alone(site: Path, beside: Path) -> None:
    site.mkdir(parents=True)
    (site / "thesis.doc").write_bytes(b"ten years of work")
    with pytest.raises(SettingsError, match="did not create"):
        put({"a.html": b"1"}, site)
    assert tree(site) == {"thesis.doc": b"ten years of work"}
    assert not beside.exists()


def test_an_empty_folder_is_ours_to_fill(site: Path, beside: Path) -> None:
    site.mkdir(parents=True)
    put({"a.html": b"1"}, site)
    assert tree(site) == {"a.html": b"1"}
    assert tree(beside / "spare") == {}


def test_without_an_atomic_exchange_two_renames_do_it(site: Path, monkeypatch) -> None:
    put({"a.html": b"1"}, site)
    monkeypatch.setattr(system_calls, "rename_exchange", lambda *_: False)
    assert put({"a.html": b"2"}, site).atomic
    assert tree(site) == {"a.html": b"2"}
    assert sorted(item.name for item in site.parent.iterdir()) == [".site.kbgen", "site"]


def test_a_second_rename_that_fails_brings_the_old_site_back(site: Path, monkeypatch) -> None:
    put({"a.html": b"1"}, site)
    monkeypatch.setattr(system_calls, "rename_exchange", lambda *_: False)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "spare":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(EnvironmentFailure, match="Input/output error"):
        put({"a.html": b"2"}, site)
    assert tree(site) == {"a.html": b"1"}


@pytest.mark.parametrize("moment", ["no site", "no spare", "both"])
def test_a_build_that_died_between_two_renames_is_mended(
    site: Path, beside: Path, moment: str
) -> None:
    put({"a.html": b"1"}, site)
    put({"a.html": b"2"}, site)
    if moment == "no site":
        site.rename(beside / "old")
    elif moment == "no spare":
        (beside / "spare").rename(beside / "old")
    else:
        (beside / "old").mkdir()
    assert put({"a.html": b"2"}, site) == Published(changed=False, atomic=True)
    assert tree(site) == {"a.html": b"2"}
    assert not (beside / "old").exists()
    put({"a.html": b"3"}, site)
    assert tree(site) == {"a.html": b"3"}


def test_a_spare_that_a_killed_build_left_half_done_is_completed(site: Path, beside: Path) -> None:
    files: dict[str, FileContent] = {"a.html": b"1", "b/c.html": b"2"}
    put(files, site)
    put({**files, "old.html": b"0"}, site)
    spare = beside / "spare"
    (spare / "b/c.html").unlink()
    (spare / "b/c.html").write_bytes(b"hal")
    (spare / "new").mkdir()
    (spare / "new/page.html").write_bytes(b"half")
    (spare / "a.html").unlink()
    (beside / "17.json").write_text("{}")
    (beside / ".18.json.0.kbgen-new").write_text("{")
    put({**files, "b/d.html": b"3"}, site)
    assert tree(site) == {"a.html": b"1", "b/c.html": b"2", "b/d.html": b"3"}
    kept = {
        ".gitignore",
        "lock",
        "spare",
        f"{site.stat().st_ino}.json",
        f"{spare.stat().st_ino}.json",
    }
    assert {item.name for item in beside.iterdir()} == kept


@pytest.mark.parametrize(
    "memory", ["", "[]", "{", "[1, {}, {}, {}, []]", '[1, {"": 3}, {"a": 1}, {"a": 2}, [7]]']
)
def test_a_broken_memory_costs_time_and_nothing_else(site: Path, beside: Path, memory: str) -> None:
    put({"a.html": b"1"}, site)
    for file in beside.glob("*.json"):
        file.write_text(memory)
    put({"a.html": b"1", "b.html": b"2"}, site)
    assert tree(site) == {"a.html": b"1", "b.html": b"2"}


def test_the_folder_next_to_the_site_is_never_reached_through_a_link(
    site: Path, beside: Path, tmp_path: Path
) -> None:
    """A hostile repository may bring such a link along."""
    (tmp_path / "home/spare").mkdir(parents=True)
    (tmp_path / "home/spare/thesis.doc").write_bytes(b"ten years of work")
    site.parent.mkdir()
    beside.symlink_to(tmp_path / "home")
    with pytest.raises(SettingsError, match="not created by kbgen"):
        put({"a.html": b"1"}, site)
    beside.unlink()
    beside.mkdir()
    (beside / "spare").symlink_to(tmp_path / "home/spare")
    put({"a.html": b"1"}, site)
    assert tree(tmp_path / "home") == {"spare/thesis.doc": b"ten years of work"}


def test_two_builds_into_one_folder_do_not_meet(site: Path, beside: Path) -> None:
    put({"a.html": b"1"}, site)
    with build_lock(beside), pytest.raises(BusyError):
        put({"a.html": b"2"}, site)
    assert tree(site) == {"a.html": b"1"}


def test_a_file_in_the_place_of_the_folder_is_left_alone(site: Path) -> None:
    site.parent.mkdir(parents=True)
    site.write_bytes(b"ten years of work")
    with pytest.raises(SettingsError, match="did not create"):
        put({"a.html": b"1"}, site)
    assert site.read_bytes() == b"ten years of work"


def test_a_link_to_the_folder_stays_one(site: Path, tmp_path: Path) -> None:
    real = tmp_path / "www" / "help"
    real.mkdir(parents=True)
    site.parent.mkdir(parents=True)
    site.symlink_to(real, target_is_directory=True)
    for content in (b"1", b"2"):
        put({"a.html": content}, site)
    assert site.is_symlink()
    assert tree(real) == {"a.html": b"2"}
    assert [item.name for item in site.parent.iterdir()] == ["site"]


def test_a_file_that_changes_while_it_is_copied_is_in_the_manifest_as_published(
    site: Path, tmp_path: Path
) -> None:
    image = tmp_path / "image.png"
    image.write_bytes(b"old")
    publication = publication_of({"image.png": image})
    image.write_bytes(b"new")
    publish(publication, site)
    assert tree(site) == {"image.png": b"new"}
    assert read_manifest(site)["image.png"] == sha256(b"new").hexdigest()


def test_a_large_file_is_shared_and_never_read_whole(
    site: Path, tmp_path: Path, monkeypatch
) -> None:
    video = tmp_path / "video.mp4"
    video.write_bytes(b"x" * 3_000_000)
    read = Path.read_bytes

    def watched(path: Path) -> bytes:
        assert path.suffix != ".mp4", "read whole"
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    put({"video.mp4": video}, site)
    before = (site / "video.mp4").stat().st_ino
    put({"video.mp4": video, "a.html": b"1"}, site)
    assert (site / "video.mp4").stat().st_ino == before


def test_a_file_that_went_away_leaves_the_old_site(site: Path, tmp_path: Path) -> None:
    put({"a.html": b"1"}, site)
    gone = tmp_path / "gone.png"
    gone.write_bytes(b"png")
    publication = publication_of({"a.html": b"2", "gone.png": gone})
    gone.unlink()
    with pytest.raises(EnvironmentFailure, match=r"gone\.png"):
        publish(publication, site)
    assert tree(site) == {"a.html": b"1"}


@pytest.mark.parametrize("contents", [[], [("a.html", b"other")]])
def test_a_content_that_is_not_the_one_announced_is_never_published(
    site: Path, contents: list
) -> None:
    """A defect of the caller, or a cache that mixed things up: wrong is worse than nothing."""
    put({"a.html": b"1"}, site)
    with pytest.raises(InternalError):
        publish(Publication({"a.html": sha256(b"2").hexdigest()}, lambda _: contents), site)
    assert tree(site) == {"a.html": b"1"}


def test_written_files_are_read_back_and_compared_before_publishing(
    site: Path, beside: Path, monkeypatch
) -> None:
    put({"a.html": b"1"}, site)

    def spoil(folder: Path) -> None:
        (folder / "a.html").write_bytes(b"?")

    monkeypatch.setattr(generation, "sync", spoil)
    with pytest.raises(EnvironmentFailure, match=r"spare/a\.html"):
        put({"a.html": b"2"}, site)
    assert tree(site) == {"a.html": b"1"}


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a//x", "./x", "..", MANIFEST])
def test_no_path_leads_out_of_the_site(site: Path, path: str) -> None:
    with pytest.raises(InternalError):
        put({path: b"1"}, site)
    assert not site.parent.exists()


def test_what_begins_with_a_dot_and_is_not_ours_stays(site: Path, beside: Path) -> None:
    """A deploy branch checked out in the output folder keeps its history, and only its newest one."""
    put({"a.html": b"1", ".well-known/x": b"ours"}, site)
    (site / ".git/objects").mkdir(parents=True)
    (site / ".git/objects/ab").write_bytes(b"ten years of work")
    (site / ".git/HEAD").symlink_to("objects/ab")
    (site / ".git/index").write_bytes(b"1")
    (site / ".nojekyll").touch()
    put({"a.html": b"2"}, site)
    assert not (site / ".well-known").exists()
    (site / ".git/index").unlink()
    (site / ".git/index").write_bytes(b"2")
    (site / ".git/objects/cd").write_bytes(b"one more")
    (site / ".nojekyll").unlink()
    for content in (b"3", b"4"):
        put({"a.html": content}, site)
        assert {path.relative_to(site).as_posix() for path in (site / ".git").rglob("*")} == {
            ".git/HEAD",
            ".git/index",
            ".git/objects",
            ".git/objects/ab",
            ".git/objects/cd",
        }
        assert (site / ".git/objects/ab").read_bytes() == b"ten years of work"
        assert (site / ".git/index").read_bytes() == b"2"
        assert (site / ".git/HEAD").is_symlink()
        assert not (site / ".nojekyll").exists()


def test_the_permissions_of_the_output_folder_stay(site: Path) -> None:
    put({"a.html": b"1"}, site)
    site.chmod(0o2750)
    put({"a.html": b"2"}, site)
    assert site.stat().st_mode & 0o7777 == 0o2750


def test_a_site_that_was_deleted_comes_back(site: Path) -> None:
    import shutil

    put({"a.html": b"1"}, site)
    shutil.rmtree(site)
    for content in (b"1", b"2", b"3"):
        put({"a.html": content}, site)
        assert tree(site) == {"a.html": content}


def test_a_site_that_is_deleted_again_and_again_comes_back_with_its_folders(site: Path) -> None:
    """The generation that takes its place is remembered folder by folder, those below a changed one too."""
    import shutil

    files: dict[str, bytes | Path] = {
        "index.html": b"1",
        "a/index.html": b"2",
        "a/b/index.html": b"3",
    }
    put(files, site)
    for _ in range(3):
        shutil.rmtree(site)
        put(files, site)
        assert tree(site) == files


def test_where_there_are_no_hard_links_files_are_copied(
    site: Path, beside: Path, monkeypatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    put({"a.html": b"1", "b.html": b"2"}, site)
    assert not (beside / "spare").exists(), (
        "a second copy of everything is made only when it is needed"
    )
    put({"a.html": b"1", "b.html": b"3"}, site)
    assert tree(site) == {"a.html": b"1", "b.html": b"3"}


def test_a_preview_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(generation, "sync", synced.append)
    publish(publication_of({"a.html": b"a"}), tmp_path / "site", durable=False)
    assert (synced, (tmp_path / "site/a.html").read_bytes()) == ([], b"a")
    publish(publication_of({"a.html": b"b"}), tmp_path / "site")
    assert len(synced) == 1
