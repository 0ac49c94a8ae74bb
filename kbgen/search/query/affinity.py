# SPDX-License-Identifier: MIT
"""Affinity: the part of a score that comes from meaning instead of words.

    affinity = Σ gain × strength / Σ gain, over the weighty words of the question

where the gain of a word is its idf and a constant; it is highest for a word that no article
contains. An article's affinity is added to its score as a share of the best score, so it decides
between articles that match about as many words. All arithmetic is in integers.

JavaScript counterpart: `theme/assets/javascripts/search/affinity.js`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kbgen.search.index.affinities import Near
from kbgen.search.index.ranking import (
    FULL,
    NEAR_ALONE,
    NEAR_FACTOR,
    NEAR_IDF,
    NEAR_LIKELY,
    NEAR_ONE,
    NEAR_SITE,
)
from kbgen.search.index.weights import idf
from kbgen.search.query.words import Lexicon, Word


class HasNumber(Protocol):
    """An article that matches a word of the question."""

    @property
    def number(self) -> int:
        """Return the number of the article."""
        ...


class NearWord(NamedTuple):
    """A weighty word of the question, with the articles near it."""

    word: str
    """The word as typed, folded."""
    key: str
    """Key of the affinity list."""
    gain: int
    """Points of a strength of 1."""
    is_unknown: bool
    """Whether no article contains the word."""
    articles: Near


@dataclass(frozen=True, slots=True)
class Affinity:
    """The affinity of articles to a question."""

    factor: int
    """What a mean strength of 1 adds, as a share of the best score, of `NEAR_ONE`."""
    total: int
    """Σ gain of all weighty words."""
    sums: dict[int, int]
    """Number of an article → Σ gain × strength."""
    adds_articles: bool
    """Whether articles without any word of the question are found too."""

    def points(self, number: int, best: int) -> int:
        """Return what affinity adds to the score of an article.

        Args:
            number: Number of the article.
            best: Best score without affinity.
        """
        return best * (self.factor * self.sums.get(number, 0) // self.total) // NEAR_ONE

    def is_clear(self, number: int) -> bool:
        """Tell whether affinity alone makes an article a likely answer."""
        return self.sums.get(number, 0) >= NEAR_LIKELY * self.total

    def others(self, matched: Collection[HasNumber]) -> list[int]:
        """Return the numbers of the articles to find by affinity alone."""
        if matched and not self.adds_articles:
            return []
        # Without a minimum, one unknown word would add every article that is remotely like it.
        least = NEAR_ALONE * self.total
        near = {number for number, total in self.sums.items() if total >= least}
        return sorted(near - {article.number for article in matched})


def affinity_of(near: Iterable[NearWord], documents: int) -> Affinity:
    """Add up the affinities of the words of a question.

    Args:
        near: The weighty words of the question.
        documents: Number of articles in the index. Among many articles, more are near by chance.
    """
    factor = NEAR_FACTOR * NEAR_SITE // (NEAR_SITE + documents)
    total, adds_articles = 0, False
    sums: defaultdict[int, int] = defaultdict(int)
    for word in near:
        total += word.gain
        adds_articles |= word.is_unknown
        for number, strength in word.articles:
            sums[number] += word.gain * strength
    return Affinity(factor, max(1, total), dict(sums), adds_articles)


def near_words(words: Iterable[Word], lexicon: Lexicon) -> list[NearWord]:
    """Return the weighty words that the index or the vocabulary has, with their lists.

    Returns an empty list if none of them has an article near it.
    """
    found = (_near_word(word, lexicon) for word in words if word.form not in lexicon.stop)
    near = [word for word in found if word is not None]
    return near if any(word.articles for word in near) else []


def _near_word(word: Word, lexicon: Lexicon) -> NearWord | None:
    """Return the first reading with a list, or else the first one."""
    own = lexicon.vocabulary_key(word.form)
    first = None
    for key, factor in ({own: FULL} if own is not None else word.keys).items():
        term = lexicon.term(key)
        frequency = max(term.frequency if term else 0, word.completions_at(factor))
        gain = (idf(lexicon.documents, frequency) + NEAR_IDF) * factor // FULL
        reading = NearWord(word.form, key, gain, term is None, lexicon.near(key))
        if reading.articles:
            return reading
        first = first or reading
    return first
