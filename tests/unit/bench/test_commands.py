# SPDX-License-Identifier: MIT
"""`python -m tests.bench` and its options, without measuring anything."""

from __future__ import annotations

import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench import __main__ as command
from bench.build.dictionaries import FirstBuild, Prepared
from bench.build.earlier import pair_cells
from bench.build.process import Usage
from bench.build.report import dictionary_section, first_build_table


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, object, int]]:
    """What the command would have measured."""
    calls: list[tuple[str, object, int]] = []

    def note(name: str):
        return lambda items, rounds: calls.append(
            (name, tuple(getattr(item, "name", item) for item in items), rounds)
        )

    for program in ("telerik-kb", "openclaw-help/en"):
        folder = tmp_path / "articles" / program
        folder.mkdir(parents=True)
        (folder / "a.md").write_text("Text.\n", "utf-8")
    monkeypatch.setenv("KBGEN_DATA", str(tmp_path))
    monkeypatch.setattr(command, "run", note("corpora"))
    monkeypatch.setattr(command, "run_dictionaries", note("dictionaries"))
    return calls


def _call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    return command.main()


def test_without_options_the_real_corpora_and_the_dictionaries_are_measured(asked, monkeypatch):
    assert _call(monkeypatch, "build") == 0
    both = ("telerik-kb", "openclaw-help")
    assert asked == [("corpora", both, 3), ("dictionaries", ("en", "ru", "pl"), 3)]


def test_dictionaries_can_be_measured_by_themselves(asked, monkeypatch):
    assert _call(monkeypatch, "dictionaries", "--runs", "2") == 0
    assert asked == [("dictionaries", ("en", "ru", "pl"), 2)]


def test_one_corpus_can_be_chosen_and_the_number_of_rounds(asked, monkeypatch):
    assert _call(monkeypatch, "build", "--corpus", "openclaw-help", "--runs", "1") == 0
    assert asked == [("corpora", ("openclaw-help",), 1)]


def test_a_number_of_articles_asks_for_the_synthetic_corpus_alone(asked, monkeypatch):
    assert _call(monkeypatch, "build", "--articles", "2000") == 0
    assert asked == [("corpora", ("synthetic, 2,000 articles",), 3)]


def test_programs_are_compared_at_both_sizes_and_then_in_serve(asked, monkeypatch):
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(command, "run_peers", lambda _, *rest: calls.append(("build", *rest)))
    monkeypatch.setattr(command, "run_serve", lambda _, *rest: calls.append(("serve", *rest)))
    assert _call(monkeypatch, "peers", "--runs", "2", "--alone", "flock lock") == 0
    assert calls == [("build", [1_000, 10_000], 2, 1, ("flock", "lock")), ("serve", 1_000, 5, 5, 1)]
    calls.clear()
    assert _call(monkeypatch, "peers", "--articles", "500") == 0
    assert _call(monkeypatch, "peers", "--articles", "500", "--serve", "--saves", "9") == 0
    assert calls == [("build", [500], 3, 1, ()), ("serve", 500, 5, 9, 1)]
    assert asked == []


def test_stages_are_measured_at_both_sizes(asked, monkeypatch):
    calls: list[object] = []
    monkeypatch.setattr(command, "run_stages", lambda _, sizes, seed: calls.append((sizes, seed)))
    assert _call(monkeypatch, "stages") == 0
    assert calls == [([1_000, 10_000], 1)]


def test_kills_are_two_hundred_builds_or_thirty_commands_unless_it_is_said(asked, monkeypatch):
    calls: list[object] = []
    for name in ("kills", "orphans"):
        monkeypatch.setattr(
            command, f"measure_{name}", partial(lambda *asked: calls.append(asked), name)
        )
        assert _call(monkeypatch, name) == 0
        assert _call(monkeypatch, name, "--kills", "5", "--seed", "2") == 0
    assert calls == [("kills", 200, 1), ("kills", 5, 2), ("orphans", 30, 1), ("orphans", 5, 2)]


def test_without_the_shared_data_it_says_what_is_missing(
    monkeypatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("KBGEN_DATA", raising=False)
    assert _call(monkeypatch, "build") == 2
    assert "KBGEN_DATA is not set" in capsys.readouterr().err


def test_the_retrieval_benchmark_is_a_program_that_exists():
    assert command._RETRIEVAL.is_file()


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="MkDocs is not installed")
def test_each_language_has_a_row_of_its_dictionary():
    usage = Usage(2.0, 3.0, 5_000_000, 0, "", "")
    section = dictionary_section(
        {"pl": [Prepared(usage, 40_400_000)], "en": [Prepared(usage, 2_300_000)]}
    )
    assert "| pl | 2.0 | 3.0 | 5 | 40.4 |" in section
    assert "| en | 2.0 | 3.0 | 5 | 2.3 |" in section


def test_a_first_build_is_compared_with_one_that_finds_dictionaries():
    without, prepared = (Usage(cpu, cpu / 2, 5_000_000, 0, "", "") for cpu in (6.0, 3.0))
    table = first_build_table({("en", "pl"): [FirstBuild(without, prepared)]})
    assert "| en, pl | 6.0 | 3.0 | 5 | 3.0 | 1.5 | 5 |" in table


def test_two_checkouts_are_compared_in_pairs() -> None:
    """A busy minute makes both builds of a pair slower, and the ratio stays."""
    pairs = [
        (Usage(cpu, cpu, 5_000_000, 0, "", ""), Usage(cpu * 1.1, cpu, 6_000_000, 0, "", ""))
        for cpu in (10.0, 30.0)
    ]
    cells = ("20.00 (10.00–30.00)", "22.00 (11.00–33.00)", "1.10", "5", "6")
    assert pair_cells(pairs) == cells


def test_an_earlier_checkout_must_be_named(monkeypatch, capsys) -> None:
    with pytest.raises(SystemExit):
        _call(monkeypatch, "earlier")
    assert "earlier needs --before" in capsys.readouterr().err
