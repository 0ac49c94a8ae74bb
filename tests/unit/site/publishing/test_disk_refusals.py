# SPDX-License-Identifier: MIT
"""Whatever the disk refuses, and whenever: the site is the old one or the new one, and the next build succeeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from disk_refusals import KINDS, refused
from site_parts import put, tree

from kbgen.errors import EXIT_ENVIRONMENT, EnvironmentFailure
from kbgen.model import FileContent
from kbgen.site.publishing import publish as module

OLD: dict[str, FileContent] = {
    "index.html": b"1",
    "a/index.html": b"1",
    "a/b/index.html": b"1",
    "gone/x/index.html": b"1",
    "assets/x.css": b"1",
    "same.html": b"1",
}
NEW: dict[str, FileContent] = {
    "index.html": b"2",
    "a/index.html": b"2",
    "a/c/index.html": b"2",
    "search/en/entry.json": b"2",
    "assets/y.css": b"2",
    "same.html": b"1",
}
Situation = Callable[[Path], None]


def first(site: Path) -> None:
    """There is no site yet."""


def second(site: Path) -> None:
    """A site and its spare generation."""
    put(dict(OLD), site)


def third(site: Path) -> None:
    """Two generations that differ, a deploy branch, and what a killed build left."""
    put(dict(NEW), site)
    put(dict(OLD), site)
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_bytes(b"ref")
    (site.parent / ".site.kbgen/spare/half").mkdir()
    (site.parent / ".site.kbgen/.17.json.0.kbgen-new").touch()


def count(kind: str, situation: Situation, folder: Path) -> int:
    site = folder / "site"
    folder.mkdir()
    situation(site)
    with refused(kind, 0, folder) as plan:
        put(dict(NEW), site)
    return plan.seen


def attempt(kind: str, number: int, folder: Path) -> EnvironmentFailure | None:
    """Publish on a disk that refuses once."""
    try:
        with refused(kind, number, folder):
            put(dict(NEW), folder / "site")
    except EnvironmentFailure as error:
        return error
    return None


def without_git(site: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(site).items() if not name.startswith(".git")}


@pytest.mark.parametrize("situation", [first, second, third])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_site_is_the_old_one_or_the_new_one(
    tmp_path: Path, kind: str, situation: Situation
) -> None:
    failures = 0
    for number in range(1, count(kind, situation, tmp_path / "counted") + 1):
        folder = tmp_path / f"{number}"
        site = folder / "site"
        folder.mkdir()
        situation(site)
        before = tree(site)
        if error := attempt(kind, number, folder):
            failures += 1
            assert error.exit_code == EXIT_ENVIRONMENT
            assert str(folder) in error.message, "says where"
            assert "is unchanged" in error.hint
            assert tree(site) == before
        else:
            assert without_git(site) == NEW
        put(dict(NEW), site)
        assert without_git(site) == NEW
        assert (site / ".git/HEAD").exists() == (".git/HEAD" in before)
    needed = {"create", "mkdir", "syncfs"} | ({"rename"} if situation is first else {"renameat2"})
    assert failures or kind not in needed, "the refusals were met"


@pytest.mark.parametrize("kind", ["create", "mkdir", "rename", "remove", "rmdir", "syncfs"])
def test_file_by_file_too_no_refusal_leaves_half_a_file(
    tmp_path: Path, monkeypatch, kind: str
) -> None:
    """Old and new pages may stand together then, and the message says so; the next build ends it."""
    monkeypatch.setattr(module, "_is_on_another_disk", lambda site: site.exists())
    for number in range(1, count(kind, second, tmp_path / "counted") + 1):
        folder = tmp_path / f"{number}"
        site = folder / "site"
        folder.mkdir()
        second(site)
        before = tree(site)
        if error := attempt(kind, number, folder):
            assert (
                tree(site) == before
                if "is unchanged" in error.hint
                else "old and new" in error.hint
            )
        assert {
            data for name, data in tree(site).items() if not name.startswith(".kbgen-next")
        } <= {b"1", b"2"}
        put(dict(NEW), site)
        assert tree(site) == NEW
