# SPDX-License-Identifier: MIT
"""The terms of a text, to compare texts without an index: folded, stemmed, without stop words.

Uses no dictionary: preparing one takes longer than it is worth for the texts of a ticket export.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain

import snowballstemmer

from kbgen.language.profiles import language
from kbgen.language.stop_words import stop_words
from kbgen.language.tokens import tokens


def terms(text: str, lang: str) -> list[str]:
    """Return the terms of a text in order. A code counts as its parts."""
    stop = stop_words(lang)
    stem = _cached_stemmer(language(lang).stemmer)
    words = chain.from_iterable(token.parts or (token.whole,) for token in tokens(text))
    return [stem(word) for word in words if word and word not in stop]


@lru_cache(maxsize=8)
def stemmer(name: str) -> Callable[[str], str]:
    """Return a stemming function of snowballstemmer, or the identity for the empty name.

    A word without a stem (Greek `αει`) is its own stem: such words are not one term.
    """
    if not name:
        return str
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return lambda word: stem(word) or word


@lru_cache
def _cached_stemmer(name: str) -> Callable[[str], str]:
    return lru_cache(maxsize=1 << 16)(stemmer(name))
