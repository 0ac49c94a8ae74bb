# SPDX-License-Identifier: MIT
"""Finds the words of a question that no article contains: meaning would help with them."""

from __future__ import annotations

from kbgen.language.fold import normalize
from kbgen.language.tokens import tokens
from kbgen.search.index.ranking import MAX_QUERY
from kbgen.search.query.words import Lexicon


def unknown_words(query: str, lexicon: Lexicon) -> list[str]:
    """Return the weighty words of a question, as typed, that neither an article nor a synonym has.

    Misspelled words are among them. A code is known if all its parts are.
    """
    return [
        word
        for token in tokens(normalize(query[:MAX_QUERY]))
        if lexicon.key(token.whole) is None
        for word in token.parts or (token.whole,)
        if word not in lexicon.stop and lexicon.key(word) is None
    ]
