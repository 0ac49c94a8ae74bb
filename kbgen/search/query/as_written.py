# SPDX-License-Identifier: MIT
"""Writes a suggestion as people write it: the index has words without diacritics and capitals.

JavaScript counterpart: `search/as-written.js` in the theme.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from kbgen.language.fold import fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def as_written(suggestion: str, query: str, titles: Iterable[str]) -> str:
    """Return a suggestion with its words as in the query, or else as in the titles found.

    Words of titles are in lower case. A word that is in neither stays folded.

    Args:
        suggestion: Folded words with spaces between them.
        query: The question as typed.
        titles: Titles of the hits, best first.
    """
    written: dict[str, str] = {}
    for word in _WORD.findall(query):
        written.setdefault(fold(word), word)
    for title in titles:
        for word in _WORD.findall(title.lower()):
            written.setdefault(fold(word), word)
    return " ".join(written.get(form, form) for form in suggestion.split(" "))
