# SPDX-License-Identifier: MIT
"""The rule of ranking, after design.md section 5; `theme/assets/javascripts/search/score.js` is its twin.

score = (Σ idf·weight of the words + what pairs and codes add) × (½ + ½ · share of the question matched)
        × (1 + title coverage)

A word scores the best of its alternatives. Coverage of a title of n weighty words is Σ idf(matched) / (Σ idf(matched)
+ (n − matched) · c), and the best of an article's titles and questions counts. Integers only; ties by article number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.search.index.weights import idf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbgen.search.index.postings import Posting, Term

ONE: Final = 256
FULL: Final = 16
"""Factor of an alternative that is as good as the word itself."""
SHARE_FLOOR: Final = 128
"""What is left, of 256, of the score of an article that matches next to nothing of the question."""
MISSING_WORD: Final = 192
"""Idf taken for a word of a title that the question lacks."""
CODE: Final = 80
"""Factor of what an article with a whole code of the question gets beside the score of the code as a word."""
STRONG: Final = 192
"""Weight from which a code is one of the article's own: in its codes, title or questions."""


class Alternative(NamedTuple):
    """One way to read a word of the question."""

    term: Term
    factor: int
    """Of 16."""
    frequency: int
    """Number of articles that idf goes by: the term's own, or that of everything the word may be completed to."""
    key: str = ""
    """Of the term; with `word`, for explanations."""
    word: str = ""
    """Of the question, folded; empty for pairs and whole codes."""


@dataclass(slots=True)
class Match:
    """What has been found of a question in one article."""

    number: int
    score: int = 0
    matched: int = 0
    titles: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Slot → (Σ idf of matched words, how many, words of the title)."""
    slots: dict[int, int] = field(default_factory=dict)
    """Slot → Σ idf of what it matches, twice for its title."""
    has_code: bool = False
    """A code of the question is one of the article's own: as good as a title that is wholly covered."""


class Ranked(NamedTuple):
    """An article's place in the answer."""

    number: int
    score: int
    slot: int
    """The slot that matches best; 0 for the article as a whole."""
    coverage: int
    """Of 256: how well the title of that slot is covered; all of it where a code is the article's own."""


def rank(words: Iterable[list[Alternative]], extras: Iterable[Alternative], documents: int) -> list[Ranked]:
    """Every article that matches a word, best first.

    Args:
        words: the alternatives of each word of the question.
        extras: pairs and whole codes: they add to the score of an article that matches, and nothing else.
        documents: number of articles of the index.
    """
    matches: dict[int, Match] = {}
    total = 0
    for alternatives in words:
        total += max((gain_of(alternative, documents) for alternative in alternatives), default=0)
        _add_word(matches, alternatives, documents)
    for extra in extras:
        _add_extra(matches, extra, documents)
    ranked = [_ranked(match, total) for match in matches.values()]
    ranked.sort(key=lambda item: (-item.score, item.number))
    return ranked


def gain_of(alternative: Alternative, documents: int) -> int:
    """Idf times factor: what each unit of an article's weight is worth."""
    # At least 1: a word that every article has, completed, still counts for its title.
    return max(1, idf(documents, alternative.frequency) * alternative.factor // FULL)


def _add_word(matches: dict[int, Match], alternatives: list[Alternative], documents: int) -> None:
    """Give every article the best of a word's alternatives."""
    best: dict[int, tuple[int, Posting]] = {}
    for alternative in alternatives:
        gain = gain_of(alternative, documents)
        if not best:
            best = {posting.number: (gain, posting) for posting in alternative.term.postings}
            continue
        for posting in alternative.term.postings:
            known = best.get(posting.number)
            if known is None or gain * posting.weight > known[0] * known[1].weight:
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
        match.slots[slot] = match.slots.get(slot, 0) + (gain * 2 if words else gain)
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
    score = match.score * share_of(match, total) // ONE * (ONE + coverage_of(match, coverages)) // ONE
    slots = match.slots
    slot = max(slots, key=lambda place: (slots[place], -place)) if len(slots) > 1 else next(iter(slots), 0)
    return Ranked(match.number, score, slot, ONE if match.has_code else coverages.get(slot, 0))


def share_of(match: Match, total: int) -> int:
    """Of 256: the share of the question that is matched, never below the floor."""
    return SHARE_FLOOR + (ONE - SHARE_FLOOR) * match.matched // max(1, total)


def coverage_of(match: Match, coverages: dict[int, int]) -> int:
    """Of 256: the best coverage of a title; a code of the article's own is as good as a whole one."""
    return ONE if match.has_code else max(coverages.values()) if coverages else 0


def coverages_of(match: Match) -> dict[int, int]:
    """Slot → coverage of its title, of 256, for the slots whose title matches something."""
    return {slot: _coverage(*title) for slot, title in match.titles.items()}


def _coverage(idfs: int, count: int, words: int) -> int:
    return ONE * idfs // (idfs + max(0, words - count) * MISSING_WORD)


def match_of(
    number: int, words: Iterable[list[Alternative]], extras: Iterable[Alternative], documents: int
) -> Match | None:
    """What `rank` finds in one article; None when it matches no word."""
    matches: dict[int, Match] = {}
    for alternatives in words:
        _add_word(matches, [_only(alternative, number) for alternative in alternatives], documents)
    for extra in extras:
        _add_extra(matches, _only(extra, number), documents)
    return matches.get(number)


def _only(alternative: Alternative, number: int) -> Alternative:
    postings = tuple(posting for posting in alternative.term.postings if posting.number == number)
    return alternative._replace(term=alternative.term._replace(postings=postings))
