# SPDX-License-Identifier: MIT
"""The workflows that `kbgen init` writes: valid for their hosts, and the one that publishes our own help center."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from manual_reading import CONTENT, ROOT

from kbgen.cli.main import cli
from kbgen.content.scaffold import Ci, plan_site

PLACES = {Ci.GITHUB: ".github/workflows/help-center.yml", Ci.GITLAB: ".gitlab-ci.yml"}
SCHEMAS = {Ci.GITHUB: "vendor.github-workflows", Ci.GITLAB: "vendor.gitlab-ci"}


def workflow(ci: Ci) -> str:
    return plan_site(["en"], ci)[PLACES[ci]]


def validated(ci: Ci, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The verdict of the host's public schema, which the package carries: nothing is downloaded."""
    (folder / "workflow.yml").write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        SCHEMAS[ci],
        "workflow.yml",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("ci", PLACES)
def test_a_workflow_fits_the_schema_of_its_host(ci: Ci, tmp_path: Path) -> None:
    done = validated(ci, workflow(ci), tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("ci", "right", "wrong"),
    [(Ci.GITHUB, "runs-on:", "run-on:"), (Ci.GITLAB, "when: always", "when: yes")],
)
def test_the_schema_would_notice_a_slip(ci: Ci, right: str, wrong: str, tmp_path: Path) -> None:
    done = validated(ci, workflow(ci).replace(right, wrong), tmp_path)
    assert done.returncode == 1, done.stdout


def test_our_own_help_center_is_published_by_the_same_file() -> None:
    assert (ROOT / PLACES[Ci.GITHUB]).read_text("utf-8") == workflow(Ci.GITHUB)


def test_our_own_workflow_installs_kbgen_as_it_is_here() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["."]


def scripts(value: Any) -> list[str]:
    """Every line of shell in a workflow."""
    if isinstance(value, list):
        return [line for item in value for line in scripts(item)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("run", "script", "before_script") if key in value]
    lines = [line for item in own for line in ([item] if isinstance(item, str) else item)]
    return [*"\n".join(lines).splitlines(), *scripts(list(value.values()))]


@pytest.mark.parametrize("ci", PLACES)
def test_every_command_of_a_workflow_exists(ci: Ci) -> None:
    """An option that is renamed must not break the pipelines of others."""
    context, names = click.Context(cli), []
    for line in scripts(yaml.safe_load(workflow(ci))):
        if line.strip().startswith("kbgen "):
            name, *arguments = shlex.split(line.partition(">")[0])[1:]
            command = cli.get_command(context, name)
            assert command, line
            given = {word for word in arguments if word.startswith("-")}
            assert given <= {opt for param in command.params for opt in param.opts}, line
            names.append(name)
    assert names == ["check", "quality", "build", "verify"]


def test_github_may_publish_only_where_it_publishes() -> None:
    """A pull request runs with a token that reads."""
    jobs = yaml.safe_load(workflow(Ci.GITHUB))
    assert jobs["permissions"] == {"contents": "read"}
    assert jobs["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert "default_branch" in jobs["jobs"]["publish"]["if"]


def test_what_a_stranger_names_reaches_no_shell() -> None:
    """Branch and title of a pull request are a stranger's: no line of shell holds an expression."""
    assert not [line for line in scripts(yaml.safe_load(workflow(Ci.GITHUB))) if "${{" in line]


def test_gitlab_shows_the_report_and_publishes_the_folder_that_is_built() -> None:
    jobs = yaml.safe_load(workflow(Ci.GITLAB))
    assert f"> {jobs['check']['artifacts']['reports']['codequality']}" in jobs["check"]["script"][0]
    assert jobs["publish"]["pages"] is True
    assert jobs["publish"]["artifacts"]["paths"] == ["public"]
    assert "kbgen build --site-dir public" in jobs["publish"]["script"]


@pytest.mark.parametrize("ci", PLACES)
def test_the_manual_names_the_file_that_is_written(ci: Ci) -> None:
    assert PLACES[ci] in (CONTENT / "build/publish-in-ci.md").read_text("utf-8")
