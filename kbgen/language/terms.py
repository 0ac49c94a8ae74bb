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
    stem = _stem(lang)
    words = chain.from_iterable(token.parts or (token.whole,) for token in tokens(text))
    return [stem(word) for word in words if word and word not in stop]


@lru_cache
def _stem(lang: str) -> Callable[[str], str]:
    algorithm = language(lang).stemmer
    if not algorithm:
        return str
    stemmer = snowballstemmer.stemmer(algorithm)
    return lru_cache(maxsize=1 << 16)(lambda word: str(stemmer.stemWord(word)))
