# SPDX-License-Identifier: MIT
"""Affinity lists: for each word, the articles that are closest to it in meaning.

`kbgen/search/meaning/` builds them when `search.meaning` is on; both engines add them to the score
(`query/affinity.py`). Besides the words of the articles, the words of a general vocabulary have
lists, so that a question whose words no article contains finds articles too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MAX_STRENGTH: Final = 8
"""Maximum strength of an article in an affinity list.

With few different strengths, an article takes about one byte in the browser's files.
"""
NEAR_ARTICLES: Final = ((1_000, 160), (2_500, 80))
"""(Articles of a site, maximum number of articles in an affinity list)."""
NEAR_ARTICLES_OF_LARGE: Final = 40
"""The same for larger sites, where longer lists would cost too many bytes per question."""
RARE_WORDS: Final = 2_500
"""Sites of up to this many articles have a list for every word. On larger ones, a word that only
one article contains has none, unless the vocabulary has it: most are codes and names, and half of
all lists. That article is found by the word itself."""

Near = tuple[tuple[int, int], ...]
"""(number of the article, strength): strongest first, then by number."""


def near_articles(documents: int) -> int:
    """Return the maximum number of articles in an affinity list of a site."""
    sizes = (size for most, size in NEAR_ARTICLES if documents <= most)
    return next(sizes, NEAR_ARTICLES_OF_LARGE)


@dataclass(frozen=True, slots=True)
class Affinities:
    """The affinity lists of a language. A row of the two tables is the list of one word."""

    keys: tuple[str, ...]
    """The word of each row.

    For a word of the articles, its key in the index; for a word of the vocabulary, any of its
    forms.
    """
    numbers: npt.NDArray[Any]
    """Numbers of the articles."""
    strengths: npt.NDArray[Any]
    """Strengths from 1 to `MAX_STRENGTH`, falling; 0 after the end of a list.

    Articles of equal strength are sorted by number.
    """
    forms: Mapping[str, str]
    """Folded form of a vocabulary word → its key, with the keys themselves.

    Forms that the index has are ignored: the index says what they are forms of.
    """

    def lists(self) -> dict[str, Near]:
        """Map each word to its list."""
        rows = zip(self.keys, self.numbers.tolist(), self.strengths.tolist(), strict=True)
        return {
            key: tuple(
                (number, strength)
                for number, strength in zip(numbers, strengths, strict=True)
                if strength
            )
            for key, numbers, strengths in rows
        }

    def select(self, rows: npt.NDArray[Any]) -> Affinities:
        """Return only these lists."""
        keys = tuple(self.keys[row] for row in rows.tolist())
        return Affinities(keys, self.numbers[rows], self.strengths[rows], self.forms)

    def vocabulary(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return the vocabulary without the forms that an index knows.

        Args:
            known: Form → key, of all forms of the index, synonyms included.
        """
        return {form: known.get(key, key) for form, key in self.forms.items() if form not in known}


NO_AFFINITIES: Final = Affinities((), np.zeros((0, 0), np.int32), np.zeros((0, 0), np.uint8), {})


def affinities_of(lists: Mapping[str, Near], forms: Mapping[str, str]) -> Affinities:
    """Build affinities from lists by word."""
    width = max(map(len, lists.values()), default=0)
    numbers = np.zeros((len(lists), width), np.int32)
    strengths = np.zeros((len(lists), width), np.uint8)
    for row, near in enumerate(lists.values()):
        for column, (number, strength) in enumerate(near):
            numbers[row, column], strengths[row, column] = number, strength
    return Affinities(tuple(lists), numbers, strengths, forms)
