# SPDX-License-Identifier: MIT
"""Write the blocks that other tools have tags for: callouts, content tabs, details, code.

Each function returns lines without the indentation of the first one, because that is where the tag
was; the others are indented like the tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from textwrap import dedent
from typing import Final

_TYPES_TEXT: Final = """
note info abstract summary tldr todo details tip hint important warning caution attention danger
error bug failure fail missing success check done question help faq example quote cite
"""
CALLOUT_TYPES: Final = frozenset(_TYPES_TEXT.split())
"""The types that kbgen/content/markdown/blocks/callouts.py reads."""


def indentation_at(text: str, position: int) -> str:
    """Return the white space between the start of a line and a position; empty after text."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before if not before.strip() else ""


def callout(type_: str, title: str, inside: str, indentation: str = "") -> str:
    """Return `:::type[title]` with a text inside."""
    head = f":::{type_}[{_one_line(title)}]" if title.strip() else f":::{type_}"
    return _indented([head, "", *_lines(inside), "", ":::"], indentation)


def tabs(entries: Iterable[tuple[str, str]], indentation: str = "") -> str:
    """Return content tabs from labels and texts."""
    lines: list[str] = []
    for label, inside in entries:
        title = _one_line(label).replace('"', "&quot;")
        lines += [f'=== "{title}"', ""]
        lines += [f"    {line}" if line.strip() else "" for line in _lines(inside)]
        lines.append("")
    return _indented(lines, indentation)


def details(title: str, inside: str, indentation: str = "") -> str:
    """Return a text that readers open by clicking on a title."""
    head = f"<details><summary>{escape(_one_line(title), quote=False)}</summary>"
    return _indented([head, "", *_lines(inside), "", "</details>"], indentation)


def fence_for(code: str) -> str:
    """Return a fence that is longer than those in the code."""
    return "`" * max(3, 1 + max(map(len, re.findall(r"`+", code)), default=0))


def fenced(code: str, info: str = "", indentation: str = "") -> str:
    """Return a code block."""
    fence = fence_for(code)
    lines = dedent(code.expandtabs(4)).strip("\n").rstrip().split("\n")
    return _indented([f"{fence}{info}", *lines, fence], indentation)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, moved to the left.

    A text that begins on the line of its tag begins a line.
    """
    text = text.expandtabs(4)
    text = text if text[:1] == "\n" or not text.strip() else text.lstrip(" ")
    first, newline, rest = text.partition("\n")
    moved = f"{first.strip()}\n{dedent(rest)}" if newline else first.strip()
    return moved.strip("\n").rstrip().split("\n")


def _indented(lines: list[str], indentation: str) -> str:
    return "\n".join(
        indentation + line if number and line else line for number, line in enumerate(lines)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
