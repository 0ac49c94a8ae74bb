# SPDX-License-Identifier: MIT
"""The quick start of README.md, step by step: the files that it shows, the commands, and what they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import run
from manual_reading import ROOT, sections

_FILE = re.compile(r"`([\w./-]+\.(?:yml|md))`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIGURES = {
    r"\d+\.\d s(?=$|\))": "N s",
    r"\(\d+ kB\)": "(N kB)",
    r", [\d,]+\)$": ", N)",
    r"/\S+/site/": "/…/site/",
}
"""What another machine or another week's search prints otherwise."""


def without_figures(text: str) -> str:
    for pattern, instead in _FIGURES.items():
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text


def test_who_follows_the_quick_start_sees_what_it_shows(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = str(tmp_path_factory.mktemp("cache"))  # as empty as a new user's
    text = sections((ROOT / "README.md").read_text("utf-8"))["Quick start"]
    steps = sorted([*_FILE.finditer(text), *_CONSOLE.finditer(text)], key=re.Match.start)
    assert [step[1] for step in steps] == [
        "mkdocs.yml",
        "content/billing/refund.md",
        "kbgen build",
        'kbgen search "mony back"',
        "content/billing/cards.md",
        "kbgen check --strict",
    ]
    for step in steps:
        if step.re is _CONSOLE:
            done = run(tmp_path, *shlex.split(step[1]), KBGEN_CACHE=cache)
            shown = "".join(sorted(done.stdout.splitlines(True) + done.stderr.splitlines(True)))
            assert without_figures(shown) == without_figures(
                "".join(sorted(step[2].splitlines(True)))
            ), step[1]
        else:
            path = tmp_path / step[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step[2], "utf-8")
