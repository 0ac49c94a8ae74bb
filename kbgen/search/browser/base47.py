# SPDX-License-Identifier: MIT
"""Numbers as printable text in base 47, as the browser files contain them.

A number below 47 is one character from the lower half of the alphabet. A larger one begins with its
low digits, least significant first, from the upper half; its highest digit, from the lower half,
ends it. Text is compressed under any web server's settings, to nearly the size of binary numbers,
and a loop decodes it. `theme/assets/javascripts/search/base47.js` is the reader.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

BASE: Final = 47
FIRST: Final = 33
"""Character code of zero, `!`. The alphabet ends at `~`; tab, newline and space separate."""


@lru_cache(maxsize=1 << 14)
def number(value: int) -> str:
    """Encode a number, 0 or more."""
    text = ""
    while value >= BASE:
        value, digit = divmod(value, BASE)
        text += chr(FIRST + BASE + digit)
    return text + chr(FIRST + value)


def numbers(values: npt.NDArray[Any]) -> tuple[str, npt.NDArray[np.int64]]:
    """Encode many numbers, one after another.

    Returns:
        The text, and the offset where each number ends in it.
    """
    # First count the digits of each number, to know where it goes.
    sizes = np.ones(len(values), np.int64)
    left = values // BASE
    while left.any():
        sizes += left > 0
        left //= BASE
    ends = np.cumsum(sizes)
    text = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    # Then write one digit of all numbers per round: `rows` are the numbers with digits left,
    # `left` is what is left of them, and `offsets` says where the next digit goes.
    offsets, left = ends - sizes, values
    rows = np.arange(len(values))
    while len(rows):
        last = offsets[rows] == ends[rows] - 1
        text[offsets[rows]] = FIRST + np.where(last, left, BASE + left % BASE)
        rows, left = rows[~last], left[~last] // BASE
        offsets[rows] += 1
    return text.tobytes().decode("ascii"), ends


class Reader:
    """Decodes numbers from a text, one after another."""

    __slots__ = ("position", "text")

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self.position = position

    def number(self) -> int:
        """Decode the next number.

        Raises:
            IndexError: The text ends inside a number.
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
        """Tell whether the whole text has been read."""
        return self.position >= len(self.text)
