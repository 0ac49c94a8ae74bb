# SPDX-License-Identifier: MIT
"""The arithmetic of ranking: integers throughout, so that Python and JavaScript agree to the last bit.

Weights of postings (`weights_of`) are worked out here once, at build time, on a fixed scale of 8 bits; idf and the
combination of weights into a score (`score.py`) are worked out per query, there and in the browser.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

MAX_WEIGHT: Final = 252
STEP: Final = 4
"""Weights are multiples of it: the fewer there are, the more postings share the mention of theirs."""
TEXT: Final = 4
"""What one occurrence in a text of average length is worth."""
SATURATION: Final = 7
"""A worth this large gets half of the greatest weight (BM25's k1, times `TEXT`)."""
LENGTH_SHARE: Final = 0.7
"""How much of a text's length counts (BM25's b)."""


def rounded_average(lengths: list[int]) -> float:
    """The average length, rounded to a power of 2^¼ so that one edit does not move it."""
    average = max(1.0, sum(lengths) / max(1, len(lengths)))
    step, value = 2**0.25, 1.0
    while value * step**0.5 < average:
        value *= step
    return value


def text_worth(length: int, average: float) -> float:
    """What one occurrence in a text of `length` words is worth."""
    return TEXT / (1 - LENGTH_SHARE + LENGTH_SHARE * length / average)


def weights_of(worths: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The weights, multiples of `STEP` up to `MAX_WEIGHT`, of occurrences that are worth so much together."""
    steps = np.rint(MAX_WEIGHT / STEP * worths / (worths + SATURATION)).astype(np.int64)
    return np.maximum(1, steps) * STEP


def idf(documents: int, frequency: int) -> int:
    """Inverse document frequency in 1/64 bits, at least 1: log2 of (N + 1) / (df + ½), straight between powers of 2."""
    ratio = 64 * (2 * documents + 2) // (2 * frequency + 1)
    power = ratio.bit_length() - 1
    return max(1, (power - 6) * 64 + ((ratio - (1 << power)) * 64 >> power))
