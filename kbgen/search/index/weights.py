# SPDX-License-Identifier: MIT
"""The arithmetic of ranking. Results are integers, so Python and JavaScript agree to the last bit.

The weights of postings (`weights_of`) are computed here, once per build, on a fixed scale of 8
bits. Idf and scores (`score.py`) are computed per query, in Python and in the browser.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from kbgen.search.index.ranking import MAX_WEIGHT, STEP

TEXT: Final = 4
"""Points for one occurrence in a text of average length."""
SATURATION: Final = 7
"""Points that give half of the maximum weight (BM25's k1, times `TEXT`)."""
LENGTH_SHARE: Final = 0.7
"""Influence of the length of a text, from 0 to 1 (BM25's b)."""


def rounded_average(lengths: list[int]) -> float:
    """Return the average length, rounded to a power of 2^¼, so that one edit rarely changes it."""
    average = max(1.0, sum(lengths) / max(1, len(lengths)))
    step, value = 2**0.25, 1.0
    while value * step**0.5 < average:
        value *= step
    return value


def text_worth(length: int, average: float) -> float:
    """Return the worth of one occurrence in a text of `length` words."""
    return TEXT / (1 - LENGTH_SHARE + LENGTH_SHARE * length / average)


def weights_of(worths: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return weights, multiples of `STEP` from `STEP` to `MAX_WEIGHT`, for total worths."""
    # BM25's saturation: x / (x + k1), scaled to the number of steps.
    steps = np.rint(MAX_WEIGHT / STEP * worths / (worths + SATURATION)).astype(np.int64)
    return np.maximum(1, steps) * STEP


def idf(documents: int, frequency: int) -> int:
    """Return the inverse document frequency in 1/64 bits, at least 1.

    This is log2((N + 1) / (df + ½)), linear between powers of 2, in integers only.
    """
    # 64 is 2^6: `power` is 6 for a ratio of 1, and the second term is the fraction above the power.
    ratio = 64 * (2 * documents + 2) // (2 * frequency + 1)
    power = ratio.bit_length() - 1
    return max(1, (power - 6) * 64 + ((ratio - (1 << power)) * 64 >> power))
