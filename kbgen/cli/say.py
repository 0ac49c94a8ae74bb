# SPDX-License-Identifier: MIT
"""Print errors, warnings, notes and JSON, with control characters escaped.

Separate from `common` because this module is imported for every command and must load fast.
"""

from __future__ import annotations

import io
import json
import sys

import click

from kbgen.content.source.file_names import printable
from kbgen.errors import EXIT_CONTENT


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
    click.echo(f"{kind}: {printable(message)}", err=True)
    if hint:
        click.echo(f"hint: {printable(hint)}", err=True)


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
