# SPDX-License-Identifier: MIT
"""What the commands share: settings, diagnostics, counts, progress."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from kbgen.cli.common import (
    count_by_severity,
    load_site_settings,
    plural,
    print_diagnostics,
    problem_counts,
    running_progress,
)
from kbgen.errors import SettingsError
from kbgen.model import diagnostic

SETTINGS = "site_name: Help\ntheme: {name: material}\ndocs_dir: .\nplugins: [kbgen]\n"


def config(folder: Path, text: str) -> Path:
    path = folder / "mkdocs.yml"
    path.write_text(text, "utf-8")
    return path


def test_settings_are_found_from_a_folder_below(tmp_path: Path, monkeypatch) -> None:
    path = config(tmp_path, SETTINGS)
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert load_site_settings(None).config_file == path
    assert load_site_settings(path).site_name == "Help"


def test_wrong_settings_are_all_named_on_stderr_and_end_the_command_with_two(
    tmp_path: Path, capsys
) -> None:
    path = config(tmp_path, SETTINGS.replace("[kbgen]", "[{kbgen: {langs: [en], limit: {}}}]"))
    with pytest.raises(SettingsError, match=r"mkdocs\.yml has errors") as caught:
        load_site_settings(path)
    assert caught.value.exit_code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("KB702") == 2


def test_diagnostics_are_a_line_each_with_the_hint_below(capsys) -> None:
    found = [
        diagnostic(
            "KB401", "a.md", "link b.md does not exist", line=3, column=2, hint="Did you mean c.md?"
        ),
        diagnostic("KB505", "b.md", "article is a draft"),
    ]
    print_diagnostics(found, err=False)
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out == (
        "warning: b.md:1:1: KB505 article is a draft\n"
        "error: a.md:3:2: KB401 link b.md does not exist\n    hint: Did you mean c.md?\n"
    )
    print_diagnostics(found[1:], err=True)
    assert capsys.readouterr() == ("", "warning: b.md:1:1: KB505 article is a draft\n")


def test_what_a_diagnostic_quotes_is_spelled_out(capsys) -> None:
    print_diagnostics([diagnostic("KB401", "a\x1b.md", "link \u202e", hint="a\nb")], err=False)
    out = capsys.readouterr().out
    assert out == "error: a\\u001b.md:1:1: KB401 link \\u202e\n    hint: a\\u000ab\n"


FIELDS = f"Known fields: {', '.join(['title'] * 20)}."
UNKNOWN = [
    diagnostic("KB202", f"{name}.md", "unknown field ms.author", line=2, hint=FIELDS)
    for name in "abcd"
]
OTHER = diagnostic("KB202", "z.md", "unknown field ms.date", hint=FIELDS)


def test_what_many_files_say_is_one_message_with_its_number_and_one_hint(capsys) -> None:
    print_diagnostics([*UNKNOWN, OTHER], err=False)
    assert capsys.readouterr().out.splitlines() == [
        "error: a.md:2:1: KB202 unknown field ms.author (in 4 files)",
        f"    hint: {FIELDS}",
        "error: z.md:1:1: KB202 unknown field ms.date",
        "note: Equal messages are shown once, with their number; --all shows each.",
    ]


def test_a_short_hint_is_below_each_message_that_it_is_for(capsys) -> None:
    found = [diagnostic("KB404", name, f"image {name}", hint="Describe it.") for name in "ab"]
    print_diagnostics(found, err=False)
    assert capsys.readouterr().out.count("    hint: Describe it.\n") == 2


def test_all_shows_each_message_with_its_hint(capsys) -> None:
    print_diagnostics([*UNKNOWN, OTHER], err=False, show_all=True)
    out = capsys.readouterr().out
    assert (out.count("error: "), out.count("hint: "), "note: " in out) == (5, 5, False)


def test_problems_are_counted_by_severity() -> None:
    assert count_by_severity([]) == {"error": 0, "warning": 0}
    found = [
        diagnostic("KB401", "a", "x"),
        diagnostic("KB505", "a", "x"),
        diagnostic("KB505", "b", "x"),
    ]
    assert count_by_severity(found) == {"error": 1, "warning": 2}


def test_what_was_left_out_is_counted_with_the_problems() -> None:
    counts = {"error": 1, "warning": 2}
    assert problem_counts(counts) == "1 error, 2 warnings"
    assert problem_counts(counts, 1) == "1 error, 2 warnings, 1 article left out"
    assert problem_counts(counts, 1100) == "1 error, 2 warnings, 1,100 articles left out"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1200, "1,200 pages")]
)
def test_plurals(count: int, text: str) -> None:
    assert plural(count, "page") == text


def test_progress_off_a_terminal_is_a_line_now_and_then(capsys, monkeypatch) -> None:
    now = iter([0.0, 1.0, 6.0, 7.0, 11.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    with running_progress() as progress:
        advance = progress.phase("Reading", 2000)
        for done in (1, 1000, 1001, 2000):
            advance(done)
    assert capsys.readouterr() == ("", "Reading: 1,000 of 2,000\nReading: 2,000 of 2,000\n")


def test_progress_on_a_terminal_is_a_bar_that_goes(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with running_progress() as progress:
        progress.phase("Reading", 10)(10)
        progress.phase("Rendering", 0)(0)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading" in err
