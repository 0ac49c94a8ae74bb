# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.language.shorten import shorten


@pytest.mark.parametrize(
    ("text", "length", "shortened"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one…"),
        ("one two", 3, "one…"),
        ("one, two", 5, "one…"),
        ("onetwo", 3, "one…"),
        ("", 3, ""),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, length: int, shortened: str) -> None:
    """Punctuation before the cut goes; a word alone is cut."""
    assert shorten(text, length) == shortened


def test_the_ending_is_chosen() -> None:
    assert shorten("One. Two", 5, ending=" …", trailing=" .") == "One …"


def test_the_ending_may_count() -> None:
    """A description has a maximum that includes everything."""
    assert shorten("one two three", 8, ending_counts=True) == "one two…"
    assert shorten("one two three", 7, ending_counts=True) == "one…"
    assert shorten("one, two", 5, ending_counts=True, trailing="") == "one,…"
