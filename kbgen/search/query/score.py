# SPDX-License-Identifier: MIT
"""The ranking rule.

    score = (Σ idf × weight of the words + what pairs and codes add)
            × (½ + ½ × share of the question matched) × (1 + title coverage)
            + what affinity adds (`affinity.py`)

A word scores the best of its alternatives. The coverage of a title of n weighty words is
Σ idf(matched) / (Σ idf(matched) + (n − matched) × c); the best of an article's titles and questions
counts. All arithmetic is in integers, and articles of equal score are sorted by number.

JavaScript counterpart: `theme/assets/javascripts/search/score.js`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from kbgen.search.index.postings import Posting, Term
from kbgen.search.index.ranking import (
    CODE,
    FULL,
    MISSING_WORD,
    NEAR_ONE,
    ONE,
    SHARE_FLOOR,
    STRONG,
    TITLE_WORD,
)
from kbgen.search.index.weights import idf
from kbgen.search.query.affinity import Affinity, NearWord, affinity_of


class Alternative(NamedTuple):
    """One reading of a word of the question."""

    term: Term
    factor: int
    """Value of the reading, of 16."""
    frequency: int
    """Number of articles to compute idf from: those of the term, or of all completions."""
    key: str = ""
    """Key of the term; used only to explain, like `word`."""
    word: str = ""
    """Word of the question, folded; empty for pairs and whole codes."""


@dataclass(slots=True)
class Match:
    """The parts of a question that one article matches."""

    number: int
    """Number of the article."""
    score: int = 0
    """Sum before share and coverage."""
    matched: int = 0
    """Σ gain of the matched words."""
    titles: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Slot → (Σ gain of matched words, their number, words of the title)."""
    slots: dict[int, int] = field(default_factory=dict)
    """Slot → Σ gain of what it matches, twice for its title."""
    has_code: bool = False
    """Whether a code of the question is one of the article's own: this counts as full coverage."""


class Ranked(NamedTuple):
    """An article of the answer."""

    number: int
    """Number of the article."""
    score: int
    slot: int
    """Slot that matches best; 0 for the article as a whole."""
    coverage: int
    """Coverage of that slot's title, of 256; full if a code is the article's own."""


def rank(
    words: Iterable[list[Alternative]],
    extras: Iterable[Alternative],
    documents: int,
    near: Iterable[NearWord] = (),
) -> list[Ranked]:
    """Rank all articles that match a word, and perhaps others with affinity, best first.

    Args:
        words: The alternatives of each word of the question.
        extras: Pairs and whole codes, which only add to the score of articles that match a word.
        documents: Number of articles in the index.
        near: The words of the question with the articles near them.
    """
    matches: dict[int, Match] = {}
    total = 0
    for alternatives in words:
        total += max((gain_of(alternative, documents) for alternative in alternatives), default=0)
        _add_word(matches, alternatives, documents)
    for extra in extras:
        _add_extra(matches, extra, documents)
    ranked = _add_affinity(
        [_ranked(match, total) for match in matches.values()], affinity_of(near, documents)
    )
    ranked.sort(key=lambda item: (-item.score, item.number))
    return ranked


def _add_affinity(ranked: list[Ranked], affinity: Affinity) -> list[Ranked]:
    """Return articles with their affinity added to their scores, and those found by it alone."""
    best = best_score(ranked)
    articles = ranked + [Ranked(number, 0, 0, 0) for number in affinity.others(ranked)]
    return [
        article._replace(score=article.score + affinity.points(article.number, best))
        for article in articles
    ]


def best_score(ranked: Iterable[Ranked]) -> int:
    """Return the best score without affinity, of which affinity adds a share."""
    return max((article.score for article in ranked), default=NEAR_ONE)


def gain_of(alternative: Alternative, documents: int) -> int:
    """Return idf × factor: the points per unit of an article's weight."""
    # At least 1, so that a completed word of all articles still counts for its title.
    return max(1, idf(documents, alternative.frequency) * alternative.factor // FULL)


def _add_word(matches: dict[int, Match], alternatives: list[Alternative], documents: int) -> None:
    """Add the best of a word's alternatives to every article."""
    best: dict[int, tuple[int, Posting]] = {}
    for alternative in alternatives:
        gain = gain_of(alternative, documents)
        # Most words have a single alternative: no comparison is needed.
        if not best:
            best = {posting.number: (gain, posting) for posting in alternative.term.postings}
            continue
        for posting in alternative.term.postings:
            former = best.get(posting.number)
            if former is None or gain * posting.weight > former[0] * former[1].weight:
                best[posting.number] = (gain, posting)
    for number, (gain, posting) in best.items():
        match = matches.get(number)
        if match is None:
            match = matches[number] = Match(number)
        match.score += gain * posting.weight
        match.matched += gain
        _add_places(match, gain, posting)


def _add_places(match: Match, gain: int, posting: Posting) -> None:
    for slot, words in posting.places:
        match.slots[slot] = match.slots.get(slot, 0) + (gain * TITLE_WORD if words else gain)
        if words:
            idfs, count, _ = match.titles.get(slot, (0, 0, 0))
            match.titles[slot] = (idfs + gain, count + 1, words)


def _add_extra(matches: dict[int, Match], extra: Alternative, documents: int) -> None:
    gain = gain_of(extra, documents)
    for posting in extra.term.postings:
        match = matches.get(posting.number)
        if match is not None:
            match.score += gain * posting.weight
            match.has_code |= extra.factor >= CODE and posting.weight >= STRONG
            for slot, _ in posting.places:
                match.slots[slot] = match.slots.get(slot, 0) + gain


def _ranked(match: Match, total: int) -> Ranked:
    coverages = coverages_of(match) if match.titles else {}
    score = (
        match.score * share_of(match, total) // ONE * (ONE + coverage_of(match, coverages)) // ONE
    )
    slots = match.slots
    slot = (
        max(slots, key=lambda slot: (slots[slot], -slot))
        if len(slots) > 1
        else next(iter(slots), 0)
    )
    return Ranked(match.number, score, slot, ONE if match.has_code else coverages.get(slot, 0))


def share_of(match: Match, total: int) -> int:
    """Return the share of the question that is matched, of 256; at least `SHARE_FLOOR`."""
    return SHARE_FLOOR + (ONE - SHARE_FLOOR) * match.matched // max(1, total)


def coverage_of(match: Match, coverages: dict[int, int]) -> int:
    """Return the best coverage of a title, of 256; full if a code is the article's own."""
    return ONE if match.has_code else max(coverages.values()) if coverages else 0


def coverages_of(match: Match) -> dict[int, int]:
    """Map each slot whose title matches to the coverage of that title (of 256)."""
    return {slot: _coverage(*title) for slot, title in match.titles.items()}


def _coverage(idfs: int, count: int, words: int) -> int:
    return ONE * idfs // (idfs + max(0, words - count) * MISSING_WORD)


def match_of(
    number: int, words: Iterable[list[Alternative]], extras: Iterable[Alternative], documents: int
) -> Match | None:
    """Return what one article matches, as `rank` computes it; None if it matches no word."""
    matches: dict[int, Match] = {}
    for alternatives in words:
        _add_word(matches, [_only(alternative, number) for alternative in alternatives], documents)
    for extra in extras:
        _add_extra(matches, _only(extra, number), documents)
    return matches.get(number)


def _only(alternative: Alternative, number: int) -> Alternative:
    postings = tuple(posting for posting in alternative.term.postings if posting.number == number)
    return alternative._replace(term=alternative.term._replace(postings=postings))
