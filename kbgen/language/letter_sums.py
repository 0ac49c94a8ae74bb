# SPDX-License-Identifier: MIT
"""Letter sums: numbers that find words in a dictionary whatever their case and accents.

In: words. Out: the sum of each word's letter weights, modulo 2^32. The weight of a folded letter
is fixed and effectively random (its CRC-32). Words that fold to the same spelling have equal sums.
So have anagrams, so a lookup compares the words as well.
"""

from __future__ import annotations

import sys
from typing import Final
from zlib import crc32

import numpy as np

from kbgen.language.fold import fold
from kbgen.language.front_coding import Numbers

_END: Final = ord("\n")


class LetterSums:
    """Calculates letter sums. Keeps the weights of the letters that it has met."""

    def __init__(self) -> None:
        self._weights = np.zeros(sys.maxunicode + 1, np.uint32)
        """Weight of each code point; that of a line's end is 0."""
        self._is_known = np.zeros(sys.maxunicode + 1, np.bool_)
        self._is_known[_END] = True

    def of_lines(self, text: str) -> Numbers:
        """Return the sum of each line; the last one ends with a line's end, too."""
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        for letter in np.unique(letters[~self._is_known.take(letters)]).tolist():
            weights = (crc32(each.encode("utf-8", "surrogatepass")) for each in fold(chr(letter)))
            self._weights[letter] = sum(weights) & 0xFFFF_FFFF
            self._is_known[letter] = True
        # Sums wrap at 2^32. A line has at least its end, so no range that is summed is empty.
        begins = np.insert(np.flatnonzero(letters == _END) + 1, 0, 0)[:-1]
        sums: Numbers = np.add.reduceat(self._weights.take(letters), begins, dtype=np.uint32)
        return sums
