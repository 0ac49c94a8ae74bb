# SPDX-License-Identifier: MIT
"""Bounded edit distance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.search.query.edit_distance import allowed_errors, begins_almost, distance


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("printer", "printer", 0),
        ("pritner", "printer", 1),
        ("prnter", "printer", 1),
        ("printter", "printer", 1),
        ("orinter", "printer", 1),
        ("orintter", "printer", 2),
        ("принетр", "принтер", 1),
        ("mouse", "house", 1),
        ("", "ab", 2),
    ],
)
def test_counts_edits(left: str, right: str, edits: int) -> None:
    """A swap of neighbors is one error, like any other."""
    assert distance(left, right, 2) == edits


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_is_symmetric_and_bounded(left: str, right: str, limit: int) -> None:
    """The bound is all that a far pair costs."""
    assert distance(left, right, limit) == distance(right, left, limit) <= limit + 1


@pytest.mark.parametrize(
    ("word", "errors"),
    [
        ("ab", 0),
        ("abc", 1),
        ("mouse", 1),
        ("drucker", 2),
        ("c2065", 0),
        ("80070005", 0),
        ("a" * 40, 0),
    ],
)
def test_codes_are_never_corrected(word: str, errors: int) -> None:
    """Error 2065 is not error 2066."""
    assert allowed_errors(word) == errors


@pytest.mark.parametrize(
    ("beginning", "word", "begins"),
    [
        ("conect", "connection", True),
        ("connnec", "connection", True),
        ("cinnec", "connection", True),
        ("conenc", "connection", True),
        ("connec", "connection", True),
        ("konekt", "connection", False),
        ("connection", "connect", False),
        ("ab", "ba", True),
    ],
)
def test_beginnings_may_be_misspelled(beginning: str, word: str, begins: bool) -> None:
    """One edit in what has been typed so far."""
    assert begins_almost(beginning, word) is begins


@given(st.text("ab", max_size=6), st.text("ab", max_size=8))
def test_a_misspelled_beginning_is_one_edit_from_a_beginning(beginning: str, word: str) -> None:
    """The quick test says what the distance to some beginning says, for words that are as long or longer."""
    nearest = min(distance(beginning, word[:end], 1) for end in range(len(word) + 1))
    assert begins_almost(beginning, word) == (nearest <= 1 and len(word) >= len(beginning))
