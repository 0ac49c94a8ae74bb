# SPDX-License-Identifier: MIT
"""Which articles a page offers beside its own: what shares telling words with its title, tags and questions.

In: the articles of one language. Out: per article the nearest others. A pure function of titles, tags and questions: an
edit of a text changes no other page. A term's worth depends on how many articles have it and on nothing else, in steps
of two, so that an edited title moves few others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from kbgen.language.terms import terms
from kbgen.model import Article

MAX_RELATED: Final = 3
"""Related articles of a page, those that its writer names among them."""
MAX_TERMS: Final = 10
"""Of an article's terms so many count, the rarest."""
MAX_FREQUENCY: Final = 48
"""A term in more articles than this tells nothing; in a small site an eighth of the articles is common already."""
MIN_SHARED_TERMS: Final = 2
"""Terms that two articles share at least: one alone is chance, unless it is a tag."""
_TIMES: Final = 1 << 20
"""Scores stay below; how many terms are shared is counted above, so that one number holds both."""
TITLE, TAG, QUESTION = 3, 3, 2
"""What a term is worth by where it stands; of two articles the lesser place counts."""


class Related:
    """The neighbours of the articles of one language."""

    def __init__(self, articles: Iterable[Article], lang: str) -> None:
        """Read titles, tags and questions.

        Args:
            articles: of the language; texts of folders are neither offered nor given any.
            lang: their language.
        """
        self._articles = sorted((item for item in articles if not item.is_index), key=lambda item: item.url)
        every = [_weighted_terms(article, lang) for article in self._articles]
        self._numbers = {article.path: number for number, article in enumerate(self._articles)}
        self._frequencies = Counter(term for own in every for term in own)
        limit = min(MAX_FREQUENCY, max(MIN_SHARED_TERMS + 1, _power_of_two_below(len(every)) // 8))
        self._own = [self._distinctive_terms(own, limit) for own in every]
        self._having: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, own in enumerate(self._own):
            for term, place in own.items():
                self._having[term].append((number, place))

    def of(self, article: Article, without: Collection[str], count: int = MAX_RELATED) -> tuple[Article, ...]:
        """The nearest articles, best first.

        Args:
            article: one of the language.
            without: URLs that are not offered: what the page lists already.
            count: how many at most.
        """
        number = self._numbers.get(article.path)
        if number is None or count < 1:
            return ()
        found: Counter[int] = Counter()
        for term, place in self._own[number].items():
            worth = _term_weight(self._frequencies[term])
            times = _TIMES * (MIN_SHARED_TERMS if term.startswith("#") else 1)
            for other, its_place in self._having[term]:
                found[other] += times + worth * min(place, its_place)
        left = {article.url, *without}
        enough = MIN_SHARED_TERMS * _TIMES
        near = [(-(score % _TIMES), other) for other, score in found.items() if score >= enough]
        urls = ((other, self._articles[other].url) for _, other in sorted(near))
        return tuple(self._articles[other] for other, url in urls if url not in left)[:count]

    def _distinctive_terms(self, own: Mapping[str, int], limit: int) -> dict[str, int]:
        rare = [term for term in own if 1 < self._frequencies[term] <= limit]
        rare.sort(key=lambda term: (self._frequencies[term], term))
        return {term: own[term] for term in rare[:MAX_TERMS]}


def _weighted_terms(article: Article, lang: str) -> dict[str, int]:
    """Term → the best place it stands at; a tag as a whole begins with `#`."""
    found: dict[str, int] = {}
    fields: Sequence[tuple[int, Iterable[str]]] = (
        (QUESTION, terms("\n".join(article.questions), lang)),
        (TITLE, terms(article.title, lang)),
        (TAG, (f"#{tag.casefold()}" for tag in article.tags)),
    )
    for place, words in fields:
        found.update((word, max(place, found.get(word, 0))) for word in words if len(word) > 1)
    return found


def _term_weight(frequency: int) -> int:
    """7 for a term of one article, 6 for two or three, 5 for up to seven, and so on."""
    return max(1, 8 - frequency.bit_length())


def _power_of_two_below(number: int) -> int:
    return 1 << max(0, number.bit_length() - 1)
