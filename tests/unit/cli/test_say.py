# SPDX-License-Identifier: MIT
"""Output is readable on any terminal, and texts cannot control the terminal."""

from __future__ import annotations

import io
import json
import sys

import pytest

from kbgen.cli.say import (
    escape_unencodable_output,
    print_error,
    print_json,
    print_labeled,
    print_warning,
    shows_colors,
)


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    return stream.buffer.getvalue()  # type: ignore[attr-defined]


def test_an_error_and_its_hint_go_to_stderr(capsys) -> None:
    print_error("the disk is full", "Free some space.")
    assert capsys.readouterr() == ("", "error: the disk is full\nhint: Free some space.\n")
    print_error("the disk is full")
    assert capsys.readouterr().err == "error: the disk is full\n"


def test_a_message_gives_no_orders_to_the_terminal(capsys) -> None:
    print_error("no file \x1b[2J\x9b2J\nerror: forged", "a\u202eb")
    assert (
        capsys.readouterr().err
        == "error: no file \\u001b[2J\\u009b2J\\u000aerror: forged\nhint: a\\u202eb\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1251"])
def test_json_survives_every_encoding_of_stdout(monkeypatch, encoding: str) -> None:
    document = {"title": "Łódź é 😀 пароль"}
    out = stream(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    escape_unencodable_output()
    print_json(document)
    assert json.loads(written(out)) == document


def test_json_on_a_utf8_stream_is_readable(monkeypatch) -> None:
    out = stream("utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    print_json({"title": "Łódź"})
    assert written(out).decode() == '{"title": "Łódź"}\n'


def test_letters_that_stdout_lacks_are_spelled_out(monkeypatch) -> None:
    out = stream("latin-1")
    monkeypatch.setattr(sys, "stdout", out)
    escape_unencodable_output()
    print("é ł", file=sys.stdout)  # noqa: T201
    assert written(out) == b"\xe9 \\u0142\n"


def test_streams_that_are_closed_or_replaced_are_left_alone(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    escape_unencodable_output()


def test_a_warning_differs_from_an_error_and_goes_to_stderr(capsys) -> None:
    """Scripts that read stdout get the figures only."""
    print_warning("not as \x1b[1mone\x1b[0m", "Mount it higher.")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("warning: not as ")
    assert captured.err.endswith("\nhint: Mount it higher.\n")
    assert "\x1b" not in captured.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def plain_environment(monkeypatch) -> None:
    """Remove what the environment of the tests says about colors."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("environment", "on_terminal", "in_file"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"CI": "true"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "CI": "true", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
@pytest.mark.usefixtures("plain_environment")
def test_colors_are_for_terminals_unless_the_environment_says_otherwise(
    monkeypatch, environment: dict[str, str], on_terminal: bool, in_file: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (shows_colors(Terminal()), shows_colors(io.StringIO())) == (on_terminal, in_file)
    assert shows_colors(None) is in_file


@pytest.mark.usefixtures("plain_environment")
def test_only_the_label_is_colored(monkeypatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    print_labeled("error", "a.md:1:1: KB202 x", err=True)
    print_labeled("warning", "y", err=True)
    error, warning = terminal.getvalue().splitlines()
    assert error == "\x1b[31m\x1b[1merror:\x1b[0m a.md:1:1: KB202 x"
    assert warning == "\x1b[35m\x1b[1mwarning:\x1b[0m y"


@pytest.mark.usefixtures("plain_environment")
def test_a_file_gets_no_colors(capsys) -> None:
    print_labeled("note", "x", err=False)
    assert capsys.readouterr().out == "note: x\n"
