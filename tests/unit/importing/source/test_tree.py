# SPDX-License-Identifier: MIT
"""The imported folder is read without leaving it, and what cannot be read is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbgen.importing.findings import Findings
from kbgen.importing.source.tree import MAX_TEXT_BYTES, SourceTree, read_tree


@pytest.fixture
def tree_of(tmp_path: Path):
    """Return a function that reads the folder."""

    def read() -> tuple[SourceTree, Findings]:
        findings = Findings()
        return read_tree(tmp_path / "old", findings), findings

    (tmp_path / "old").mkdir()
    return read


def test_links_that_lead_out_are_named(tree_of, tmp_path: Path) -> None:
    """Neither the file nor the folder behind a link is read; a link inside is."""
    (tmp_path / "secret.md").write_text("secret")
    old = tmp_path / "old"
    (old / "a.md").write_text("# A")
    (old / "b.md").symlink_to("a.md")
    (old / "c.md").symlink_to(tmp_path / "secret.md")
    (old / "loop").symlink_to(old)
    (old / "gone.md").symlink_to("nowhere.md")
    tree, findings = tree_of()
    assert tree.files == ("a.md", "b.md")
    assert sorted((item.file, item.text) for item in findings.items) == [
        ("c.md", "the symbolic link leads out of the folder"),
        ("gone.md", "No such file or directory"),
        ("loop", "a symbolic link to a folder"),
    ]


def test_pipes_do_not_block(tree_of, tmp_path: Path) -> None:
    """A named pipe is not a file."""
    os.mkfifo(tmp_path / "old" / "pipe.md")
    tree, findings = tree_of()
    assert tree.files == ()
    assert [item.text for item in findings.items] == ["not a regular file"]


def test_hidden_and_generated_folders_are_skipped(tree_of, tmp_path: Path) -> None:
    """The folders in which generators keep pictures are read."""
    for name in (".git/a.md", "node_modules/b.md", ".gitbook/assets/c.png", ".env", "d.md"):
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    tree, _ = tree_of()
    assert tree.files == (".gitbook/assets/c.png", "d.md")


@pytest.mark.parametrize(
    ("data", "text", "finding"),
    [
        (b"a\r\nb", "a\nb", ""),
        (b"\xef\xbb\xbfa", "a", ""),
        (
            b"caf\xe9 noir d\xe9j\xe0",
            None,
            "byte 0xe9 is not UTF-8; the file looks like windows-1252",
        ),
        (b"a\x0bb", "ab", "control character U+000B"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", None, "byte 0x89 is not UTF-8"),
    ],
)
def test_texts_are_utf_8(
    tree_of, tmp_path: Path, data: bytes, text: str | None, finding: str
) -> None:
    """Others are named with their likely encoding; control characters are removed and named."""
    (tmp_path / "old" / "a.md").write_bytes(data)
    tree, findings = tree_of()
    assert tree.text("a.md") == text
    assert tree.text("a.md") == text
    assert [item.text for item in findings.items] == ([finding] if finding else [])


def test_huge_files_are_named(tree_of, tmp_path: Path) -> None:
    """An article has a maximum size."""
    (tmp_path / "old" / "a.md").write_bytes(b"a" * (MAX_TEXT_BYTES + 1))
    tree, findings = tree_of()
    assert tree.text("a.md") is None
    assert [item.text for item in findings.items] == ["larger than 1,000,000 bytes"]


def test_a_path_outside_is_no_file(tree_of, tmp_path: Path) -> None:
    """Only listed files have a text."""
    (tmp_path / "secret.md").write_text("secret")
    tree, _ = tree_of()
    assert tree.text("../secret.md") is None


def test_a_link_to_a_folder_is_named_and_vendor_is_skipped_only_at_the_top(tmp_path: Path) -> None:
    """Articles below `docs/vendor` are read; those behind a link are reported."""
    for path in ("docs/vendor/a.md", "vendor/b.md", "more/c.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    (tmp_path / "docs" / "more").symlink_to("../more", target_is_directory=True)
    findings = Findings()
    assert read_tree(tmp_path, findings).files == ("docs/vendor/a.md", "more/c.md")
    assert [(item.file, item.text) for item in findings.items] == [
        ("docs/more", "a symbolic link to a folder")
    ]
