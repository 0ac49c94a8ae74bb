# SPDX-License-Identifier: MIT
"""Vectors of texts and articles in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.int8]
"""A vector per row. The product of two rows is about `SCALE`² times the cosine of their angle."""
FindVectors = Callable[[Sequence[str]], Vectors]
"""Returns the vectors of texts, in order."""

SCALE: Final = 512
"""Length of a vector. Its largest numbers, and hardly any others, are cut to fit in a byte."""
_LARGEST: Final = 127


def rounded(numbers: npt.NDArray[np.float64]) -> Vectors:
    """Return vectors whose numbers are given times `SCALE`."""
    return np.clip(np.rint(numbers), -_LARGEST, _LARGEST).astype(np.int8)


def article_vectors(titles: Vectors, openings: Vectors) -> Vectors:
    """Return the vectors of articles, given those of their titles and openings.

    The result is the same on every machine: the sums are whole numbers, and the rest are single
    operations of IEEE 754.
    """
    sums = titles.astype(np.int64) + openings
    lengths = np.sqrt((sums * sums).sum(1).astype(np.float64))
    return rounded(sums * (SCALE / np.maximum(lengths, 1))[:, None])
