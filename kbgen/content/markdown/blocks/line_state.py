# SPDX-License-Identifier: MIT
"""The state of markdown-it-py's block parser, with a quick way to find the lines of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import StateBlock

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class LineState(StateBlock):
    """The state at the beginning of a text.

    The library looks at each character of a line's indentation. Most lines are indented by spaces
    alone, and Python can count these at once.
    """

    def __init__(self, text: str, parser: MarkdownIt, tokens: list[Token]) -> None:
        """Find the lines of a text."""
        has_tabs = "\t" in text
        super().__init__(text if has_tabs else "", parser, {}, tokens)
        if not has_tabs:
            self.src = text
            self._find_lines(text)

    def _find_lines(self, text: str) -> None:
        """Set where lines begin and end, and how far they are indented."""
        lines = text.split("\n")
        if not lines[-1].strip(" "):
            lines.pop()  # the library does not count a last line without text
        starts: list[int] = []
        ends: list[int] = []
        indents: list[int] = []
        start = 0
        for line in lines:
            end = start + len(line)
            starts.append(start)
            ends.append(end)
            indents.append(len(line) - len(line.lstrip(" ")))
            start = end + 1
        # One more line, so that rules may look at the line after the last.
        self.bMarks = [*starts, len(text)]
        self.eMarks = [*ends, len(text)]
        self.tShift = [*indents, 0]
        self.sCount = [*indents, 0]
        self.bsCount = [0] * (len(lines) + 1)
        self.lineMax = len(lines)
