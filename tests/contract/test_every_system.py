# SPDX-License-Identifier: MIT
"""The list of tests that GitHub runs on Windows and macOS, and the workflow that runs them and all others."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from manual_reading import ROOT

WORKFLOW = ROOT / ".github/workflows/tests.yml"
LIST = ROOT / "tests/every_system.txt"
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios"}
POSIX_NAMES = {
    "fork",
    "geteuid",
    "getuid",
    "killpg",
    "mkfifo",
    "setsid",
    "SIGKILL",
    "SIGALRM",
    "symlink_to",
    "symlink",
}
SUPPORT = ("conftest", "content_sites", "ready_python", "search_support", "site_parts")


def files() -> list[Path]:
    """The test files that the list names."""
    named = [ROOT / line for line in LIST.read_text("utf-8").split()]
    return [
        file
        for path in named
        for file in ([path] if path.is_file() else sorted(path.rglob("test_*.py")))
    ]


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports when it is collected."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def workflow() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    return document


def test_every_line_of_the_list_is_there() -> None:
    lines = LIST.read_text("utf-8").split()
    assert [line for line in lines if not (ROOT / line).exists()] == []
    assert lines == sorted(set(lines))


def test_what_windows_lacks_is_not_imported_at_collection() -> None:
    """Also by what the tests share."""
    shared = [ROOT / f"tests/{name}.py" for name in SUPPORT]
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in (*files(), *shared)
        for name in imported(ast.parse(file.read_text("utf-8")))
        if name.partition(".")[0] in POSIX_MODULES
    ]
    assert wrong == []


def test_listed_tests_use_nothing_that_windows_lacks() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {node.attr}"
        for file in files()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in POSIX_NAMES
    ]
    assert wrong == []


def test_the_workflow_fits_the_schema_of_github() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(WORKFLOW),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflow_runs_every_python_that_kbgen_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pythons = workflow()["jobs"]["unit"]["strategy"]["matrix"]["python"]
    assert pythons == ["3.11", "3.12", "3.13", "3.14"]
    assert project["requires-python"] == f">={pythons[0]}"


def test_the_quick_part_is_that_list() -> None:
    quick = workflow()["jobs"]["quick"]
    assert quick["strategy"]["matrix"]["system"] == ["windows-latest", "macos-latest"]
    assert any(
        f"@{LIST.relative_to(ROOT).as_posix()}" in step.get("run", "") for step in quick["steps"]
    )
