# SPDX-License-Identifier: MIT
from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import settings_for

from kbgen.content.source.walk import walk, walk_site
from kbgen.settings import OtherPlugin


def walk_here(root: Path) -> tuple[list[str], list[str]]:
    found = walk(root, lambda path: path)
    return found.files, [str(item) for item in found.problems]


def touch(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    return root


def test_files_come_sorted_and_content_only(tmp_path: Path) -> None:
    """Dot files, dot folders and `_data/` at the top are not content."""
    touch(
        tmp_path,
        "b.md",
        "a/z.md",
        "a/_data/x.md",
        "_data/glossary.yml",
        ".git/a.md",
        "a/.hidden.md",
        "..md",
    )
    assert walk_here(tmp_path) == (["a/_data/x.md", "a/z.md", "b.md"], [])


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither a file nor a folder outside may be published, nor a dot file inside."""
    outside = touch(tmp_path / "outside", "secret.md")
    root = touch(tmp_path / "content", "a.md", ".secret/b.md")
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "dot.md").symlink_to(root / ".secret" / "b.md")
    files, problems = walk_here(root)
    assert files == ["a.md"]
    assert [line.split(" ")[0:2] for line in problems] == [
        ["dot.md:1:1:", "KB106"],
        ["file.md:1:1:", "KB106"],
        ["folder:1:1:", "KB106"],
    ]


def test_links_inside_the_folder_are_followed_once(tmp_path: Path) -> None:
    """A link to a folder above itself would go round for ever."""
    root = touch(tmp_path / "content", "a/b.md")
    (root / "c.md").symlink_to(root / "a" / "b.md")
    (root / "a" / "loop").symlink_to(root)
    (root / "a" / "self").symlink_to(root / "a")
    files, problems = walk_here(root)
    assert files == ["a/b.md", "c.md"]
    assert [line.split(":")[0] for line in problems] == ["a/loop", "a/self"]


def test_dangling_links_and_pipes_are_named(tmp_path: Path) -> None:
    """What is not there or is no file is a message, and opening it never blocks."""
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    os.mkfifo(tmp_path / "pipe.md")
    files, problems = walk_here(tmp_path)
    assert files == []
    assert [line.split(" ")[:2] for line in problems] == [
        ["gone.md:1:1:", "KB105"],
        ["pipe.md:1:1:", "KB105"],
    ]


def test_a_link_to_itself_is_named_and_the_rest_is_found(tmp_path: Path) -> None:
    """The system refuses even to look at it; that is no reason to end the run."""
    touch(tmp_path, "ok.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "folder").symlink_to("folder")
    files, problems = walk_here(tmp_path)
    assert files == ["ok.md"]
    assert [line.split(" ")[:2] for line in problems] == [
        ["folder:1:1:", "KB105"],
        ["loop.md:1:1:", "KB105"],
    ]


def test_bad_names_are_refused_with_all_below_them(tmp_path: Path) -> None:
    """A folder with a bad name is named once."""
    touch(tmp_path, "nul/a.md", "nul/b.md", "a:b.md", "ok.md")
    files, problems = walk_here(tmp_path)
    assert files == ["ok.md"]
    assert [line.split(" ")[1] for line in problems] == ["KB104", "KB104"]


def test_names_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    """The message shows the bytes and can be printed."""
    try:
        (tmp_path / os.fsdecode(b"\xff.md")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    files, problems = walk_here(tmp_path)
    assert files == []
    assert "\\udcff.md" in problems[0].encode().decode()


def test_a_folder_that_is_not_there_is_a_message(tmp_path: Path) -> None:
    """No traceback for a content folder that does not exist."""
    files, problems = walk_here(tmp_path / "nothing")
    assert files == []
    assert "KB105 folder cannot be read" in problems[0]


def test_a_content_folder_with_mkdocs_yml_has_neither_the_output_nor_other_files(
    tmp_path: Path,
) -> None:
    """The plugin `same-dir` allows such a site."""
    names = ["README.md", "own.css", "CNAME", "docs/a.md", "docs/b.png"]
    touch(tmp_path, *names, "mkdocs.yml", "key.pem", "site/index.html", "site/docs/a.md")
    beside = replace(
        settings_for(tmp_path, other_plugins=(OtherPlugin("same-dir", 1, 1),)),
        docs_dir=tmp_path,
        site_dir=tmp_path / "site",
    )
    assert walk_site(beside).files == sorted(names)
    whole = walk_site(replace(beside, other_plugins=())).files
    assert {"mkdocs.yml", "key.pem", "site/index.html"} <= set(whole)
