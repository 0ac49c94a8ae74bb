# SPDX-License-Identifier: MIT
"""The terms of a text for whoever compares texts outside of an index: folded, stemmed, without stop words.

No dictionary: preparing one takes longer than the texts of a ticket export are worth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

from kbgen.language.profiles import language
from kbgen.language.stop_words import stop_words
from kbgen.language.tokens import tokens


def terms(text: str, lang: str) -> list[str]:
    """The terms of `text` in order; codes are taken by their parts."""
    stop = stop_words(lang)
    stem = _stem(lang)
    words = (word for token in tokens(text) for word in token.parts or (token.whole,))
    return [stem(word) for word in words if word and word not in stop]


@lru_cache
def _stem(lang: str) -> Callable[[str], str]:
    algorithm = language(lang).stemmer
    if not algorithm:
        return str
    stemmer = snowballstemmer.stemmer(algorithm)
    return lru_cache(maxsize=1 << 16)(lambda word: str(stemmer.stemWord(word)))
