# SPDX-License-Identifier: MIT
"""Diagnostics as GitHub and GitLab read them: places, escaping, fingerprints."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kbgen.cli.publishing.annotations import github_commands, gitlab_report, relative_to_repository
from kbgen.model import diagnostic

ERROR = diagnostic(
    "KB401", "content/a.md", "link b.md does not exist", line=3, column=2, hint="Did you mean c.md?"
)
WARNING = diagnostic("KB505", "content/b.md", "the article is a draft", line=4)


def unescaped(text: str) -> str:
    """What GitHub's runner makes of the data of a command."""
    return (
        text.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%")
    )


# GitHub


def test_an_annotation_has_severity_place_code_and_words() -> None:
    error, warning = github_commands([ERROR, WARNING])
    place, _, message = error.removeprefix("::").partition("::")
    assert place == "error file=content/a.md,line=3,col=2,title=KB401"
    assert message == "content/a.md:3:2: KB401 link b.md does not exist%0Ahint: Did you mean c.md?"
    assert (
        warning
        == "::warning file=content/b.md,line=4,col=1,title=KB505::content/b.md:4:1: KB505 the article is a draft"
    )


@pytest.mark.parametrize("name", ["100%.md", "a,line=9.md", "a::b.md", "%0A.md", "%25.md"])
def test_what_a_file_is_called_stays_one_property(name: str) -> None:
    (line,) = github_commands([replace(ERROR, path=name)])
    match = re.fullmatch(r"::error file=([^,:]*),line=3,col=2,title=KB401::(.*)", line)
    assert match, line
    assert unescaped(match[1]) == name
    assert unescaped(match[2]).startswith(f"{name}:3:2: KB401 ")


@pytest.mark.parametrize(
    "text", ["a\nb", "a\r::error::b", "a\n::stop-commands::x", "\x1b[31m", "\u202e"]
)
def test_what_a_stranger_wrote_begins_no_command_of_its_own(text: str) -> None:
    """A line break in a message would let an article speak to the runner."""
    (line,) = github_commands([replace(ERROR, message=text, hint=text, path=f"{text}.md")])
    assert line.isprintable()
    assert line.count("%0A") == 1


# GitLab


def test_a_report_has_what_gitlab_asks_for() -> None:
    first, second = gitlab_report([ERROR, WARNING])
    assert first["description"] == "KB401 link b.md does not exist. Did you mean c.md?"
    assert first["check_name"] == "KB401"
    assert first["location"] == {"path": "content/a.md", "lines": {"begin": 3}}
    assert [first["severity"], second["severity"]] == ["major", "minor"]
    assert re.fullmatch("[0-9a-f]{32}", first["fingerprint"])
    assert gitlab_report([]) == []


def prints(*diagnostics) -> list[str]:
    return [entry["fingerprint"] for entry in gitlab_report(diagnostics)]


def test_a_problem_that_moves_keeps_its_fingerprint() -> None:
    assert prints(ERROR) == prints(replace(ERROR, line=90, column=7))
    twice = diagnostic("KB204", "a.md", "field title is given twice, first on line 2", line=5)
    assert prints(twice) == prints(
        replace(twice, line=8, message="field title is given twice, first on line 5")
    )


@pytest.mark.parametrize(
    "change", [{"code": "KB402"}, {"path": "content/c.md"}, {"message": "another"}]
)
def test_another_problem_has_another_fingerprint(change: dict[str, Any]) -> None:
    assert prints(ERROR) != prints(replace(ERROR, **change))


def test_the_same_problem_twice_in_a_file_is_two_problems() -> None:
    """The first keeps its fingerprint when the second one is mended."""
    both = prints(ERROR, replace(ERROR, line=8))
    assert len(set(both)) == 2
    assert both[0] == prints(ERROR)[0]


# Paths


@pytest.mark.parametrize(
    ("top", "site", "expected"),
    [
        (".", ".", "content/a.md"),
        (".", "help", "help/content/a.md"),
        (".", "a/b", "a/b/content/a.md"),
    ],
)
def test_paths_are_seen_from_the_top_of_the_repository(
    tmp_path: Path, top: str, site: str, expected: str
) -> None:
    (tmp_path / top / ".git").mkdir()
    (tmp_path / site).mkdir(parents=True, exist_ok=True)
    assert [item.path for item in relative_to_repository([ERROR], tmp_path / site)] == [expected]


def test_a_git_worktree_is_a_repository_too(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    (tmp_path / "help").mkdir()
    assert relative_to_repository([ERROR], tmp_path / "help")[0].path == "help/content/a.md"


def test_outside_a_repository_paths_stay(tmp_path: Path) -> None:
    assert relative_to_repository([ERROR, WARNING], tmp_path) == [ERROR, WARNING]


def test_a_content_folder_elsewhere_in_the_repository_is_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "site").mkdir()
    inside = replace(ERROR, path=(tmp_path / "articles/a.md").as_posix())
    outside = replace(ERROR, path=(tmp_path.parent / "a.md").as_posix())
    above = replace(ERROR, path="../articles/a.md")
    found = [
        item.path for item in relative_to_repository([inside, outside, above], tmp_path / "site")
    ]
    assert found == ["articles/a.md", outside.path, "articles/a.md"]
