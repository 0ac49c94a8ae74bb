# SPDX-License-Identifier: MIT
"""A dictionary is asked for new words alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from search_support import DICTIONARY

from kbgen.language.dictionary_cache import CachedDictionary
from kbgen.language.forms import expand
from kbgen.language.profiles import language


class Asked:
    """The small dictionary, which notes what it was asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def lemmas(self, forms: Iterable[str]) -> dict[str, str]:
        self.words += list(forms)
        return DICTIONARY.lemmas(self.words)

    def forms(self, lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return DICTIONARY.forms(list(lemmas))

    def parts(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return DICTIONARY.parts(words)


def asked_for(words: list[str], file: Path, version: str = "1") -> list[str]:
    """What the dictionary is asked for; the answer is that of the dictionary itself."""
    dictionary = Asked()
    with CachedDictionary(dictionary, version, file) as remembering:
        assert expand(words, language("en"), remembering) == expand(
            words, language("en"), DICTIONARY
        )
    return dictionary.words


def test_only_new_words_are_looked_up(tmp_path: Path) -> None:
    """Words that the dictionary does not have are remembered as such; those that went are forgotten."""
    file = tmp_path / "new/lookups.json"
    assert asked_for(["mice", "qwx"], file) == ["mice", "qwx"]
    assert asked_for(["mice", "qwx", "printers"], file) == ["printers"]
    assert asked_for(["printers"], file) == []
    assert asked_for(["mice", "printers"], file) == ["mice"]


@pytest.mark.parametrize("damage", [b"", b"[]", b"[[], 1, 2]", b"\xff", b"{}"])
def test_damaged_answers_are_no_answers(tmp_path: Path, damage: bytes) -> None:
    """And another version of the dictionary answers again."""
    file = tmp_path / "lookups.json"
    asked_for(["mice"], file)
    assert asked_for(["mice"], file, "2") == ["mice"]
    file.write_bytes(damage)
    assert asked_for(["mice"], file, "2") == ["mice"]


def test_a_folder_that_takes_nothing_costs_time_alone(tmp_path: Path) -> None:
    """What cannot be kept is asked for again."""
    (tmp_path / "blocked").write_text("")
    assert asked_for(["mice"], tmp_path / "blocked/lookups.json") == ["mice"]
