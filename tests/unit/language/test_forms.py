# SPDX-License-Identifier: MIT
"""Which words are one term."""

from __future__ import annotations

from pathlib import Path

import pytest
from search_support import DICTIONARY

from kbgen.language import forms
from kbgen.language.forms import Forms, expand, forms_of
from kbgen.language.profiles import FOLDED_ONLY, Language
from kbgen.language.terms import stemmer

ENGLISH = Language("english", "en")


def test_forms_of_a_lemma_are_one_term() -> None:
    """Mice and mouse are found by each other, mouses too."""
    found = expand(["mouse", "mice", "mouses"], ENGLISH, DICTIONARY)
    assert len({found.term("mouse"), found.term("mice"), found.term("mouses")}) == 1


def test_forms_that_do_not_occur_are_added() -> None:
    """No article contains mice, but a reader may type it."""
    found = expand(["mouse"], ENGLISH, DICTIONARY)
    assert found.unseen == {"mice": found.term("mouse")}


def test_codes_stay_as_they_are() -> None:
    """A stemmer has no business in 0x80070005s."""
    assert expand(["v2.3.1", "err42s"], ENGLISH, DICTIONARY).terms == {
        "v2.3.1": "v2.3.1",
        "err42s": "err42s",
    }


def test_unknown_language_keeps_words() -> None:
    """Without libraries a word is its own term."""
    assert expand(["printers"], FOLDED_ONLY, None) == Forms({"printers": "printers"}, {})


def test_without_a_dictionary_the_stemmer_decides() -> None:
    """Printers and printer share a stem."""
    found = expand(["printers", "printer"], Language("english"), None)
    assert found.term("printers") == found.term("printer")
    assert found.unseen == {}


def test_order_of_words_does_not_matter() -> None:
    """The same vocabulary gives the same forms."""
    words = ["mouse", "mice", "printer", "printers"]
    assert expand(words, ENGLISH, DICTIONARY) == expand(words[::-1], ENGLISH, DICTIONARY)


def test_answer_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time, no dictionary is opened."""
    first = forms_of("tlh", ["qapla", "batleth"], tmp_path)

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(forms, "open_dictionary", refuse)
    assert forms_of("tlh", ["batleth", "qapla"], tmp_path) == first
    with pytest.raises(AssertionError):
        forms_of("tlh", ["batleth", "new"], tmp_path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"key": 1}'])
def test_damaged_answer_is_rebuilt(tmp_path: Path, content: bytes) -> None:
    """A kept file that is not ours is worked out again."""
    first = forms_of("tlh", ["qapla"], tmp_path)
    (tmp_path / "forms-tlh.json").write_bytes(content)
    assert forms_of("tlh", ["qapla"], tmp_path) == first


def test_words_without_a_stem_are_not_one_term() -> None:
    """The Greek stemmer takes all letters of some words as their ending."""
    assert expand(["αει", "ακι"], Language("greek"), None).terms == {"αει": "αει", "ακι": "ακι"}


def test_stemmer_without_a_name_changes_nothing() -> None:
    """The identity."""
    assert stemmer("")("printers") == "printers"


def test_a_word_the_dictionary_lacks_goes_with_its_stem() -> None:
    """The dictionary has mice, a form of mouse, and not mices, which has the stem of mice."""
    found = expand(["mice", "mouse", "mices"], ENGLISH, DICTIONARY)
    assert found.term("mices") == found.term("mouse") == found.term("mice")
