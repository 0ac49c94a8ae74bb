# SPDX-License-Identifier: MIT
"""Print errors, warnings, notes and JSON, with control characters escaped.

Separate from `common` because this module is imported for every command and must load fast.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Final, TextIO

import click

from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_CONTENT

_COLORS: Final = {"error": "red", "warning": "magenta", "note": "cyan"}
"""Readable on dark and on light terminals."""


def print_error(message: str, hint: str = "") -> None:
    """Print an error and its hint on stderr."""
    _print("error", message, hint)


def print_warning(message: str, hint: str = "") -> None:
    """Print a warning and its hint on stderr."""
    _print("warning", message, hint)


def print_note(message: str) -> None:
    """Print a note on stderr."""
    _print("note", message, "")


def _print(kind: str, message: str, hint: str) -> None:
    print_labeled(kind, printable(message), err=True)
    if hint:
        click.echo(f"hint: {printable(hint)}", err=True)


def print_labeled(kind: str, text: str, *, err: bool) -> None:
    """Print `error: text`, with the label in color where the stream shows colors.

    Args:
        kind: `error`, `warning` or `note`.
        text: What to print, with control characters escaped.
        err: Whether to print on stderr.
    """
    label = click.style(f"{kind}:", fg=_COLORS[kind], bold=True)
    click.echo(f"{label} {text}", err=err, color=shows_colors(sys.stderr if err else sys.stdout))


def shows_colors(stream: TextIO | None) -> bool:
    """Tell whether to use colors: on a terminal, unless the environment decides otherwise.

    A CI job may give its programs a terminal, but its log is a file.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    is_log = os.environ.get("TERM") == "dumb" or bool(os.environ.get("CI"))
    return stream is not None and stream.isatty() and not is_log


def os_error_text(error: OSError) -> str:
    """Return the operating system's message, with the file if there is one."""
    text = error.strerror or str(error)
    return f"{text}: {error.filename}" if error.filename else text


def print_json(document: object) -> None:
    """Print a line of JSON on stdout. Escapes letters beyond ASCII unless the encoding is UTF-8."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(document, ensure_ascii=encoding != "utf8"))


def print_result(as_json: bool, document: object, text: str) -> None:
    """Print the result of a command on stdout: the document of `--json`, or text."""
    if as_json:
        print_json(document)
    else:
        click.echo(text)


def exit_if(failed: bool) -> None:
    """End the command with the exit code for problems of content, if there are any."""
    if failed:
        sys.exit(EXIT_CONTENT)


def escape_unencodable_output() -> None:
    """Make stdout and stderr escape characters that their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
