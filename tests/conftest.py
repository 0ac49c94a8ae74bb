# SPDX-License-Identifier: MIT
"""Define the fixtures of all tests: sites written as indented trees, the shared data, commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from ready_python import ready_python

from kbgen.language import dictionary

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("kbgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kbgen")

MKDOCS_YML = """\
site_name: Acme help
site_url: https://help.example.com/
theme: {name: material, font: false}
docs_dir: content
plugins:
  - kbgen:
      contact: {email: help@example.com}
"""


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of the shared test data; skip the test if there is none."""
    folder = os.environ.get("KBGEN_DATA")
    if not folder:
        pytest.skip("KBGEN_DATA is not set: the shared test data is not here")
    return Path(folder)


def write_tree(root: Path, text: str) -> Path:
    """Write files from a text that lists them.

    A line is the path of a file; the following lines that begin with `|` are its text:

        content/billing/refund.md
        | ---
        | title: Refund
        | ---
    """
    path: Path | None = None
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("|") and path is not None:
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(stripped[1:].removeprefix(" ") + "\n")
        elif stripped:
            path = root / stripped
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
    return root


@dataclass
class Run:
    """The output and exit code of a command."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Return stdout as one JSON document."""
        return json.loads(self.stdout)

    @property
    def json_lines(self) -> list[Any]:
        """Return stdout as JSON lines."""
        return [json.loads(line) for line in self.stdout.splitlines()]


def run(folder: Path, *arguments: str, timeout: float = 900, **environment: str) -> Run:
    """Run `python -m ...` in a folder; fail if it prints a traceback."""
    whole = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    ready = ready_python()
    if ready is not None and ready.suits(whole):
        done = Run(*ready.run(folder, arguments[0], arguments[1:], whole, timeout))
    else:
        done = _run_fresh(folder, arguments, whole, timeout)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def _run_fresh(
    folder: Path, arguments: Sequence[str], environment: dict[str, str], timeout: float
) -> Run:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=timeout,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def remembered_words() -> Iterator[None]:
    """Have builds in this process look up each word of a dictionary once.

    The result of a lookup never changes.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("lemmas", "forms"):
            patch.setattr(
                dictionary.Dictionary, name, _remembering(getattr(dictionary.Dictionary, name))
            )
        yield


def _remembering(look_up: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    kept: dict[tuple[str, str], Any] = {}

    def remember(self: dictionary.Dictionary, keys: Iterable[str]) -> dict[str, Any]:
        wanted = list(keys)
        missing = [key for key in wanted if (self.version, key) not in kept]
        kept.update(((self.version, key), None) for key in missing)
        kept.update(((self.version, key), value) for key, value in look_up(self, missing).items())
        answers = {key: kept[self.version, key] for key in wanted}
        return {key: value for key, value in answers.items() if value is not None}

    return remember


@pytest.fixture
def kbgen(tmp_path: Path) -> Callable[..., Run]:
    """Return a function that runs a kbgen command in the site of the test."""
    return lambda *arguments, **environment: run(tmp_path, "kbgen", *arguments, **environment)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a site from a tree, with mkdocs.yml if the tree has none."""

    def write(tree: str, config: str = MKDOCS_YML) -> Path:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
        return write_tree(tmp_path, tree)

    return write
