# SPDX-License-Identifier: MIT
"""Where a folder cannot be exchanged, its files take their places one by one, in an order that breaks no page."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from site_parts import put, tree

from kbgen.errors import BusyError, EnvironmentFailure
from kbgen.model import FileContent
from kbgen.runtime import system_calls
from kbgen.runtime.lock import build_lock
from kbgen.site.publishing import publish as module
from kbgen.site.publishing.in_place import STAGE
from kbgen.site.publishing.publish import MANIFEST, Published, read_manifest


@pytest.fixture(params=["another disk", "exchange refused", "folder above refused"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch) -> Path:
    """An output that cannot be moved, for each of the reasons."""

    def refuse(*_: object) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    if request.param == "another disk":
        monkeypatch.setattr(module, "_is_on_another_disk", lambda _: True)
    elif request.param == "exchange refused":
        monkeypatch.setattr(system_calls, "rename_exchange", refuse)
    else:
        monkeypatch.setattr(module, "_make_work_folder", lambda _: None)
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_every_publication_gives_the_same_site_as_an_exchange(site: Path) -> None:
    sites: list[dict[str, FileContent]] = [
        {"index.html": b"1", "a/index.html": b"2", "a/b/index.html": b"3", "assets/x.css": b"4"},
        {"index.html": b"1", "a/index.html": b"2"},
        {"index.html": b"5", "a": b"a file now", "b/index.html": b"6"},
        {"index.html/index.html": b"a folder now", "a/c/index.html": b"7"},
    ]
    for files in (*sites, *sites[-2::-1]):
        result = put(dict(files), site)
        assert not result.atomic
        assert {
            name: data for name, data in tree(site).items() if not name.startswith(STAGE)
        } == files
        assert set(read_manifest(site)) == set(files)
        assert put(dict(files), site).changed is False


def test_other_files_than_ours_and_edits_are_put_right(site: Path, tmp_path: Path) -> None:
    put({"a.html": b"1", "b/c.html": b"2"}, site)
    (site / "a.html").write_bytes(b"tampered")
    (site / "more.html").write_bytes(b"more")
    (site / "b").rename(tmp_path / "moved")
    (site / "b").symlink_to(tmp_path / "moved")
    (site / ".git").mkdir()
    assert put({"a.html": b"1", "b/c.html": b"3"}, site).changed
    assert (site / "a.html").read_bytes() == b"1"
    assert (site / "b/c.html").read_bytes() == b"3"
    assert not (site / "more.html").exists()
    assert not (site / "b").is_symlink()
    assert (tmp_path / "moved/c.html").read_bytes() == b"2"
    assert (site / ".git").is_dir()


def test_a_page_never_lacks_what_it_names(site: Path, monkeypatch) -> None:
    """Assets, pages, what leads to them, the manifest; then the old files go."""
    put({"old.html": b"1", "assets/old.css": b"1", "index.html": b"1"}, site)
    happened: list[str] = []
    replace, remove = Path.replace, Path.unlink

    def note_replace(self: Path, target: Path) -> Path:
        if site in target.parents and self.suffix == ".part":
            happened.append(target.relative_to(site).as_posix())
        return replace(self, target)

    def note_remove(self: Path, missing_ok: bool = False) -> None:
        if self.parent in (site, site / "assets") and self.exists():
            happened.append(f"- {self.name}")
        remove(self, missing_ok)

    monkeypatch.setattr(Path, "replace", note_replace)
    monkeypatch.setattr(Path, "unlink", note_remove)
    put(
        {
            "search/en/entry.json": b"2",
            "index.html": b"2",
            "assets/new.css": b"2",
            "sitemap.xml": b"2",
            "a/index.html": b"2",
            "search/en/f0-1.txt": b"2",
        },
        site,
    )
    assert [name for name in happened if name != "- old.css"] == [
        "assets/new.css",
        "search/en/f0-1.txt",
        "a/index.html",
        "index.html",
        "search/en/entry.json",
        "sitemap.xml",
        MANIFEST,
        "- old.html",
    ]
    assert not (site / "assets/old.css").exists()


def test_a_disk_that_refuses_before_the_first_rename_harms_nothing(site: Path, monkeypatch) -> None:
    put({"a.html": b"1"}, site)

    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    from kbgen.site.publishing import generation, in_place

    monkeypatch.setattr(in_place, "sync", full)
    monkeypatch.setattr(generation, "sync", full)
    with pytest.raises(EnvironmentFailure, match="No space left") as caught:
        put({"a.html": b"2"}, site)
    assert "is unchanged" in caught.value.hint
    assert (site / "a.html").read_bytes() == b"1"
    assert list((site / STAGE).glob("*.part")) == []


def test_a_disk_that_refuses_half_way_is_not_called_unchanged(site: Path, monkeypatch) -> None:
    put({"a.html": b"1", "b.html": b"1"}, site)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.suffix == ".part" and target.name == "b.html":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFailure, match=r"not all files .* \(.*b\.html\)") as caught:
        put({"a.html": b"2", "b.html": b"2"}, site)
    assert "old and new pages" in caught.value.hint
    monkeypatch.setattr(Path, "replace", replace)
    put({"a.html": b"2", "b.html": b"2"}, site)
    assert tree(site)["b.html"] == b"2"


def test_what_a_killed_build_left_in_the_stage_goes(site: Path) -> None:
    put({"a.html": b"1"}, site)
    (site / STAGE).mkdir(exist_ok=True)
    (site / STAGE / "0.part").write_bytes(b"half")
    put({"a.html": b"2"}, site)
    assert not list((site / STAGE).glob("*.part"))


def test_without_a_place_beside_the_lock_lies_in_the_stage(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "_make_work_folder", lambda _: None)
    put({"a.html": b"1"}, tmp_path / "site")
    with build_lock(tmp_path / "site" / STAGE), pytest.raises(BusyError):
        put({"a.html": b"2"}, tmp_path / "site")


@pytest.mark.parametrize("call", ["mkdir", "access"])
def test_a_folder_above_without_the_right_to_write_is_enough(
    tmp_path: Path, monkeypatch, call: str
) -> None:
    """Root may write everywhere, so the refusal is played."""
    mkdir = Path.mkdir

    def refuse(self: Path, *arguments: Any, **options: Any) -> None:
        if self.name == ".site.kbgen":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        mkdir(self, *arguments, **options)

    if call == "mkdir":
        monkeypatch.setattr(Path, "mkdir", refuse)
    else:
        monkeypatch.setattr(os, "access", lambda path, _: ".site.kbgen" not in str(path))
    assert put({"a.html": b"1"}, tmp_path / "site") == Published(changed=True, atomic=False)
    assert (tmp_path / "site/a.html").read_bytes() == b"1"
