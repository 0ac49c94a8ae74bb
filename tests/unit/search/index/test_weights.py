# SPDX-License-Identifier: MIT
"""The arithmetic of ranking."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.search.index.ranking import MAX_WEIGHT
from kbgen.search.index.weights import idf, rounded_average, text_worth, weights_of


@given(st.integers(1, 200_000), st.integers(1, 200_000))
def test_idf_is_the_logarithm_to_a_twelfth_of_a_bit(documents: int, frequency: int) -> None:
    """Straight lines between powers of two are close enough, and the same in every language."""
    frequency = min(frequency, documents)
    exact = log2((documents + 1) / (frequency + 0.5))
    assert idf(documents, frequency) == pytest.approx(max(1, 64 * exact), abs=8)


def test_rarer_is_worth_more() -> None:
    """Idf falls as the frequency grows, and never to nothing."""
    row = [idf(1000, frequency) for frequency in range(1, 1001)]
    assert row == sorted(row, reverse=True)
    assert row[-1] >= 1


@given(st.floats(0, 1e6))
def test_weight_fits_in_eight_bits(worth: float) -> None:
    """The scale is fixed."""
    assert 1 <= weights_of(np.array([worth]))[0] <= MAX_WEIGHT


def test_long_text_is_worth_less_a_word() -> None:
    """A word in a short text says more about it."""
    assert text_worth(10, 100) > text_worth(100, 100) > text_worth(1000, 100)


def test_average_does_not_move_with_one_edit() -> None:
    """One longer article must not change every weight of the site."""
    assert rounded_average([100] * 1000) == rounded_average([100] * 999 + [150])
    assert rounded_average([]) == 1.0
