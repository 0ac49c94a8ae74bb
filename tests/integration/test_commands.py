# SPDX-License-Identifier: MIT
"""The commands as a writer and a CI job meet them: output, streams, exit codes."""

from __future__ import annotations

import pytest

from kbgen.model import CODES

GOOD = "content/a.md\n| ---\n| title: A\n| ---\n| Text.\n"
BAD = """
content/a.md
| ---
| titel: A
| title: A
| ---
| [x](gone.md) ![](i.png)
content/i.png
| x
"""


def test_check_prints_one_object_a_line(site, kbgen) -> None:
    site(BAD)
    run = kbgen("check", "--format", "json")
    assert run.code == 1
    assert all(
        list(item) == ["code", "severity", "path", "line", "column", "message", "hint"]
        for item in run.json_lines
    )
    assert [(item["code"], item["line"]) for item in run.json_lines] == [
        ("KB202", 2),
        ("KB401", 5),
        ("KB404", 5),
    ]


def test_check_prints_places_that_editors_understand(site, kbgen) -> None:
    site(BAD)
    run = kbgen("check")
    assert "content/a.md:2:1: KB202 unknown field" in run.stdout
    assert "    hint: " in run.stdout
    assert "1 article, 2 errors, 1 warning" in run.stderr


def test_check_ends_with_the_errors_and_what_was_left_out(site, kbgen) -> None:
    """Errors are nearest to the prompt; a message of many articles is one line unless `--all`."""
    articles = "".join(
        f"content/{name}.md\n| ---\n| title: A\n| title: A\n| ---\n| # {name}\n| ![](i.png)\n"
        for name in "abcd"
    )
    site(f"{articles}content/good.md\n| # Good\n| ![](i.png)\ncontent/i.png\n| x\n")
    run = kbgen("check")
    assert [line for line in run.stdout.splitlines() if line[:1] != " "] == [
        "warning: content/good.md:2:5: KB404 image i.png has no description",
        "error: content/a.md:3:1: KB204 field title is given twice, first on line 2 (in 4 files)",
        "note: Equal messages are shown once, with their number; --all shows each.",
    ]
    assert run.stderr == "1 article, 4 errors, 1 warning, 4 articles left out\n"
    assert kbgen("check", "--all").stdout.count("error: ") == 4
    assert len(kbgen("check", "--format", "json").json_lines) == 5
    assert kbgen("build").stdout.splitlines()[-1].count("4 errors, 1 warning, 4 articles left out")


def test_warnings_fail_only_when_strict(site, kbgen) -> None:
    site("content/a.md\n| ---\n| title: A\n| ---\n| ![](i.png)\ncontent/i.png\n| x\n")
    assert kbgen("check").code == 0
    assert kbgen("check", "--strict").code == 1


def test_a_good_site_has_nothing_on_stdout(site, kbgen) -> None:
    site(GOOD)
    run = kbgen("check", "--strict")
    assert (run.code, run.stdout) == (0, "")


@pytest.mark.parametrize("code", ["KB101", "kb401"])
def test_explain_prints_the_article_of_a_code(kbgen, code: str) -> None:
    run = kbgen("explain", code)
    assert run.code == 0
    assert run.stdout.startswith(code.upper())
    assert CODES[code.upper()].title in run.stdout


def test_explain_without_a_code_lists_all(kbgen) -> None:
    assert [line.split()[0] for line in kbgen("explain").stdout.splitlines()] == list(CODES)


def test_an_unknown_code_or_command_is_met_with_a_suggestion(kbgen) -> None:
    run = kbgen("explain", "KB1O1")
    assert (run.code, "Did you mean KB101?" in run.stderr) == (2, True)
    run = kbgen("biuld")
    assert (run.code, "Did you mean 'build'?" in run.stderr) == (2, True)


def test_without_settings_the_way_out_is_said(kbgen) -> None:
    run = kbgen("check")
    assert run.code == 2
    assert "no mkdocs.yml" in run.stderr
    assert "--config-file" in run.stderr


def test_no_article_at_all_is_an_error(site, kbgen) -> None:
    site("")
    run = kbgen("check")
    assert (run.code, "KB307" in run.stdout) == (1, True)


def test_a_folder_that_cannot_be_written_ends_with_three(site, kbgen, tmp_path) -> None:
    site(GOOD)
    (tmp_path / ".kbgen").write_text("a file where a folder should be")
    run = kbgen("build")
    assert run.code == 3
    assert run.stderr.startswith("error: ")


def test_messages_are_printed_on_a_terminal_that_lacks_the_letters(site, kbgen) -> None:
    site("content/ł.md\n| ---\n| title: Ł\n| ---\n| [x](пусто.md)\n")
    for encoding in ("ascii", "latin-1"):
        run = kbgen("check", PYTHONIOENCODING=f"{encoding}:strict", PYTHONUTF8="0")
        assert (run.code, "KB401" in run.stdout) == (1, True), run.stderr
        assert (
            kbgen("check", "--format", "json", PYTHONIOENCODING=encoding).json_lines[0]["path"]
            == "content/ł.md"
        )


def test_settings_cannot_give_orders_to_a_terminal(site, kbgen) -> None:
    site(
        GOOD,
        'site_name: x\ntheme: material\ndocs_dir: content\nplugins:\n  - "a\\e[2J"\n  - kbgen: {"b\\e[2J": 1}\n',
    )
    run = kbgen("check")
    assert "unknown setting 'b\\u001b[2J'" in run.stderr
    assert "\x1b" not in run.stdout + run.stderr


def test_a_file_beside_an_article_of_its_name_does_not_end_the_build(site, kbgen) -> None:
    site(GOOD + "content/b.md\n| ---\n| title: B\n| ---\ncontent/b\n| a file\n")
    run = kbgen("build")
    assert run.code == 1
    assert "content/b:1:1: KB302" in run.stderr


def test_the_output_cannot_be_the_content(site, kbgen) -> None:
    site(GOOD)
    run = kbgen("build", "--site-dir", "content/out")
    assert (run.code, "overlap" in run.stderr) == (2, True)
