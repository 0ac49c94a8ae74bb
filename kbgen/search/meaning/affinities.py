# SPDX-License-Identifier: MIT
"""How close articles are to words, in whole numbers.

In: vectors of words and articles. Out: for each word, *cells* of its closest articles.

The product of an article with a word says little: some articles are close to every word. So it is
compared with the article's products with the language's most frequent words: affinity is the number
of standard deviations above their mean, minus 1. It depends on no other article, so an edit changes
only the lists that the edited article enters or leaves.

A cell is one whole number: affinity in the high bits, and the article's number in the low ones.
Larger cells come first: higher affinity, then the lower number. Products of vectors are sums of
whole numbers below 2^24, exact in any order as 32-bit floating-point numbers; what follows are
single operations of IEEE 754. So cells are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kbgen.language.meaning.vectors import SCALE, Vectors

Cells = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]

UNITS: Final = 64
"""Units of 1 in an affinity."""
UNITS_OF_COSINE: Final = 1024
"""Units of 1 in the cosine of two titles."""
_NUMBER_BITS: Final = 21
"""Bits of an article's number in a cell."""
MAX_ARTICLES: Final = 1 << _NUMBER_BITS
_LAST: Final = MAX_ARTICLES - 1
_MAX_AFFINITY: Final = (1 << (31 - _NUMBER_BITS)) - 1
MIN_AFFINITY: Final = UNITS // 4
"""Minimum affinity of an article in a list."""
_BLOCK: Final = 1 << 21
"""Number of products to compute at a time, so that memory stays small."""
_ROWS: Final = 1 << 12
"""Number of vectors to convert at a time, for the same reason."""
EMPTY: Final = 0
"""A cell without an article."""


@dataclass(frozen=True, slots=True)
class Articles:
    """Vectors of articles, with what turns their products into affinities."""

    vectors: Singles
    factors: Singles
    offsets: Singles

    def __len__(self) -> int:
        return len(self.vectors)

    def joined(self, others: Articles) -> Articles:
        """Return these articles, then the others."""
        return Articles(
            np.concatenate((self.vectors, others.vectors)),
            np.concatenate((self.factors, others.factors)),
            np.concatenate((self.offsets, others.offsets)),
        )

    def select(self, numbers: npt.NDArray[np.int64]) -> Articles:
        """Return some of the articles."""
        return Articles(self.vectors[numbers], self.factors[numbers], self.offsets[numbers])


def prepare_articles(vectors: Vectors, reference: Vectors) -> Articles:
    """Compare articles with the reference words."""
    words = reference.astype(np.float32).T
    singles = vectors.astype(np.float32)
    means, deviations = np.zeros(len(vectors)), np.ones(len(vectors))
    step = max(1, _BLOCK // max(1, len(reference)))
    for start in range(0, len(vectors) if len(reference) else 0, step):
        products = (singles[start : start + step] @ words).astype(np.float64)
        block = slice(start, start + step)
        # Sums of whole numbers below 2^53.
        means[block] = products.sum(1) / len(reference)
        products -= np.rint(means[block])[:, None]
        variances = (products * products).sum(1) / len(reference)
        deviations[block] = np.sqrt(np.maximum(variances, 1))
    factors = (UNITS / deviations).astype(np.float32)
    offsets = (UNITS * (means / deviations + 1)).astype(np.float32)
    return Articles(singles, factors, offsets)


def prepare_titles(vectors: Vectors) -> Articles:
    """Leave the products of titles as they are: a cosine of 1 is `UNITS_OF_COSINE` units."""
    ones = np.ones(len(vectors), np.float32)
    return Articles(vectors.astype(np.float32), ones * (UNITS_OF_COSINE / SCALE**2), ones * 0)


def nearest(words: Vectors, articles: Articles, width: int) -> Cells:
    """Return the closest articles of each word: a row of `width` cells, the largest first."""
    rows = np.full((len(words), width), EMPTY, np.int32)
    for start, end in _blocks(len(words), len(articles)):
        cells = cells_of(words[start:end], articles, np.arange(len(articles)))
        rows[start:end, : cells.shape[1]] = largest(cells, width)
    return rows


def cells_of(words: Vectors, articles: Articles, numbers: npt.NDArray[np.int64]) -> Cells:
    """Return the cell of each word (row) and article (column). `numbers` are the articles'."""
    products = np.empty((len(words), len(articles)), np.float32)
    for start in range(0, len(words), _ROWS):
        block = slice(start, start + _ROWS)
        np.matmul(words[block].astype(np.float32), articles.vectors.T, out=products[block])
    products *= articles.factors
    products -= articles.offsets
    np.clip(np.floor(products, out=products), 0, _MAX_AFFINITY, out=products)
    cells = products.astype(np.int32)
    is_empty = cells < MIN_AFFINITY
    cells <<= _NUMBER_BITS
    cells |= (_LAST - numbers).astype(np.int32)
    cells[is_empty] = EMPTY
    return cells


def largest(cells: Cells, width: int) -> Cells:
    """Return the largest cells of each row, at most `width`, in descending order."""
    if cells.shape[1] > width:
        cells = np.partition(cells, cells.shape[1] - width, axis=1)[:, -width:]
    return np.sort(cells, axis=1)[:, ::-1]


def numbers_of(cells: Cells) -> npt.NDArray[np.int32]:
    """Return the numbers of articles; -1 for empty cells."""
    return np.where(cells == EMPTY, -1, _LAST - (cells & _LAST)).astype(np.int32)


def affinities_of(cells: Cells) -> npt.NDArray[np.int32]:
    """Return affinities in `UNITS`; 0 for empty cells."""
    return cells >> _NUMBER_BITS


def in_steps(cells: Cells, strengths: npt.NDArray[np.int32]) -> Cells:
    """Return cells with strengths in place of affinities, the largest first: steps make equals."""
    changed = np.where(strengths > 0, (strengths << _NUMBER_BITS) | (cells & _LAST), EMPTY)
    return -np.sort(-changed.astype(np.int32), axis=1)


def after_equals(cells: Cells) -> Cells:
    """Return the largest cells with the same affinities; empty ones stay empty."""
    return np.where(cells == EMPTY, EMPTY, cells | np.int32(_LAST)).astype(np.int32)


def renumbered(cells: Cells, numbers: npt.NDArray[np.int64]) -> Cells:
    """Return the cells of the same articles under new numbers; empty ones stay empty.

    Args:
        cells: Cells of articles.
        numbers: Number of an article → its new number, in the same order.
    """
    high = cells & ~np.int32(_LAST)
    return np.where(
        cells == EMPTY, EMPTY, high | (_LAST - numbers[numbers_of(cells)]).astype(np.int32)
    ).astype(np.int32)


def _blocks(words: int, articles: int) -> Iterator[tuple[int, int]]:
    step = max(1, _BLOCK // max(1, articles))
    for start in range(0, words, step):
        yield start, min(words, start + step)
