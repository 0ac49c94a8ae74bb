# SPDX-License-Identifier: MIT
"""Compounds and their parts."""

from __future__ import annotations

import pytest

from kbgen.language.compounds import RULES, links_of
from kbgen.language.dictionary import Dictionary, dictionary_folder, open_dictionary
from kbgen.language.fold import fold
from kbgen.language.forms import expand
from kbgen.language.profiles import language


def dictionary_of(name: str) -> Dictionary:
    dictionary = open_dictionary(name, dictionary_folder())
    assert dictionary is not None
    return dictionary


@pytest.mark.parametrize(
    ("name", "word", "parts"),
    [
        ("de", "Kontoeinstellungen", "konto einstellungen"),
        ("de", "Kündigungsfrist", "kundigung frist"),
        ("de", "Papierstau", "papier stau"),
        ("de", "Trennstrich", "trennen strich"),
        ("de", "Passwortfelder", "passwort felder"),  # not Pass and Wortfelder
        ("de", "Datensicherungseinstellungen", "datensicherung einstellungen"),
        ("de", "Serververwaltungseinstellungen", "server verwaltung einstellungen"),
        ("nl", "wachtwoordinstellingen", "wachtwoord instellingen"),
        ("sv", "lösenordsfält", "losenord falt"),
        ("da", "adgangskodefelt", "adgangskode felt"),
        ("nb", "passordkvalitet", "passord kvalitet"),
        ("nn", "passordkvalitet", "passord kvalitet"),
        ("fi", "käyttöopas", "kaytto opas"),
        ("hu", "jelszókezelő", "jelszo kezelo"),
    ],
)
def test_parts_of_compounds(name: str, word: str, parts: str) -> None:
    assert dictionary_of(name).parts([fold(word)]) == {fold(word): tuple(parts.split())}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("de", "Transport"),
        ("de", "Minister"),
        ("de", "Assistenten"),
        ("de", "Operatoren"),
        ("de", "hierarchische"),
        ("de", "gestalten"),
        ("de", "Überprüfung"),
        ("de", "auskommentieren"),
        ("de", "Konto"),
        ("hu", "hozzáféréshez"),
        ("en", "keyboard"),
    ],
)
def test_words_that_are_no_compounds(name: str, word: str) -> None:
    assert dictionary_of(name).parts([fold(word)]) == {}


def test_other_words_change_no_parts() -> None:
    """A split depends on the word and the dictionary alone."""
    words = ["kontoeinstellungen", "kundigungsfrist", "transport", "serververwaltungseinstellungen"]
    together = dictionary_of("de").parts(words)
    assert together == {
        word: parts for one in words for word, parts in dictionary_of("de").parts([one]).items()
    }


def test_forms_of_parts_that_do_not_occur_are_known() -> None:
    """The singular of a part finds a compound in the plural."""
    forms = expand(["kontoeinstellungen", "konten"], language("de"), dictionary_of("de"))
    konto, einstellung = forms.parts["kontoeinstellungen"]
    assert konto == forms.term("konten")
    assert {"einstellung", "einstellungen"} <= forms.part_forms.keys()
    assert set(forms.part_forms.values()) == {einstellung}


@pytest.mark.parametrize("name", RULES)
def test_rules_are_of_dictionaries(name: str) -> None:
    """A language of each dictionary has linking letters for questions."""
    assert links_of(name) == RULES[name].links
    assert links_of("en") == ()
