# SPDX-License-Identifier: MIT
"""Other forms of the words of titles."""

from __future__ import annotations

from random import Random

import pytest
from bench.search.inflection import inflected, singular


def _all_forms(word: str) -> set[str]:
    return {inflected(word, Random(seed)) for seed in range(60)}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("mouse", {"mice"}),
        ("children", {"child"}),
        ("copy", {"copies", "copied", "copying"}),
        ("Resizing", {"Resize", "Resizes", "Resized"}),
        ("drag", {"drags", "dragged", "dragging"}),
        ("property", {"properties"}),
        ("checkboxes", {"checkbox"}),
        ("boxes", {"box"}),
        ("databases", {"database"}),
        ("Tooltip", {"Tooltips"}),
    ],
)
def test_a_word_gets_another_of_its_forms(word: str, forms: set[str]):
    assert _all_forms(word) == forms


@pytest.mark.parametrize(
    "word", ["RadGrid", "0x80070005", "ASP.NET", "inside", "quickly", "css", "and", "C++", "status"]
)
def test_names_codes_and_words_without_other_forms_stay(word: str):
    assert _all_forms(word) == {word}


def test_plurals_lose_their_ending_by_the_rules():
    words = ["keys", "entries", "boxes", "batches", "cases"]
    assert [singular(word) for word in words] == ["key", "entry", "box", "batch", "case"]
