# SPDX-License-Identifier: MIT
"""The most frequent words of a language, encoded once per user."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_encoder import FREQUENT, FakeEncoder

from kbgen.language.meaning import vocabulary as module
from kbgen.language.meaning.vocabulary import is_word, reference_vectors, vocabulary


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KBGEN_CACHE", str(tmp_path))
    words = {"en": FREQUENT, "pl": ("hasło", "hasla", "zażółć")}
    monkeypatch.setattr(module, "frequent_words", lambda lang: words.get(lang, ()))
    return tmp_path


def test_forms_of_a_term_are_one_word(cache: Path) -> None:
    """A word is named after its most frequent form; stop words, codes, and numbers are left out."""
    found = vocabulary("en", FakeEncoder())
    assert found.forms["moneys"] == "money"
    assert found.forms["reimbursements"] == found.forms["reimbursement"] == "reimbursement"
    assert not {"the", "42", "e-mail"} & found.forms.keys()
    assert found.words[:2] == ("money", "reimbursement")
    assert len(found.vectors) == len(found.words)


def test_a_word_is_encoded_as_it_is_spelled(cache: Path) -> None:
    """Folding drops letters that an encoder needs."""
    encoder = FakeEncoder()
    assert vocabulary("pl", encoder).forms["haslo"] == "haslo"
    assert "hasło" in encoder.texts


def test_the_words_are_encoded_once_per_user(cache: Path) -> None:
    first = vocabulary("en", FakeEncoder())
    module._read.cache_clear()
    other = FakeEncoder()
    again = vocabulary("en-GB", other)
    assert not other.texts
    assert (again.words, again.forms) == (first.words, first.forms)
    assert (again.vectors == first.vectors).all()
    assert vocabulary("en", FakeEncoder("another")).words
    assert len(list(cache.glob("meaning-en-*.vectors"))) == 2


@pytest.mark.parametrize("damage", [b"", b"cut", b"0000{}\n"])
def test_a_damaged_file_is_made_again(cache: Path, damage: bytes) -> None:
    first = vocabulary("en", FakeEncoder())
    (file,) = cache.glob("meaning-en-*.vectors")
    file.write_bytes(damage)
    module._read.cache_clear()
    assert vocabulary("en", FakeEncoder()).words == first.words
    module._read.cache_clear()
    other = FakeEncoder()
    vocabulary("en", other)
    assert not other.texts


def test_a_language_without_a_list_is_compared_with_english(cache: Path) -> None:
    encoder = FakeEncoder()
    assert vocabulary("th", encoder).words == ()
    assert (reference_vectors("th", encoder) == vocabulary("en", encoder).vectors).all()


def test_a_word_has_letters_only() -> None:
    assert [is_word(form) for form in ("refund", "wi-fi", "42", "v2", "密码", "密码箱", "")] == [
        True, False, False, False, True, False, False
    ]  # fmt: skip
