# SPDX-License-Identifier: MIT
"""Ids and the order of titles stay what they were: a changed id loses votes and translations."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from hashlib import blake2b

import pytest

from kbgen.content.structure.categories import title_key
from kbgen.language.transliteration import transliterate


def _digest_of_all_letters(spell: Callable[[str], str]) -> str:
    """Hash what becomes of each code point that every version of Python knows (Unicode 3.2)."""
    digest = blake2b(digest_size=8)
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.ucd_3_2_0.category(char) not in {"Cn", "Cs"}:
            digest.update(f"{char}\0{spell(char)}\n".encode())
    return digest.hexdigest()


@pytest.mark.parametrize(
    ("spell", "digest"),
    [(transliterate, "64619db4eb4e4ea2"), (lambda title: title_key(title)[0], "c737767cfa40bd84")],
    ids=["ids", "titles"],
)
def test_no_letter_is_spelled_in_another_way(spell: Callable[[str], str], digest: str) -> None:
    assert _digest_of_all_letters(spell) == digest


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("Щёголь", "shchegol"),
        ("Ђорђе Љубљана", "dorde ljubljana"),
        ("Київ ў Ґ", "kiiv u g"),
        ("Łódź", "lodz"),
        ("Lo\u0301dz\u0301", "lodz"),
        ("Þór Œuvre straße", "thor oeuvre strasse"),
        ("ŋala", "ŋala"),
        ("日本 ①", "日本 1"),
    ],
)
def test_ids_spell_letters_as_passports_do(text: str, spelling: str) -> None:
    assert transliterate(text) == spelling


def test_letters_that_follow_z_stay_there() -> None:
    titles = ["þ", "z", "Łódź", "ð", "lak", "Œuf", "oder"]
    assert sorted(titles, key=title_key) == ["lak", "Łódź", "oder", "Œuf", "z", "ð", "þ"]
