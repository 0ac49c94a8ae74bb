# SPDX-License-Identifier: MIT
"""Collect the text of sanitized HTML as search and results show it: one line per block."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from kbgen.content.markdown.sanitizing.allowed import word_set
from kbgen.model import STEP_MARK

_BLOCK_BREAK = "\0"
"""Separates blocks in collected text; the sanitizer removes every NUL from the text itself."""
_BLOCKS = word_set("""
    blockquote caption dd details div dl dt figcaption figure hr li ol p pre section summary table
    tbody tfoot thead tr ul
""")
_SEPARATORS = {**dict.fromkeys(_BLOCKS, _BLOCK_BREAK), "td": " ", "th": " ", "br": " "}
SEPARATED: Final = frozenset(_SEPARATORS)
"""Elements that are separated from the text around them."""


class CollectedText:
    """The text of the current passage, and of the link in it that is open.

    Attributes:
        pieces: Text as in the HTML, and separators; see `join_text`.
        link: Text of the open link; None when there is none.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.link: list[str] | None = None
        self._numbered_lists: list[bool] = []

    def add(self, text: str) -> None:
        """Add text, still escaped."""
        self.pieces.append(text)
        if self.link is not None:
            self.link.append(text)

    def add_separator(self, name: str, *, closing: bool) -> None:
        """Add what separates an element from the text around it; mark steps of numbered lists."""
        if separator := _SEPARATORS.get(name):
            self.pieces.append(separator)
        if name in ("ol", "ul"):
            if not closing:
                self._numbered_lists.append(name == "ol")
            elif self._numbered_lists:
                self._numbered_lists.pop()
        elif name == "li" and not closing and self._numbered_lists and self._numbered_lists[-1]:
            self.pieces.append(f"{STEP_MARK} ")

    def take(self) -> list[str]:
        """Return the pieces, and begin anew."""
        pieces, self.pieces = self.pieces, []
        return pieces


# Search reads `2 000` with a no-break space as one number.
_SPACES = re.compile(r"(?:(?!(?<=\d)[\u00a0\u202f]\d{3}(?!\d))\s)+")


def join_text(pieces: list[str]) -> str:
    """Join pieces into text: entities decoded, white space collapsed, one line per block."""
    lines = unescape("".join(pieces)).split(_BLOCK_BREAK)
    text = "\n".join(filter(None, map(_collapse, lines)))
    # The text of a step may be a separate paragraph.
    return text.replace(f"{STEP_MARK}\n", f"{STEP_MARK} ")


def _collapse(line: str) -> str:
    """Collapse white space, except a no-break space that separates thousands."""
    if "\u00a0" in line or "\u202f" in line:
        return _SPACES.sub(" ", line).strip()
    return " ".join(line.split())
