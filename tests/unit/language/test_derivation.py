# SPDX-License-Identifier: MIT
"""Aspects of a verb and its noun are one action, if the dictionary has both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kbgen.language.derivation import derived_from, simplest

if TYPE_CHECKING:
    from collections.abc import Iterable


def dictionary(*lemmas: str):
    """Return the lookup of a dictionary with these lemmas only."""

    def known(forms: Iterable[str]) -> dict[str, str]:
        return {form: form for form in forms if form in lemmas}

    return known


@pytest.mark.parametrize(
    ("lang", "derived", "base"),
    [
        ("en", "subscription", "subscribe"),
        ("en", "payment", "pay"),
        ("ru", "загружать", "загрузить"),
        ("ru", "загрузка", "загрузить"),
        ("ru", "настраивать", "настроить"),
        ("ru", "проверять", "проверить"),
        ("ru", "подтверждение", "подтвердить"),
        ("ru", "размещение", "разместить"),
        ("ru", "отмена", "отменить"),
        ("ru", "синхронизация", "синхронизировать"),
        ("ru", "просматривать", "просмотреть"),
        ("pl", "wysylac", "wyslac"),
        ("pl", "usuwac", "usunac"),
        ("pl", "otwierac", "otworzyc"),
        ("pl", "uruchamiac", "uruchomic"),
        ("pl", "rezygnacja", "rezygnowac"),
        ("pl", "konwersja", "konwertowac"),
        ("pl", "przekonwertowac", "konwertowac"),
        ("pl", "polaczenie", "polaczyc"),
    ],
)
def test_derived_lemma_becomes_the_simple_one(lang: str, derived: str, base: str) -> None:
    """By one rule."""
    assert simplest([derived, base], lang, dictionary(derived, base)) == {derived: base}
    assert derived_from([base], lang, dictionary(derived, base)) == {derived: base}


def test_several_rules_apply_one_after_the_other() -> None:
    """The reflexive ending, then the imperfective one; the ending, then the prefix."""
    known = dictionary(
        "загружаться", "загружать", "загрузить", "зарегистрироваться", "зарегистрировать",
        "регистрировать",
    )  # fmt: skip
    assert simplest(["загружаться", "зарегистрироваться"], "ru", known) == {
        "загружаться": "загрузить",
        "загружать": "загрузить",
        "зарегистрироваться": "регистрировать",
        "зарегистрировать": "регистрировать",
    }


def test_result_must_be_in_the_dictionary() -> None:
    """A rule alone proves nothing."""
    assert simplest(["загружать"], "ru", dictionary("загружать")) == {}
    assert derived_from(["загрузить"], "ru", dictionary("загрузить")) == {}


def test_words_that_only_look_derived_stay() -> None:
    """To stand is not to cost, and to uninstall is not to install."""
    assert simplest(["стоять"], "ru", dictionary("стоять", "стоить")) == {}
    assert simplest(["odinstalowac"], "pl", dictionary("odinstalowac", "instalowac")) == {}


def test_other_languages_have_no_rules() -> None:
    """Their stemmers know the endings."""
    assert simplest(["Lieferung"], "de", dictionary("liefern")) == {}
    assert derived_from(["liefern"], "de", dictionary("Lieferung")) == {}
