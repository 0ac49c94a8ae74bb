# SPDX-License-Identifier: MIT
"""Stop words."""

from __future__ import annotations

import pytest

from kbgen.language.fold import fold
from kbgen.language.stop_words import _LISTS, stop_words
from kbgen.language.tokens import tokens


@pytest.mark.parametrize("lang", sorted(_LISTS))
def test_are_spelled_as_tokens_are(lang: str) -> None:
    """A word with a diacritic or an apostrophe would never match a token."""
    for word in stop_words(lang):
        assert fold(word) == word
        assert [token.whole for token in tokens(word)] == [word]


def test_grammar_is_listed_and_subjects_are_not() -> None:
    """Negations and nouns can be what the question is about."""
    assert {"how", "do", "i", "the"} <= stop_words("en")
    assert not {"not", "no", "login", "error"} & stop_words("en")


def test_unknown_language_has_none() -> None:
    """No list, no harm: idf does the work."""
    assert stop_words("tlh") == frozenset()
    assert stop_words("no") == stop_words("nb")
    assert stop_words("de-AT") == stop_words("de")
