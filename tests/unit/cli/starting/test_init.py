# SPDX-License-Identifier: MIT
"""`kbgen init` in an empty folder, and in one with files to keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.content.scaffold import Ci, plan_site
from kbgen.errors import SettingsError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["init", *arguments])


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
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
def test_nothing_is_overwritten_and_every_file_in_the_way_is_named(
    here: Path, options: list[str]
) -> None:
    """A repository with a README and articles becomes a site of these articles."""
    (here / "README.md").write_text("mine")
    (here / "content").mkdir()
    (here / "content/index.md").write_text("mine, too")
    result = init(".", *options)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        ".gitattributes",
        ".gitignore",
        "HELP-CENTER.md",
        "mkdocs.yml",
        "requirements.txt",
    ]
    kept = [
        line.partition(":")[2] for line in result.stderr.splitlines() if line.startswith("note: ")
    ]
    assert [line.split()[0] for line in kept] == ["README.md", "content/"]
    mine = {"README.md": "mine", "content/index.md": "mine, too"}
    assert mine.items() <= tree(here).items()
    assert options == [] or tree(here) == mine


def test_a_site_of_mkdocs_is_left_alone_and_shown_the_way(here: Path) -> None:
    (here / "mkdocs.yml").write_text("site_name: Mine\n")
    refusal = init(".").exception
    assert isinstance(refusal, SettingsError)
    assert "Move a MkDocs or Material site to kbgen" in refusal.hint
    assert (refusal.exit_code, tree(here)) == (2, {"mkdocs.yml": "site_name: Mine\n"})


def test_without_a_folder_it_says_what_it_does_and_writes_nothing(here: Path) -> None:
    result = init()
    assert result.exit_code == 2
    for words in (
        "Missing argument 'FOLDER'",
        "settings, sample articles",
        "kbgen init help ",
        "kbgen init . ",
    ):
        assert words in result.stderr
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        ("de", ["no samples in 'de'", "content/ are in English"]),
        ("en,de", ["no samples in 'de'", "content/de/ has only a home page"]),
        ("en,ru,pl", []),
        ("en-GB", []),
    ],
)
def test_a_language_without_samples_is_named(languages: str, words: list[str]) -> None:
    said = init("help", "--lang", languages).stderr
    assert ("note:" in said) == bool(words)
    assert [word for word in words if word not in said] == []


def test_own_articles_in_any_language_are_no_samples(here: Path) -> None:
    (here / "content").mkdir()
    (here / "content/index.md").write_text("Hallo")
    assert "samples in 'de'" not in init(".", "--lang", "de").stderr


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_a_workflow_below_the_top_of_a_repository_would_not_run(here: Path, ci: str) -> None:
    """Hosts read workflows at the top only."""
    (here / ".git").mkdir()
    assert f"top of the repository, {here}." in init("help", "--ci", ci).stderr
    assert "top of the repository" not in init(".", "--ci", ci).stderr
    assert "top of the repository" not in init("other").stderr


def test_a_second_run_changes_nothing(here: Path) -> None:
    init("help")
    before = tree(here)
    refusal = init("help", "--lang", "ru").exception
    assert isinstance(refusal, SettingsError)
    assert refusal.exit_code == 2
    assert tree(here) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["x", "--ci", "jenkins"], "'jenkins' is not one of"), ([], "Missing argument 'FOLDER'")],
)
def test_a_wrong_command_line_writes_nothing(
    here: Path, arguments: list[str], message: str
) -> None:
    result = init(*arguments)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert list(here.iterdir()) == []


def test_a_folder_with_a_space_can_be_entered_as_it_is_said() -> None:
    assert "cd 'our help' && " in init("our help").stderr
