# SPDX-License-Identifier: MIT
"""Remove programs that MDX runs in a text: `{items.map((item) => (…))}` on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kbgen.importing.text.outside_code import hide_code

_START: Final = re.compile(r"^[ \t]*\{(?![ ]*[#:.{%])", re.MULTILINE)
_PROGRAM: Final = re.compile(r"=>|&&|\(\s*$|\?\s", re.MULTILINE)
_BRACE: Final = re.compile(r"[{}]")


def remove_programs(text: str, report: Callable[[str, int], None]) -> str:
    """Return a text without expressions over several lines; the number of lines stays.

    Args:
        text: MDX.
        report: Receives the first line of each program and its number, from 0.
    """
    hidden = hide_code(text)
    closings = _closings(hidden)
    parts, end = [], 0
    for match in _START.finditer(hidden):
        if match.start() < end:
            continue
        opening = match.end() - 1
        closing = closings.get(opening, opening)
        inside = text[opening:closing]
        if "\n" not in inside or not _PROGRAM.search(inside):
            continue
        report(inside.partition("\n")[0], text.count("\n", 0, opening))
        parts += [text[end:opening], "\n" * inside.count("\n")]
        end = closing
    return "".join([*parts, text[end:]])


def _closings(hidden: str) -> dict[int, int]:
    """Return the offset after the brace that closes each one."""
    found, opened = {}, []
    for match in _BRACE.finditer(hidden):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.end()
    return found
