# SPDX-License-Identifier: MIT
"""Words in Latin letters."""

from __future__ import annotations

import pytest

from kbgen.language.profiles import LANGUAGES
from kbgen.language.transliteration import SCHEMES, latin_spellings


@pytest.mark.parametrize(
    ("word", "schemes", "spellings"),
    [
        ("принтер", "russian", {"printer"}),
        ("настройка", "russian", {"nastroyka", "nastroika", "nastrojka"}),
        ("щетка", "russian", {"shchetka", "schetka"}),
        ("объявление", "russian", {"obyavlenie", "obiavlenie", "objavlenie"}),
        ("хост", "russian", {"khost", "host"}),
        ("пароль", "russian", {"parol"}),
        ("її", "ukrainian", set()),
        ("пристрій", "ukrainian", {"prystriy", "prystrii", "prystrij"}),
        ("плащане", "bulgarian", {"plashtane"}),
        ("грешка", "serbian", {"greska"}),
        ("κωδικοσ", "greek", {"kodikos", "kwdikos"}),
        ("printer", "russian", set()),
        ("ip-адрес", "russian", set()),
        ("да", "russian", set()),
        ("принтер", "", set()),
    ],
)
def test_spells_as_people_do(word: str, schemes: str, spellings: set[str]) -> None:
    """Each scheme gives a spelling; what is spelled alike is one."""
    assert set(latin_spellings(word, schemes)) == spellings


def test_every_scheme_is_of_a_language() -> None:
    """No table is unused."""
    assert {row.latin for row in LANGUAGES.values()} - {""} == set(SCHEMES)
