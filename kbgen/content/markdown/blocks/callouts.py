# SPDX-License-Identifier: MIT
"""Callouts in the syntax of other tools: `> [!NOTE]` of GitHub, `:::note` of Docusaurus.

In: blocks and lines. Out: the type and title of a callout, for Python-Markdown's `!!! note`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kbgen.content.markdown.blocks.callout_types import TYPES
from kbgen.content.markdown.blocks.own_rules import line_text

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

    from kbgen.content.markdown.blocks.tree import Block

# Groups: type, `-` or `+` of a callout that folds, title.
_ALERT: Final = re.compile(r"\[!([A-Za-z]+)\]([+-]?)(?:[ ]+(\S.*))?$")
# Groups: colons, type, title in brackets, title after a space.
_DIRECTIVE: Final = re.compile(r"(:{3,})[ ]?([a-z]+)(?:\[([^\]]*)\]|[ ]+([^{]*))?[ ]*(?:\{.*\})?$")
_DIRECTIVE_END: Final = re.compile(r"(:{3,})[ ]*$")


def alert_header(quote: Block) -> str:
    """Return the header of the callout that GitHub shows for a quote; empty for other quotes."""
    first = quote.children[0] if quote.children else None
    if first is None or first.name != "paragraph" or first.start != quote.start:
        return ""
    match = _ALERT.match(first.lines[0].strip(" "))
    if not match or match[1].lower() not in TYPES:
        return ""
    return _header(match[1], {"-": "???", "+": "???+"}.get(match[2], "!!!"), match[3] or "")


def _header(type_: str, marker: str, title: str) -> str:
    """Return the first line of a callout.

    A missing title is the name of the type, as GitHub and Docusaurus show it. The page shows it in
    its language (`callout_titles.py`).
    """
    kind = TYPES[type_.lower()]
    title = title.strip().replace('"', "&quot;") or type_.capitalize()
    return f'{marker} {kind} "{title}"'


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `:::note Title`, blocks and `:::`; a rule of markdown-it-py."""
    match = None if state.is_code_block(start) else _DIRECTIVE.match(line_text(state, start))
    if not match or match[2] not in TYPES:
        return False
    closing = _closing_lines(state).get(start, end)
    inside = range(start, min(closing + 1, end))
    if closing >= end or any(
        state.sCount[line] < state.blkIndent and not state.isEmpty(line) for line in inside
    ):
        return False
    if silent:
        return True
    token = state.push("directive_open", "", 1)
    token.map = [start, closing + 1]
    marker = "???" if match[2] == "details" else "!!!"
    token.content = _header(match[2], marker, match[3] or match[4] or "")
    old_type, state.parentType = state.parentType, "directive"
    old_end, state.lineMax = state.lineMax, closing
    state.md.block.tokenize(state, start + 1, closing)
    state.parentType, state.lineMax = old_type, old_end
    state.push("directive_close", "", -1)
    state.line = closing + 1
    return True


def _closing_lines(state: StateBlock) -> dict[int, int]:
    """Return the line of each directive → the line that closes it, found once for a text.

    `:::` closes the innermost directive that has no more colons than it.
    """
    lines: dict[int, int] | None = state.env.get(":::")
    if lines is None:
        lines = state.env[":::"] = {}
        opened: list[tuple[int, int]] = []  # colons, line
        for line in range(state.lineMax):
            text = line_text(state, line)
            if match := _DIRECTIVE_END.match(text):
                while opened:
                    colons, start = opened.pop()
                    if colons <= len(match[1]):
                        lines[start] = line
                        break
            elif match := _DIRECTIVE.match(text):
                opened.append((len(match[1]), line))
    return lines
