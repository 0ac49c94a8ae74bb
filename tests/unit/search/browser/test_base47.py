# SPDX-License-Identifier: MIT
"""Numbers as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.search.browser.base47 import BASE, Reader, number


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
def test_reads_what_it_wrote(values: list[int]) -> None:
    """Numbers come back one by one, with nothing between them."""
    reader = Reader("".join(map(number, values)))
    assert [reader.number() for _ in values] == values
    assert reader.at_end


@given(st.integers(min_value=0, max_value=2**40))
def test_alphabet_is_printable(value: int) -> None:
    """Tab, newline and space stay free for structure."""
    assert all("!" <= letter <= "~" for letter in number(value))


def test_small_numbers_take_one_character() -> None:
    """Most steps in a list of postings are small."""
    assert len(number(BASE - 1)) == 1
    assert len(number(BASE)) == 2


def test_end_inside_a_number_is_noticed() -> None:
    """A damaged file is an error, not a wrong number."""
    with pytest.raises(IndexError):
        Reader(number(BASE * BASE)[:1]).number()
