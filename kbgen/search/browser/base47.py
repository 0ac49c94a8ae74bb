# SPDX-License-Identifier: MIT
"""Numbers as printable text, the alphabet of the browser files.

One character is a number below 47; larger ones put digits to base 47 in front, least significant first, each from the
upper half of the alphabet. Text survives every web server's compression settings, needs no decoder but a loop, and
compresses to nearly the size of binary numbers. `theme/assets/javascripts/search/coding.js` is the reader.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

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


def numbers(values: npt.NDArray[Any]) -> tuple[str, npt.NDArray[np.int64]]:
    """Write many numbers, one after another.

    Returns:
        The text, and where each number ends in it.
    """
    sizes = np.ones(len(values), np.int64)
    left = values // BASE
    while left.any():
        sizes += left > 0
        left //= BASE
    ends = np.cumsum(sizes)
    text = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    place, left = ends - sizes, values
    rows = np.arange(len(values))
    while len(rows):
        last = place[rows] == ends[rows] - 1
        text[place[rows]] = FIRST + np.where(last, left, BASE + left % BASE)
        rows, left = rows[~last], left[~last] // BASE
        place[rows] += 1
    return text.tobytes().decode("ascii"), ends


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
