# SPDX-License-Identifier: MIT
"""Why an article has its score: the parts of the sum, each with the word, the term and the way that led to it.

In: a question and an index. Out: `Explanation`s whose parts add up to the score of `score.py`:

    score = Σ points × share / 256 × (256 + coverage) / 256, rounded down after each division
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kbgen.language.fold import normalize
from kbgen.language.tokens import Token, tokens
from kbgen.search.index.postings import PHRASE
from kbgen.search.index.weights import idf
from kbgen.search.query.correction import in_known_layout
from kbgen.search.query.question import MAX_QUERY, ask
from kbgen.search.query.score import coverage_of, coverages_of, gain_of, match_of, rank, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kbgen.search.index.analysis import Row
    from kbgen.search.query.question import Question
    from kbgen.search.query.score import Alternative, Match
    from kbgen.search.query.words import Lexicon


class Way(StrEnum):
    """How a word of the question led to a term of the article."""

    EXACT = "exact"
    FORM = "form"
    """Another form or spelling of the same word."""
    SYNONYM = "synonym"
    """As a phrase that has synonyms. Those of a word lie in the word's own list: it is the way `exact` or `form`."""
    PREFIX = "prefix"
    """The word may be unfinished."""
    JOINED = "joined"
    """Together with its neighbor: `log in`, `login`; as a part of a code."""
    CORRECTION = "correction"
    LAYOUT = "layout"
    """Typed in the other keyboard layout."""
    PAIR = "pair"
    """Two words that stand so in a title or question."""
    CODE = "code"
    """A whole code."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one word of the question, a pair or a code adds to an article."""

    word: str
    """Of the question, folded."""
    term: str
    """By its commonest form; a beginning with its articles ready ends in `*`."""
    way: Way
    factor: int
    """Of 16: how much this way is worth."""
    frequency: int
    """Articles that idf goes by."""
    idf: int
    """In 1/64 bits."""
    weight: int
    """Of the term in the article, 1 to 255."""
    points: int
    """idf × factor / 16, at least 1, × weight."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The score of one article, taken apart."""

    id: str
    url: str
    title: str
    place: int
    """In the answer, from 1."""
    parts: tuple[Part, ...]
    """In the order of the question, then pairs and codes."""
    missing: tuple[str, ...]
    """Words of the question that the article does not have."""
    share: int
    """Of 256: the share of the question that is matched, 128 at least."""
    covered: str
    """The title or heading that the question covers best: `title`, `heading: …`, `question`, `code`; empty for none."""
    coverage: int
    """Of 256: how well."""
    score: int

    def as_json(self) -> dict[str, Any]:
        """The stable form of `--json`."""
        return {**asdict(self), "parts": [asdict(part) for part in self.parts], "missing": list(self.missing)}


class Explainer:
    """Explains the answer to one question."""

    def __init__(self, query: str, lexicon: Lexicon, records: Sequence[Row]) -> None:
        """Read the question and rank.

        Args:
            query: as typed.
            lexicon: an open index.
            records: of the index, any order.
        """
        self._lexicon = lexicon
        self._records = sorted(records, key=lambda record: record.url)
        self._question: Question = ask(query, lexicon)
        self._ranked = rank(self._question.words, self._question.extras, lexicon.documents)
        typed = normalize(query[:MAX_QUERY])
        self._typed = {form for token in tokens(typed) for form in (token.whole, *token.parts)}
        text = in_known_layout(typed, lexicon)
        self._retyped = text != typed
        self._joined = set(_joined(list(tokens(text)), lexicon))

    def explain_best(self, limit: int) -> tuple[Explanation, ...]:
        """The best articles, explained."""
        return tuple(self._explain(place) for place in range(min(limit, len(self._ranked))))

    def explain_article(self, name: str) -> Explanation | None:
        """An article by its id; None when it matches no word of the question."""
        places = (place for place, item in enumerate(self._ranked) if self._records[item.number].id == name)
        return next((self._explain(place) for place in places), None)

    def _explain(self, place: int) -> Explanation:
        number = self._ranked[place].number
        record = self._records[number]
        words, extras = self._question.words, self._question.extras
        match = match_of(number, words, extras, self._lexicon.documents)
        assert match is not None
        total = sum(max((self._gain(item) for item in each), default=0) for each in words)
        coverages = coverages_of(match)
        best = [self._best(alternatives, number) for alternatives in words]
        return Explanation(
            id=record.id,
            url=record.url,
            title=record.title,
            place=place + 1,
            parts=(*(part for part in best if part), *self._extras(number)),
            missing=tuple(each[0].word for each, part in zip(words, best, strict=True) if each and part is None),
            share=share_of(match, total),
            covered=_covered(match, coverages, record),
            coverage=coverage_of(match, coverages),
            score=self._ranked[place].score,
        )

    def _gain(self, alternative: Alternative) -> int:
        return gain_of(alternative, self._lexicon.documents)

    def _parts(self, alternatives: Sequence[Alternative], number: int) -> Iterator[Part]:
        for item in alternatives:
            weight = next((posting.weight for posting in item.term.postings if posting.number == number), 0)
            if weight:
                yield Part(
                    word=item.word or item.key,
                    term=item.key,
                    way=self._way(item),
                    factor=item.factor,
                    frequency=item.frequency,
                    idf=idf(self._lexicon.documents, item.frequency),
                    weight=weight,
                    points=self._gain(item) * weight,
                )

    def _best(self, alternatives: Sequence[Alternative], number: int) -> Part | None:
        """The reading that counts: the first of the best ones."""
        return max(self._parts(alternatives, number), key=lambda part: part.points, default=None)

    def _extras(self, number: int) -> Iterator[Part]:
        return self._parts(self._question.extras, number)

    def _way(self, item: Alternative) -> Way:
        word, key = item.word, item.key
        if not word:
            return Way.PAIR if " " in key else Way.CODE
        if self._lexicon.key(word) == key:
            if self._retyped and word not in self._typed:
                return Way.LAYOUT
            return Way.EXACT if word == key else Way.FORM
        if key in self._joined:
            return Way.JOINED
        if key.endswith("*") or any(self._lexicon.key(form) == key for form in self._lexicon.completions(word)):
            return Way.PREFIX
        return Way.SYNONYM if key.endswith(PHRASE) else Way.CORRECTION


def _joined(words: list[Token], lexicon: Lexicon) -> Iterator[str | None]:
    """The keys of codes that are read in parts, and of neighbors that are one word."""
    forms = [form for word in words for form in (word.parts or (word.whole,))]
    yield from (lexicon.key(word.whole) for word in words if word.parts)
    yield from (lexicon.key(left + right) for left, right in pairwise(forms))


def _covered(match: Match, coverages: dict[int, int], record: Row) -> str:
    if match.has_code:
        return "code"
    if not coverages:
        return ""
    slot = max(coverages, key=lambda place: (coverages[place], -place))
    if slot == 0:
        return "title"
    if slot <= len(record.passages):
        return f"heading: {record.passages[slot - 1].title}"
    return "question"
