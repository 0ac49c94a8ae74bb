# SPDX-License-Identifier: MIT
"""A real `kbgen build` on a disk that is full, or refuses: exit 3, where and why, and the old site as it was."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import MKDOCS_YML, Run

ARTICLES = 12
PROGRAM = Path(__file__).resolve().parents[1] / "disk_refusals.py"


def write_site(root: Path, word: str) -> None:
    """A site whose pages all change with the word."""
    (root / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    (root / "content/shelf").mkdir(parents=True, exist_ok=True)
    for number in range(ARTICLES):
        text = f"---\ntitle: Article {number} {word}\n---\n\n" + f"Text of {word} {number}. " * 200
        (root / f"content/shelf/a{number}.md").write_text(text, "utf-8")


def tree(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def build(root: Path, *before: str, preexec: Callable[[], None] | None = None) -> Run:
    program = [sys.executable, "-W", "ignore", *(before or ("-m", "kbgen")), "build"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROGRAM.parent)}
    done = subprocess.run(
        program,
        cwd=root,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        preexec_fn=preexec,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


def assert_refused(run: Run, root: Path, before: dict[str, bytes]) -> None:
    assert run.code == 3, run.stderr
    assert str(root) in run.stderr, "says where"
    assert tree(root / "site") == before


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    write_site(root, "old")
    assert build(root).code == 0
    write_site(root, "new")
    return root


@pytest.fixture
def published(built: Path, tmp_path: Path) -> Path:
    """A site that was built before its articles changed."""
    return shutil.copytree(built, tmp_path / "help")


@pytest.mark.parametrize("kind", ["create", "renameat2", "syncfs"])
def test_the_operation_that_the_disk_refuses_is_named_and_harms_nothing(
    published: Path, kind: str
) -> None:
    """The unit test refuses each operation of every kind; here are the layers above it."""
    before = tree(published / "site")
    assert_refused(build(published, str(PROGRAM), kind, "1", str(published)), published, before)
    assert build(published).code == 0
    assert b"Article 7 new" in (published / "site/shelf/a7/index.html").read_bytes()


@pytest.mark.parametrize("limit", [1_000, 60_000])
def test_files_that_may_not_grow_further_are_a_full_disk(published: Path, limit: int) -> None:
    """The system's limit on the size of a file, as a quota would have it: the cache, a page, the manifest."""
    before = tree(published / "site")
    run = build(
        published, preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    if run.code:
        assert_refused(run, published, before)
    assert limit >= 60_000 or run.code == 3
    assert build(published).code == 0
    assert b"Article 7 new" in (published / "site/shelf/a7/index.html").read_bytes()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8M", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, free: int) -> Path:
    """Leave so many bytes."""
    filler = folder / "filler"
    with filler.open("wb") as stream:
        status = os.statvfs(folder)
        stream.write(b"x" * max(0, status.f_bavail * status.f_frsize - free))
    return filler


def test_a_full_disk_leaves_the_old_site_and_says_so(small_disk: Path) -> None:
    write_site(small_disk, "old")
    assert build(small_disk).code == 0
    write_site(small_disk, "new")
    before = tree(small_disk / "site")
    codes = []
    for free in (0, 200_000):
        filler = fill(small_disk, free)
        run = build(small_disk)
        codes.append(run.code)
        if run.code:
            assert_refused(run, small_disk, before)
            assert "No space left" in run.stderr or "disk is full" in run.stderr
        filler.unlink()
        if not run.code:
            break
    assert codes[0] == 3
    assert build(small_disk).code == 0
    assert b"Article 7 new" in (small_disk / "site/shelf/a7/index.html").read_bytes()


def test_an_output_that_is_a_disk_of_its_own_is_filled_file_by_file(
    tmp_path: Path, small_disk: Path
) -> None:
    """As a Docker volume is: with a warning, and with the same site."""
    site = tmp_path / "help"
    site.mkdir()
    write_site(site, "old")
    (site / "site").symlink_to(small_disk, target_is_directory=True)
    (site / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    run = build(site)
    assert run.code == 0
    assert "warning: the output folder cannot be swapped as a whole" in run.stderr
    write_site(site, "new")
    filler = fill(small_disk, 40_000)
    before = tree(small_disk)
    refused = build(site)
    assert refused.code == 3, refused.stderr
    assert "No space left" in refused.stderr
    assert tree(small_disk) == before
    filler.unlink()
    assert build(site).code == 0
    assert b"Article 7 new" in (small_disk / "shelf/a7/index.html").read_bytes()
