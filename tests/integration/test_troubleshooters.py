# SPDX-License-Identifier: MIT
"""Troubleshooters from the command line: check, search, build after an edit, lost addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run, write_tree

TREE = """
mkdocs.yml
    | site_name: Acme
    | site_url: https://example.com/
    | theme: {name: material, font: false}
    | docs_dir: content
    | plugins: [kbgen: {contact: {email: help@example.com}}]
content/reset.md
    | ---
    | title: Reset your password
    | id: reset
    | ---
    | Text. [Find out](_data/troubleshooters/sign-in.yml).
content/roles.md
    | # Roles
    |
    | Text.
content/_data/troubleshooters/sign-in.yml
    | title: Sign-in problems
    | steps:
    |   happens:
    |     question: What does the lighthouse show?
    |     answers:
    |       - {answer: Wrong password, article: reset}
    |       - {answer: No code, step: clock}
    |   clock:
    |     solution: Set the clock
    |     remedy: Turn on automatic time.
"""
FILE = "content/_data/troubleshooters/sign-in.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "site", TREE)


def output(folder: Path) -> dict[str, bytes]:
    files = (file for file in (folder / "site").rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("engine", ["whoosh", "browser"])
@pytest.mark.parametrize("question", ["sign-in problems", "lighthouse", "automatic time"])
def test_search_finds_it_by_each_of_its_texts(folder: Path, engine: str, question: str) -> None:
    hits = run(folder, "kbgen", "search", question, "--engine", engine, "--json").json["hits"]
    assert [hit["url"] for hit in hits] == ["troubleshooters/sign-in/"]
    assert "Sign-in problems" in run(folder, "kbgen", "search", question, "--engine", engine).stdout


def test_a_build_after_an_edit_is_the_same_as_one_from_scratch(
    folder: Path, tmp_path: Path
) -> None:
    run(folder, "kbgen", "build", "--strict")
    article, tree = folder / "content/roles.md", folder / FILE
    article.write_text(article.read_text("utf-8").replace("Text.", "Other text."), "utf-8")
    run(folder, "kbgen", "build", "--strict")
    after_article = output(folder)
    text = tree.read_text("utf-8").replace("Set the clock", "Set the watch")
    tree.write_text(text, "utf-8")
    run(folder, "kbgen", "build", "--strict")
    fresh = write_tree(tmp_path / "fresh", TREE)
    (fresh / "content/roles.md").write_bytes(article.read_bytes())
    run(fresh, "kbgen", "build", "--strict")
    assert after_article == output(fresh)
    (fresh / FILE).write_text(text, "utf-8")
    run(fresh, "kbgen", "build", "--strict")
    assert output(folder) == output(fresh)
    assert b"Set the watch" in output(folder)["site/troubleshooters/sign-in_clock/index.html"]


def test_mkdocs_builds_the_same_pages(folder: Path) -> None:
    run(folder, "kbgen", "build", "--strict")
    pages = {name: data for name, data in output(folder).items() if "troubleshooters" in name}
    assert len(pages) == 2
    run(folder, "mkdocs", "build", "--strict")
    built = output(folder)
    assert {name: built[name] for name in pages} == pages


def test_a_step_that_is_removed_is_a_lost_address(folder: Path) -> None:
    run(folder, "kbgen", "lock")
    tree = folder / FILE
    text = tree.read_text("utf-8").partition("  clock:")[0]
    tree.write_text(text.replace("step: clock", "contact: true"), "utf-8")
    assert (
        "KB321 the address troubleshooters/sign-in_clock/ is gone"
        in run(folder, "kbgen", "check").stdout
    )


def test_an_error_keeps_it_out_and_ends_with_1(folder: Path) -> None:
    tree = folder / FILE
    tree.write_text(tree.read_text("utf-8").replace("step: clock", "step: happens"), "utf-8")
    check = run(folder, "kbgen", "check")
    assert check.code == 1
    assert f"{FILE}:7:9: KB333 the answers lead in a circle: happens → happens" in check.stdout
    assert "KB335 no answer leads to the step clock" in check.stdout
    assert run(folder, "kbgen", "build").code == 1
    assert not any("troubleshooters" in name for name in output(folder))
