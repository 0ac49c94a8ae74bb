# SPDX-License-Identifier: MIT
"""What is printed reaches the reader, whatever the terminal, and obeys nobody but us."""

from __future__ import annotations

import io
import json
import sys

import pytest

from kbgen.cli.say import escape_unencodable_output, print_error, print_json, print_warning


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


def test_a_warning_is_told_from_an_error_and_goes_to_stderr(capsys) -> None:
    """Scripts that read stdout get the figures only."""
    print_warning("not as \x1b[1mone\x1b[0m", "Mount it higher.")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("warning: not as ")
    assert captured.err.endswith("\nhint: Mount it higher.\n")
    assert "\x1b" not in captured.err
