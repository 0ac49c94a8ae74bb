# SPDX-License-Identifier: MIT
"""Rounds, and their section in RESULTS.md; the programs are stand-ins that write what they were asked."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench.build import rounds
from bench.build.corpora import Corpus
from bench.build.output import inspect
from bench.build.process import Usage
from bench.build.report import build_section
from bench.build.rounds import Step, kbgen_run, peer_problems, run_rounds
from bench.build.sites import Workplace, prepare

_KBGEN = """
import json, pathlib
site = pathlib.Path("site"); cold = not site.exists(); site.mkdir(exist_ok=True)
text = pathlib.Path("content/a.md").read_text()
kept = pathlib.Path(".kbgen/a"); kept.parent.mkdir(exist_ok=True)
changed = not kept.exists() or kept.read_text() != text; kept.write_text(text)
print(json.dumps({"rendered": int(changed), "diagnostics": {"error": 0, "warning": 1 + cold}}))
"""
_PEER = "import sys; print('WARNING -  one', file=sys.stderr)"


def _usage(code: int = 0, stdout: str = "", stderr: str = "") -> Usage:
    return Usage(1.0, 2.0, 3_000_000, code, stdout, stderr)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(rounds, "KBGEN_COMMAND", (sys.executable, "-c", _KBGEN))
    monkeypatch.setattr(rounds, "PEER_COMMAND", (sys.executable, "-c", _PEER))
    return prepare(
        Corpus("some", ("en",), lambda folder: (folder / "a.md").write_text("Text.\n")), tmp_path
    )


def test_every_round_starts_from_nothing_then_changes_nothing_then_one_article(place: Workplace):
    (place.folder / ".kbgen").mkdir()
    (place.folder / ".kbgen" / "a").write_text(
        "Text.\n"
    )  # an earlier build has the article already
    runs = run_rounds(place, 1, lambda _: None)
    assert [run.rendered for run in runs[Step.COLD]] == [1]
    assert [run.rendered for run in runs[Step.UNCHANGED]] == [0]
    assert [run.rendered for run in runs[Step.CHANGED]] == [1]
    assert runs[Step.PEER][0].problems == "0 errors, 1 warnings"


def test_the_changed_article_has_its_old_text_back(place: Workplace):
    run_rounds(place, 1, lambda _: None)
    assert (place.content / "a.md").read_text() == "Text.\n"


def test_one_hears_of_each_run(place: Workplace):
    said: list[str] = []
    run_rounds(place, 2, said.append)
    assert len(said) == 2 * len(Step)


def test_a_build_that_fails_is_reported_with_its_last_words():
    assert (
        kbgen_run(_usage(70, stderr="Traceback\n  x\nValueError: no\n")).problems
        == "failed: ValueError: no"
    )
    assert (
        peer_problems(_usage(1, stderr="a\nConfig value 'x' is wrong\n"))
        == "failed: Config value 'x' is wrong"
    )


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_the_section_has_costs_ratios_and_sizes(place: Workplace):
    runs = run_rounds(place, 2, lambda _: None)
    outputs = {
        "kbgen": inspect(place.site, place.articles),
        "MkDocs, Material": inspect(place.peer_site, []),
    }
    section = build_section(runs, outputs, 1, (0.5, 1.5))
    assert "1 articles, rounds: 2, load average 0.5 → 1.5." in section
    assert all(f"| {step} |" in section for step in Step)
    assert "CPU of kbgen ÷ CPU of MkDocs in the same round: from scratch " in section
    assert "| kbgen | 0 | 0 of 1 |" in section
    assert "#" not in section
