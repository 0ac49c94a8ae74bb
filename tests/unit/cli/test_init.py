# SPDX-License-Identifier: MIT
"""`kbgen init` as somebody meets it who has nothing yet, or who has something to lose."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.content.scaffold import Ci, plan_site


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["init", *arguments])


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_it_writes_what_was_planned_and_says_what(here: Path) -> None:
    result = init("help", "--lang", "pl, en", "--ci", "github")
    planned = plan_site(["pl", "en"], Ci.GITHUB)
    assert (result.exit_code, tree(here / "help")) == (0, planned)
    assert result.stdout.splitlines() == [f"help/{path}" for path in planned]
    assert "Next: cd help && kbgen serve" in result.stderr
    assert "'GitHub Actions'" in result.stderr


def test_without_options_it_is_english_and_without_ci(here: Path) -> None:
    result = init(".")
    assert tree(here) == plan_site(["en"], Ci.NONE)
    assert result.stderr == "Next: kbgen serve\n"


def test_a_dry_run_says_the_same_and_writes_nothing(here: Path) -> None:
    result = init("help", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"help/{path}" for path in plan_site(["en"], Ci.NONE)]
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_nothing_is_overwritten_and_every_file_in_the_way_is_named(here: Path, options: list[str]) -> None:
    (here / "README.md").write_text("mine")
    (here / "content").mkdir()
    (here / "content/index.md").write_text("mine, too")
    result = init(".", *options)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[:2] == ["README.md exists already", "content/index.md exists already"]
    assert "nothing was written" in result.stderr
    assert tree(here) == {"README.md": "mine", "content/index.md": "mine, too"}


def test_a_second_run_changes_nothing(here: Path) -> None:
    init("help")
    before = tree(here)
    assert init("help", "--lang", "ru").exit_code == 2
    assert tree(here) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["x", "--ci", "jenkins"], "'jenkins' is not one of"), ([], "Missing argument 'FOLDER'")],
)
def test_a_wrong_command_line_writes_nothing(here: Path, arguments: list[str], message: str) -> None:
    result = init(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert list(here.iterdir()) == []


def test_a_folder_with_a_space_can_be_entered_as_it_is_said() -> None:
    assert "cd 'our help' && " in init("our help").stderr
