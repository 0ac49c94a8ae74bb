# SPDX-License-Identifier: MIT
"""Sites of `kbgen init` as they are: checked strictly, built, searched, verified, for every choice of languages."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from itertools import cycle, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import run

from kbgen.cli.main import cli
from kbgen.content.scaffold import Ci
from kbgen.content.scaffold.plan import SAMPLED

# What the workflow of a CI system changes is one file (tests/unit/content/scaffold), so each choice of languages is
# built once, with one system after the other. A language comes alone, first and second: one of more says nothing new.
CHOICES = [
    *SAMPLED,
    *(",".join(pair) for pair in pairwise([*SAMPLED, *SAMPLED][: len(SAMPLED) + 1])),
]
CHOICES += [",".join(reversed(SAMPLED)), "de", "en,de", "no,uk", "en-GB,pt-BR"]
COMBINATIONS = list(zip(CHOICES, cycle(Ci), strict=False))


def make(folder: Path, languages: str, ci: str = "none") -> None:
    made = run(folder, "kbgen", "init", ".", "--lang", languages, "--ci", ci)
    assert made.code == 0, made.stderr


@pytest.mark.parametrize(
    ("languages", "ci"), COMBINATIONS, ids=[f"{langs}-{ci}" for langs, ci in COMBINATIONS]
)
def test_a_new_site_is_without_complaint_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: str, ci: Ci
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init", ".", "--lang", languages, "--ci", str(ci))
    assert call("check", "--strict") == ""
    report = json.loads(call("build", "--strict", "--json"))
    assert report["languages"] == languages.split(",")
    assert report["diagnostics"] == {"error": 0, "warning": 0}
    assert call("verify") == ""


def call(*arguments: str) -> str:
    """Run a command in this process: many of them are needed here. It has to end well."""
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_search_that_a_new_site_offers_is_answered(tmp_path: Path) -> None:
    """The links below the search box lead to results, in each language."""
    make(tmp_path, ",".join(SAMPLED))
    for lang, samples in SAMPLED.items():
        for query in samples.popular_searches:
            found = run(tmp_path, "kbgen", "search", query, "--lang", lang, "--json").json
            assert found["hits"], f"{lang}: {query}"
            assert found["suggestion"] is None, f"{lang}: {query}"


def test_a_new_site_keeps_the_promises_it_comes_with(tmp_path: Path) -> None:
    """In each language, by the engine that every machine has."""
    make(tmp_path, ",".join(SAMPLED))
    report = run(tmp_path, "kbgen", "quality", "--engine", "whoosh", "--json").json
    assert (report["languages"], report["promises"], report["broken"]) == (list(SAMPLED), 9, [])


@pytest.mark.parametrize("languages", [*SAMPLED, "de"])
def test_every_command_of_the_guide_works_as_written(tmp_path: Path, languages: str) -> None:
    """In the folder where the guide is; the preview, which does not end, is tested elsewhere."""
    make(tmp_path, languages)
    guide = (tmp_path / "README.md").read_text("utf-8")
    commands = [
        shlex.split(line) for line in re.findall(r"^\| .* \| `(kbgen .*)` \|$", guide, re.MULTILINE)
    ]
    assert [words[1] for words in commands] == [
        "new",
        "serve",
        "check",
        "explain",
        "search",
        "quality",
        "build",
        "lock",
    ]
    for words in commands:
        if words[1] != "serve":
            done = run(tmp_path, *words)
            assert (done.code, bool(done.stdout or done.stderr)) == (0, True), (words, done.stderr)
    assert "\nkbgen serve\n" in guide


def test_a_repository_with_a_readme_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("# Mine\n", "utf-8")
    made = run(tmp_path, "kbgen", "init", ".", "--ci", "github")
    assert (made.code, "HELP-CENTER.md" in made.stdout) == (0, True), made.stderr
    assert "README.md was not changed" in made.stderr
    assert (tmp_path / "README.md").read_text("utf-8") == "# Mine\n"
    assert run(tmp_path, "kbgen", "check", "--strict").code == 0


def test_a_site_that_is_there_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "en")
    again = run(tmp_path, "kbgen", "init", ".")
    assert (again.code, again.stdout) == (2, "")
    assert "mkdocs.yml already exists: nothing was written" in again.stderr


def test_the_commands_of_the_guide_for_writers_run(tmp_path: Path) -> None:
    make(tmp_path, "ru,en")
    made = run(tmp_path, "kbgen", "new", "how-to", "Как сменить тариф", "--category", "billing")
    assert made.stdout.strip() == "content/ru/billing/kak-smenit-tarif.md"
    assert run(tmp_path, "kbgen", "check").code == 0


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., object]:
    """A site below the top of a repository, with two errors in one article."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "help").mkdir()
    make(tmp_path / "help", "en")
    article = tmp_path / "help/content/billing/refund.md"
    article.write_text(
        "---\ntitle: Refund\ntitel: Refund\n---\nSee [plans](plans, new.md).\n", "utf-8"
    )
    return lambda form: run(
        tmp_path, "kbgen", "check", "--config-file", "help/mkdocs.yml", "--format", form
    )


def test_github_gets_annotations_on_stdout(broken) -> None:
    done = broken("github")
    assert done.code == 1
    assert [line.partition(",col")[0] for line in done.stdout.splitlines()] == [
        "::error file=help/content/billing/refund.md,line=3",
        "::error file=help/content/billing/refund.md,line=5",
    ]


def test_gitlab_gets_a_report_and_people_the_lines(broken) -> None:
    """The report goes into a file; the log still lists the problems."""
    done = broken("gitlab")
    assert done.code == 1
    entries = json.loads(done.stdout)
    assert [entry["location"]["path"] for entry in entries] == [
        "help/content/billing/refund.md"
    ] * 2
    assert "content/billing/refund.md:3:1: KB202 unknown field titel" in done.stderr


def test_a_site_without_problems_has_an_empty_report(tmp_path: Path) -> None:
    make(tmp_path, "en")
    assert run(tmp_path, "kbgen", "check", "--format", "gitlab").stdout == "[]\n"
    assert run(tmp_path, "kbgen", "check", "--format", "github").stdout == ""


@pytest.mark.parametrize(
    ("form", "begin"),
    [("github", "::error file=help/mkdocs.yml"), ("gitlab", '[{"description": "KB702')],
)
def test_wrong_settings_are_annotated_too(broken, tmp_path: Path, form: str, begin: str) -> None:
    settings = tmp_path / "help/mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("contact:", "contcat:"), "utf-8")
    done = broken(form)
    assert (done.code, done.stdout.startswith(begin)) == (2, True), done.stdout
