# SPDX-License-Identifier: MIT
"""Folding: one spelling for what people type in several."""

from __future__ import annotations

import pytest

from kbgen.language.fold import LETTERS, fold, normalize


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Printer", "printer"),
        ("Łódź", "lodz"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ёлка", "елка"),
        ("йод", "йод"),
        ("їжак", "їжак"),
        ("がぎ", "がぎ"),
        ("ﬁle", "file"),
        ("ＡＢＣ", "abc"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("Ωμέγας", "ωμεγασ"),
        ("ǽther", "aether"),
        ("Tiếng Việt", "tieng viet"),
        ("كِتَاب", "كتاب"),
        ("أنترنت", "انترنت"),
        ("الطابعة", "الطابعه"),
        ("שָׁלוֹם", "שלום"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_folds(typed: str, folded: str) -> None:
    """A word and the ways to type it fold to one spelling; letters that differ stay apart."""
    assert fold(typed) == folded


def test_composed_and_decomposed_fold_alike() -> None:
    """The two encodings of one letter are one letter."""
    assert fold("e\u0301") == fold("é") == "e"
    assert fold("и\u0306") == fold("й") == "й"


def test_table_is_of_single_letters_that_are_folded_already() -> None:
    """The browser applies the table letter by letter, once."""
    for letter, replacement in LETTERS.items():
        assert len(letter) == 1
        assert fold(replacement) == replacement


def test_normalize_keeps_case() -> None:
    """CamelCase can still be seen after normalizing."""
    assert normalize("ﬁleName") == "fileName"


def test_every_letter_is_folded_in_one_step() -> None:
    """Folding what is folded changes nothing, whatever the letter."""
    letters = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    # A letter that folds to itself needs no second look.
    folded = {letter: once for letter in letters if (once := fold(letter)) != letter}
    assert folded["Ł"] == "l"
    assert {letter: once for letter, once in folded.items() if fold(once) != once} == {}
