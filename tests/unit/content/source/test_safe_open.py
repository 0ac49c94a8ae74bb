# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kbgen.content.source.safe_open import LeadsOutside, is_inside, open_inside, read_inside


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a secret next to it."""
    (tmp_path / "secret.md").write_text("secret")
    folder = tmp_path / "content"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/a.md").write_text("text")
    (folder / ".env").write_text("key")
    return folder


@pytest.fixture(params=["linux", "elsewhere"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of finding the path of an open file."""
    if request.param == "elsewhere":
        monkeypatch.setattr(sys, "platform", "other")
    return str(request.param)


def content(file: Path, root: Path) -> str:
    with open_inside(file, root) as stream:
        return stream.read().decode()


@pytest.mark.usefixtures("platform")
def test_files_of_the_folder_are_opened_also_by_links(root: Path, tmp_path: Path) -> None:
    """A link that ends inside is a second name; the folder itself may be a link."""
    (root / "link.md").symlink_to("deep/a.md")
    (root / "short").symlink_to("deep")
    (tmp_path / "alias").symlink_to("content")
    assert [content(root / name, root) for name in ("deep/a.md", "link.md", "short/a.md")] == [
        "text"
    ] * 3
    assert content(tmp_path / "alias/deep/a.md", tmp_path / "alias") == "text"


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize(
    "target", ["../secret.md", "../content/../secret.md", ".env", "/etc/hostname"]
)
def test_links_to_elsewhere_are_refused(root: Path, target: str) -> None:
    """Whatever way they take; hidden files are elsewhere too."""
    if target.startswith("/") and not Path(target).exists():
        pytest.skip("this system has no such file")
    (root / "link.md").symlink_to(target)
    with pytest.raises(LeadsOutside, match="it points outside the content folder"):
        open_inside(root / "link.md", root)


@pytest.mark.usefixtures("platform")
def test_a_link_on_the_way_is_refused(root: Path) -> None:
    """Not the last step only."""
    (root / "up").symlink_to("..")
    with pytest.raises(LeadsOutside):
        open_inside(root / "up/secret.md", root)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with names")
def test_what_is_no_file_neither_hangs_nor_opens(root: Path) -> None:
    """Reading a pipe without a writer would wait forever."""
    os.mkfifo(root / "pipe.md")
    for name in ("pipe.md", "deep"):
        with pytest.raises(OSError, match="not a regular file"):
            open_inside(root / name, root)


def test_a_file_that_was_swapped_after_it_was_opened_is_not_taken_for_the_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot name the path of an open file, the file at that path must be the same one."""
    monkeypatch.setattr(sys, "platform", "other")
    (root / "link.md").symlink_to("../secret.md")
    opened = os.open

    def swap(file: Path, flags: int) -> int:
        descriptor = opened(file, flags)
        (root / "link.md").unlink()
        (root / "link.md").write_text("harmless")
        return descriptor

    monkeypatch.setattr(os, "open", swap)
    with pytest.raises(LeadsOutside):
        open_inside(root / "link.md", root)


def open_descriptors() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_descriptors_do_not_leak(root: Path) -> None:
    """A build opens ten thousand files, and a hostile folder may hold as many links."""
    (root / "link.md").symlink_to("../secret.md")
    before = open_descriptors()
    for _ in range(20):
        with pytest.raises(LeadsOutside):
            open_inside(root / "link.md", root)
    assert open_descriptors() == before


@pytest.mark.parametrize(
    ("place", "inside_it"),
    [
        ("/a/b/c.md", True),
        ("/a/bc.md", False),
        ("/a/b", False),
        ("/a/b/.git/x", False),
        ("", False),
        ("/a", False),
    ],
)
def test_a_folder_that_begins_alike_is_another(place: str, inside_it: bool) -> None:
    """`/a/bc` is not in `/a/b`."""
    assert is_inside(place, Path("/a/b")) is inside_it


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize(
    ("limit", "expected"), [(5, (4, b"text")), (4, (4, b"text")), (3, (4, b"")), (0, (4, b""))]
)
def test_a_file_is_read_up_to_a_limit(root: Path, limit: int, expected: tuple[int, bytes]) -> None:
    """A larger one is measured and left; the limit itself is allowed."""
    assert read_inside(f"{root}/deep/a.md", str(root), limit) == expected


@pytest.mark.usefixtures("platform")
def test_a_file_outside_is_not_read(root: Path) -> None:
    """Whatever its size, and nothing stays open."""
    (root / "link.md").symlink_to("../secret.md")
    with pytest.raises(LeadsOutside, match="it points outside the content folder"):
        read_inside(f"{root}/link.md", str(root), 100)
    with pytest.raises(OSError, match="not a regular file"):
        read_inside(f"{root}/deep", str(root), 100)


def test_a_file_that_grows_while_it_is_read_is_too_large(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was measured is not believed."""
    monkeypatch.setattr(os, "read", lambda _descriptor, _size: b"abc")
    assert read_inside(f"{root}/deep/a.md", str(root), 4)[1] == b""
