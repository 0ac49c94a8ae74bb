# SPDX-License-Identifier: MIT
"""A secret in the settings stops both ways of building, before anything is written."""

from __future__ import annotations

from pathlib import Path

from conftest import MKDOCS_YML, run

TREE = "content/a.md\n| ---\n| title: A\n| ---\n| Text.\n"
SECRET = (
    MKDOCS_YML
    + "      feedback: {adapter: webhook, endpoint: 'https://desk.example/', secret: hunter2}\n"
)
PLACE = "mkdocs.yml:8:79: KB707"


def test_kbgen_build_ends_with_two_and_writes_nothing(site, tmp_path: Path, kbgen) -> None:
    site(TREE, SECRET)
    for command in ("build", "check"):
        done = kbgen(command)
        assert done.code == 2
        assert PLACE in done.stderr
        assert "hunter2" not in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


def test_mkdocs_build_fails_too(site, tmp_path: Path) -> None:
    site(TREE, SECRET)
    done = run(tmp_path, "mkdocs", "build")
    assert done.code == 1
    assert PLACE in done.stderr
    assert "hunter2" not in done.stderr


def test_without_feedback_no_page_has_vote_or_form(site, tmp_path: Path, kbgen) -> None:
    site(TREE)
    assert kbgen("build").code == 0
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert not [
        name
        for name in ("kb-vote", "kb-feedback", "contact-form", "feedback.css", "js.vote")
        if name in pages
    ]
