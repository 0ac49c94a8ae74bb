# SPDX-License-Identifier: MIT
"""Tell which of today's articles has the text of an old one.

Three neighboring words are compared, not whole lines, because a moved article is often edited, too.
What many articles share, such as a standard notice, is no evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

_WORD: Final = re.compile(r"\w+")
_TRIPLES_OF_FEW: Final = 3
"""Words that are in more articles than this are a standard text."""
_MIN_TRIPLES: Final = 8
"""A shorter text proves nothing."""
_MAX_SHARE_OF_SECOND: Final = 0.7
"""The best match must be clearly better than the second."""

Triples = frozenset[tuple[str, ...]]


def triples(text: str) -> Triples:
    """Return all sequences of three words in a text."""
    words = _WORD.findall(text.casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


class Texts:
    """The texts of today's articles, or of the passages of one."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._triples = {name: triples(text) for name, text in texts.items()}
        self._counts = Counter(chain.from_iterable(self._triples.values()))

    def shares(self, old: str, names: Iterable[str]) -> dict[str, float]:
        """Return how much of an old text each of these texts has; nothing for a short one."""
        wanted = {item for item in triples(old) if self._counts[item] <= _TRIPLES_OF_FEW}
        if len(wanted) < _MIN_TRIPLES:
            return {}
        return {name: len(wanted & self._triples[name]) / len(wanted) for name in names}


def clear_winner(shares: Mapping[str, float], minimum: float) -> str:
    """Return the name with the largest share if no other is near it; otherwise nothing."""
    ranked = sorted(((share, name) for name, share in shares.items()), reverse=True)
    if not ranked or ranked[0][0] < minimum:
        return ""
    if len(ranked) > 1 and ranked[1][0] > _MAX_SHARE_OF_SECOND * ranked[0][0]:
        return ""
    return ranked[0][1]
