# SPDX-License-Identifier: MIT
"""How the command line prints: errors, and text of others made harmless for a terminal.

Apart from `common`, because the first import of every command must be quick.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TextIO

import click

from kbgen.content.source.file_names import printable


def say(message: str, hint: str = "") -> None:
    """An error and its way out, on stderr."""
    _print("error", message, hint)


def warn(message: str, hint: str = "") -> None:
    """Something that went well, but not as well as it could have, on stderr."""
    _print("warning", message, hint)


def note(message: str) -> None:
    """Print something that is good to know, on stderr."""
    _print("note", message, "")


def _print(kind: str, message: str, hint: str) -> None:
    click.echo(f"{kind}: {printable(message)}", err=True)
    if hint:
        click.echo(f"hint: {printable(hint)}", err=True)


def reason(error: OSError) -> str:
    """What the operating system refused, and where."""
    text = error.strerror or str(error)
    return f"{text}: {error.filename}" if error.filename else text


def print_json(document: object) -> None:
    """One line of JSON on stdout; letters as they are where the stream can carry all of them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(document, ensure_ascii=encoding != "utf8"))


def never_fail_to_print() -> None:
    """Let stdout and stderr spell out what their encoding lacks: a message must not die of one letter."""
    for stream in (sys.stdout, sys.stderr):
        _spell_out(stream)


def _spell_out(stream: TextIO | None) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
