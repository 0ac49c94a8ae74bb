# SPDX-License-Identifier: MIT
"""Explains scores: the parts of the sum, each with its word, its term, and how the two match.

In: a question and an index. Out: `Explanation`s whose parts add up to the score of `score.py`:

    base = Σ points × share / 256 × (256 + coverage) / 256, rounded down after each division
    score = base + title_points + Σ points of affinity
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import Any

from kbgen.language.fold import normalize
from kbgen.language.tokens import Token, tokens
from kbgen.search.index.postings import PHRASE
from kbgen.search.index.ranking import MAX_QUERY
from kbgen.search.index.records import ResultRow
from kbgen.search.index.weights import idf
from kbgen.search.query.affinity import affinity_of
from kbgen.search.query.correction import digits_for_letters, retype
from kbgen.search.query.question import Question, ask
from kbgen.search.query.score import (
    Alternative,
    Match,
    best_base,
    coverage_of,
    coverages_of,
    evidence_of,
    gain_of,
    matches_of,
    points_of_evidence,
    rank,
    share_of,
)
from kbgen.search.query.words import Lexicon


class Way(StrEnum):
    """How a word of the question matches a term of the article."""

    EXACT = "exact"
    FORM = "form"
    """Another form or spelling of the same word."""
    SYNONYM = "synonym"
    """As part of a phrase with synonyms. Synonyms of a single word count as `exact` or `form`."""
    PREFIX = "prefix"
    """As a prefix of a word."""
    JOINED = "joined"
    """Joined with its neighbor (`log in`, `login`), or as a part of a code."""
    CORRECTION = "correction"
    """After a spelling correction."""
    LAYOUT = "layout"
    """Retyped in the other keyboard layout."""
    PAIR = "pair"
    """Two words that are neighbors in a title or question."""
    CODE = "code"
    """As a whole code."""


@dataclass(frozen=True, slots=True)
class Part:
    """The contribution of one word, pair or code of the question to an article's score."""

    word: str
    """Word of the question, folded."""
    term: str
    """Key of the term; a prefix with a precomputed list ends in `*`."""
    way: Way
    factor: int
    """Value of this way, of 16."""
    frequency: int
    """Number of articles that idf is computed from."""
    idf: int
    """Inverse document frequency in 1/64 bits."""
    weight: int
    """Weight of the term in the article: at most `MAX_WEIGHT`."""
    points: int
    """idf × factor / 16, at least 1, × weight."""


@dataclass(frozen=True, slots=True)
class NearPart:
    """The contribution of one word of the question to an article's affinity (`affinity.py`)."""

    word: str
    """Word of the question, folded."""
    term: str
    """Key of the affinity list."""
    gain: int
    """Points of a strength of 1, before they become a share of the best score."""
    strength: int
    """Strength of the article in the list, at most `MAX_STRENGTH`."""
    points: int
    """What the word adds to the score."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The score of one article in parts."""

    id: str
    url: str
    title: str
    place: int
    """Rank in the answer, from 1."""
    parts: tuple[Part, ...]
    """Parts in the order of the question, then pairs and codes."""
    missing: tuple[str, ...]
    """Words of the question that the article does not match."""
    share: int
    """Share of the question that is matched, of 256; at least 128."""
    covered: str
    """Text that the question covers best: `title`, `heading: …`, `question`, `code`, or empty."""
    coverage: int
    """How well it is covered, of 256."""
    evidence: int
    """Share of the question in the best title, stop words of titles that ask included, of 256."""
    title_points: int
    """What this evidence adds to the score."""
    affinity: tuple[NearPart, ...]
    """Words to which the article is near in meaning; empty if meaning is off."""
    score: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable form for `--json`."""
        return {
            **asdict(self),
            "parts": [asdict(part) for part in self.parts],
            "affinity": [asdict(part) for part in self.affinity],
            "missing": list(self.missing),
        }


class Explainer:
    """Explains the answer to one question."""

    def __init__(self, query: str, lexicon: Lexicon, rows: Sequence[ResultRow]) -> None:
        """Read the question and rank the articles.

        Args:
            query: The question as typed.
            lexicon: An open index.
            rows: Result rows of the index, in any order.
        """
        self._lexicon = lexicon
        self._rows = sorted(rows, key=lambda row: row.url)
        self._question: Question = ask(query, lexicon)
        asked = (self._question.words, self._question.extras, lexicon.documents)
        asking, unknown, near = (
            self._question.asking, self._question.unknown, self._question.near,
        )  # fmt: skip
        self._ranked = rank(*asked, asking=asking, unknown=unknown, near=near)
        self._matches, self._totals = matches_of(*asked, asking, unknown)
        self._affinity = affinity_of(near, lexicon.documents)
        self._best_base = best_base(self._matches.values())
        typed = normalize(query[:MAX_QUERY])
        self._typed: set[str] = set()
        for token in tokens(typed, symbols=True):
            self._typed |= {token.whole, *token.parts}
        text = retype(typed, lexicon)
        self._retyped = text != typed
        self._joined = set(_joined(list(tokens(text, symbols=True)), lexicon))

    def explain_best(self, limit: int) -> tuple[Explanation, ...]:
        """Explain the best articles."""
        return tuple(self._explain(index) for index in range(min(limit, len(self._ranked))))

    def explain_article(self, name: str) -> Explanation | None:
        """Explain the article with this id; None if it matches no word of the question."""
        for index, ranked in enumerate(self._ranked):
            if self._rows[ranked.number].id == name:
                return self._explain(index)
        return None

    def _explain(self, index: int) -> Explanation:
        number = self._ranked[index].number
        row = self._rows[number]
        words, extras = self._question.words, self._question.extras
        # An article that is found by affinity alone matches nothing.
        match = self._matches.get(number, Match(number))
        coverages = coverages_of(match, self._totals)
        best = [self._best(alternatives, number) for alternatives in words]
        return Explanation(
            id=row.id,
            url=row.url,
            title=row.title,
            place=index + 1,
            parts=(*filter(None, best), *self._parts(extras, number)),
            missing=tuple(
                readings[0].word
                for readings, part in zip(words, best, strict=True)
                if readings and part is None
            ),
            share=share_of(match, self._totals.words),
            covered=_covered(match, coverages, row),
            coverage=coverage_of(match, coverages),
            evidence=evidence_of(match, self._totals),
            title_points=points_of_evidence(match, self._totals, self._best_base),
            affinity=tuple(self._near_parts(number)),
            score=self._ranked[index].score,
        )

    def _near_parts(self, number: int) -> Iterator[NearPart]:
        """Yield the words to which an article is near, with their shares of its points."""
        points = self._affinity.points(number, self._best_base)
        whole, before = self._affinity.sums.get(number, 0), 0
        for word in self._question.near:
            strength = dict(word.articles).get(number, 0)
            if strength:
                # Shares of the running sum, so that rounding does not lose a point.
                after = before + word.gain * strength
                share = points * after // whole - points * before // whole
                yield NearPart(word.word, word.key, word.gain, strength, share)
                before = after

    def _gain(self, alternative: Alternative) -> int:
        return gain_of(alternative, self._lexicon.documents)

    def _parts(self, alternatives: Sequence[Alternative], number: int) -> Iterator[Part]:
        for reading in alternatives:
            postings = reading.term.postings
            weight = next((posting.weight for posting in postings if posting.number == number), 0)
            if weight:
                yield Part(
                    word=reading.word or reading.key,
                    term=reading.key,
                    way=self._way(reading),
                    factor=reading.factor,
                    frequency=reading.frequency,
                    idf=idf(self._lexicon.documents, reading.frequency),
                    weight=weight,
                    points=self._gain(reading) * weight,
                )

    def _best(self, alternatives: Sequence[Alternative], number: int) -> Part | None:
        """Return the reading that counts: the first of the best ones."""
        return max(self._parts(alternatives, number), key=lambda part: part.points, default=None)

    def _way(self, reading: Alternative) -> Way:
        """Return the origin of a reading, according to the index's entries for its word."""
        word, key = reading.word, reading.key
        if not word:
            return Way.PAIR if " " in key else Way.CODE
        if self._lexicon.key(word) == key:
            if self._retyped and word not in self._typed:
                is_code = word in map(digits_for_letters, self._typed)
                return Way.CORRECTION if is_code else Way.LAYOUT
            return Way.EXACT if word == key else Way.FORM
        if key in self._lexicon.related(self._lexicon.key(word) or ""):
            return Way.FORM
        if key in self._joined:
            return Way.JOINED
        if key.endswith("*") or any(
            self._lexicon.key(form) == key for form in self._lexicon.completions(word)
        ):
            return Way.PREFIX
        return Way.SYNONYM if key.endswith(PHRASE) else Way.CORRECTION


def _joined(words: list[Token], lexicon: Lexicon) -> Iterator[str | None]:
    """Yield the keys of codes that are read in parts, and of neighbors that are one word."""
    forms = list(chain.from_iterable(word.parts or (word.whole,) for word in words))
    yield from (lexicon.key(word.whole) for word in words if word.parts)
    yield from (lexicon.key(left + right) for left, right in pairwise(forms))


def _covered(match: Match, coverages: dict[int, int], row: ResultRow) -> str:
    """Name the title that the question covers best; see `Explanation.covered`."""
    if match.has_code:
        return "code"
    if not coverages:
        return ""
    slot = max(coverages, key=lambda slot: (coverages[slot], -slot))
    if slot == 0:
        return "title"
    if slot <= len(row.passages):
        return f"heading: {row.passages[slot - 1].title}"
    return "question"
