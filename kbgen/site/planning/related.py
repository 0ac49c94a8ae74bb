# SPDX-License-Identifier: MIT
"""Find related articles: by the meaning of titles and questions, or by the words they share.

In: the articles of one language, and with `search.meaning` those with the closest titles. Out: for
each article, the nearest others. Texts do not count, so that an edit of a text changes no other
page. The weight of a term depends only on how many articles have it, in powers of two, so that an
edited title affects few other articles.

Shared words are the rarest of titles, tags and questions. With meaning, they only add to how close
two titles are; they decide alone where a title has no vector, because it is a code. Trials are in
DECISIONS.md, record 130.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from kbgen.language.terms import terms
from kbgen.model import Article

if TYPE_CHECKING:  # imports numpy, which a site without meaning does not need here
    from kbgen.search.meaning.near_titles import NearTitles

MAX_RELATED: Final = 3
"""Number of related articles on a page, including those that its author names."""
MAX_TERMS: Final = 10
"""Number of an article's terms that count: its rarest."""
MAX_FREQUENCY: Final = 48
"""Terms in more articles than this are ignored; in a small site, in more than an eighth of them."""
MIN_SHARED_TERMS: Final = 2
"""Minimum number of terms that related articles share. One may be chance, unless it is a tag."""
_SHARED_UNIT: Final = 1 << 20
"""An integer stores two counts: the score below this unit, the shared terms in multiples of it."""
TITLE, TAG, QUESTION = 3, 3, 2
"""Weight of a term by the field that has it; of two articles, the lower weight counts."""
SHARED_WORDS: Final = 8
"""What a point of shared words adds to a similarity of meaning, in 1024ths of a cosine."""
MIN_SIMILARITY: Final = 320
"""Minimum similarity with shared words, in the same units. Below it, hardly any link was right."""


class Related:
    """Finds related articles in one language."""

    def __init__(
        self, articles: Iterable[Article], lang: str, near: NearTitles | None = None
    ) -> None:
        """Index the terms of titles, tags and questions.

        Args:
            articles: All articles of the language. Index pages of folders are left out.
            lang: Their language.
            near: The articles with the closest titles; None if meaning is off.
        """
        self._near = near
        self._articles = sorted(
            (item for item in articles if not item.is_index), key=lambda item: item.url
        )
        weighted = [_weighted_terms(article, lang) for article in self._articles]
        self._numbers = {article.path: number for number, article in enumerate(self._articles)}
        self._by_url = {article.url: number for number, article in enumerate(self._articles)}
        self._frequencies = Counter(chain.from_iterable(weighted))
        # A power of two, so that the limit rarely changes when an article is added.
        limit = min(
            MAX_FREQUENCY, max(MIN_SHARED_TERMS + 1, _power_of_two_below(len(weighted)) // 8)
        )
        self._terms = [self._distinctive_terms(weights, limit) for weights in weighted]
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        """Term → (number of an article that has it, weight of its field there)."""
        for number, weights in enumerate(self._terms):
            for term, weight in weights.items():
                self._postings[term].append((number, weight))

    def nearest(
        self, article: Article, excluded: Collection[str], count: int = MAX_RELATED
    ) -> tuple[Article, ...]:
        """Return the nearest articles, best first.

        Args:
            article: An article of the language.
            excluded: URLs to leave out because the page lists them already.
            count: Maximum number of articles.
        """
        number = self._numbers.get(article.path)
        if number is None or count < 1:
            return ()
        shared = self._shared(number)
        near = self._near.of(article.url) if self._near else None
        scores = _by_words(shared) if near is None else self._by_meaning(shared, near)
        skipped = {article.url, *excluded}
        # Highest score first; equal scores in the order of URLs.
        ranked = sorted((-score, other) for other, score in scores.items())
        nearest = (self._articles[other] for _, other in ranked)
        return tuple(item for item in nearest if item.url not in skipped)[:count]

    def _shared(self, number: int) -> Counter[int]:
        """Return what an article shares with others: scores and counts, see `_SHARED_UNIT`."""
        scores: Counter[int] = Counter()
        for term, weight in self._terms[number].items():
            rarity = _rarity(self._frequencies[term])
            # A shared tag alone is enough, so it counts as several terms.
            shared = _SHARED_UNIT * (MIN_SHARED_TERMS if term.startswith("#") else 1)
            for other, other_weight in self._postings[term]:
                scores[other] += shared + rarity * min(weight, other_weight)
        return scores

    def _by_meaning(self, shared: Mapping[int, int], near: Mapping[str, int]) -> dict[int, int]:
        """Return the scores of articles with close titles, and of those whose title is a code."""
        assert self._near is not None
        similarities = {
            self._by_url[url]: similarity for url, similarity in near.items() if url in self._by_url
        }
        scores = {
            other: similarity + SHARED_WORDS * (shared.get(other, 0) % _SHARED_UNIT)
            for other, similarity in similarities.items()
        }
        scores = {other: score for other, score in scores.items() if score >= MIN_SIMILARITY}
        coded = {
            other: SHARED_WORDS * score
            for other, score in _by_words(shared).items()
            if not self._near.knows(self._articles[other].url)
        }
        return scores | coded

    def _distinctive_terms(self, weights: Mapping[str, int], limit: int) -> dict[str, int]:
        rare = [term for term in weights if 1 < self._frequencies[term] <= limit]
        rare.sort(key=lambda term: (self._frequencies[term], term))
        return {term: weights[term] for term in rare[:MAX_TERMS]}


def _by_words(shared: Mapping[int, int]) -> dict[int, int]:
    """Return the scores of the articles that share enough terms."""
    threshold = MIN_SHARED_TERMS * _SHARED_UNIT
    return {other: score % _SHARED_UNIT for other, score in shared.items() if score >= threshold}


def _weighted_terms(article: Article, lang: str) -> dict[str, int]:
    """Map each term to the highest weight of its fields. A tag is one term, prefixed with `#`."""
    weights: dict[str, int] = {}
    fields: Sequence[tuple[int, Iterable[str]]] = (
        (QUESTION, terms("\n".join(article.questions), lang)),
        (TITLE, terms(article.title, lang)),
        (TAG, (f"#{tag.casefold()}" for tag in article.tags)),
    )
    for weight, words in fields:
        weights.update((word, max(weight, weights.get(word, 0))) for word in words if len(word) > 1)
    return weights


def _rarity(frequency: int) -> int:
    """Return a term's factor: 7 if one article has it, 6 for two or three, 5 for up to seven."""
    # The length in bits rounds the frequency to powers of two.
    return max(1, 8 - frequency.bit_length())


def _power_of_two_below(number: int) -> int:
    return 1 << max(0, number.bit_length() - 1)
