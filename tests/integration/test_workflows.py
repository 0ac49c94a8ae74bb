# SPDX-License-Identifier: MIT
"""The shell of the workflows, run as their hosts would run it, on a site as `kbgen init` writes it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import run

BROKEN = "---\ntitle: Broken\n---\nSee [plans](gone.md).\n"
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs lines in the site's folder until one fails, with `kbgen` on the path."""
    programs = tmp_path.parent / f"{tmp_path.name}-bin"
    programs.mkdir()
    (programs / "kbgen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore -m kbgen "$@"\n')
    (programs / "kbgen").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def call(lines: Iterable[str], **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
            cwd=tmp_path,
            env={**os.environ, "PATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def github_step(folder: Path, name: str) -> list[str]:
    workflow = yaml.safe_load((folder / ".github/workflows/help-center.yml").read_text("utf-8"))
    return [step["run"] for step in workflow["jobs"]["build"]["steps"] if step["name"] == name]


def gitlab_job(folder: Path, name: str) -> list[Any]:
    return yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))[name]["script"]


def test_github_publishes_under_the_address_that_it_has_itself(
    tmp_path: Path, shell: Shell
) -> None:
    """The error page of a project site needs the project's path."""
    run(tmp_path, "kbgen", "init", ".", "--lang", "en,pl", "--ci", "github")
    checked = shell(github_step(tmp_path, "Check the articles"))
    assert (checked.returncode, checked.stdout) == (0, "")
    built = shell(github_step(tmp_path, "Build the site"), ADDRESS="https://acme.example/help")
    assert built.returncode == 0, built.stderr
    assert 'href="/help/' in (tmp_path / "site/404.html").read_text("utf-8")
    assert "https://acme.example/help/pl/" in (tmp_path / "site/sitemap.xml").read_text("utf-8")


def test_github_builds_a_pull_request_without_asking_for_an_address(
    tmp_path: Path, shell: Shell
) -> None:
    """The step before is skipped: what it would have said is empty."""
    run(tmp_path, "kbgen", "init", ".", "--ci", "github")
    built = shell(github_step(tmp_path, "Build the site"), ADDRESS="")
    assert built.returncode == 0, built.stderr
    assert "https://help.example.com/" in (tmp_path / "site/sitemap.xml").read_text("utf-8")


def test_github_stops_at_an_error_and_says_where(tmp_path: Path, shell: Shell) -> None:
    run(tmp_path, "kbgen", "init", ".", "--ci", "github")
    (tmp_path / "content/broken.md").write_text(BROKEN, "utf-8")
    checked = shell(github_step(tmp_path, "Check the articles"))
    assert checked.returncode == 1
    assert checked.stdout.startswith("::error file=content/broken.md,line=4,col=13,title=KB401::")


def test_gitlab_publishes_a_folder_with_compressed_files(tmp_path: Path, shell: Shell) -> None:
    run(tmp_path, "kbgen", "init", ".", "--ci", "gitlab")
    done = shell(
        [*gitlab_job(tmp_path, "check"), *gitlab_job(tmp_path, "publish")],
        KBGEN_SITE_URL="https://acme.example/help",
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "gl-code-quality-report.json").read_text("utf-8") == "[]\n"
    pages = list((tmp_path / "public").rglob("*.html"))
    assert len(pages) == 16
    assert all(page.with_name(f"{page.name}.gz").is_file() for page in pages)
    assert list((tmp_path / "public/search").rglob("*.json.gz"))


def test_gitlab_keeps_the_report_of_a_check_that_fails(tmp_path: Path, shell: Shell) -> None:
    run(tmp_path, "kbgen", "init", ".", "--ci", "gitlab")
    (tmp_path / "content/broken.md").write_text(BROKEN, "utf-8")
    checked = shell(gitlab_job(tmp_path, "check"))
    assert checked.returncode == 1
    assert '"check_name": "KB401"' in (tmp_path / "gl-code-quality-report.json").read_text("utf-8")
    assert "content/broken.md:4:13: KB401" in checked.stderr
