# SPDX-License-Identifier: MIT
"""Numbers as printable text, the alphabet of the browser files.

One character is a number below 47; larger ones put digits to base 47 in front, least significant first, each from the
upper half of the alphabet. Text survives every web server's compression settings, needs no decoder but a loop, and
compresses to nearly the size of binary numbers. `theme/assets/javascripts/search/coding.js` is the reader.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

BASE: Final = 47
FIRST: Final = 33
"""The code of zero: `!`. The alphabet is `!` to `~`, so tab, newline and space are free for structure."""


@lru_cache(maxsize=1 << 14)
def number(value: int) -> str:
    """Write a number from 0 up."""
    text = ""
    while value >= BASE:
        value, digit = divmod(value, BASE)
        text += chr(FIRST + BASE + digit)
    return text + chr(FIRST + value)


class Reader:
    """Reads numbers off a text."""

    __slots__ = ("position", "text")

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self.position = position

    def number(self) -> int:
        """Read one number.

        Raises:
            IndexError: the text ends inside a number.
        """
        value, scale = 0, 1
        while True:
            digit = ord(self.text[self.position]) - FIRST
            self.position += 1
            if digit < BASE:
                return value + digit * scale
            value += (digit - BASE) * scale
            scale *= BASE

    @property
    def at_end(self) -> bool:
        """True when nothing is left."""
        return self.position >= len(self.text)
