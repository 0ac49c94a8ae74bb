# SPDX-License-Identifier: MIT
"""The ranking rule.

    base = (Σ idf × weight of the words + what pairs and codes add)
           × (½ + ½ × share of the question matched) × (1 + title coverage)
    score = base + (evidence of titles + affinity) × best base of all articles

A word scores the best of its alternatives. The coverage of a title of n weighty words is
Σ idf(matched) / (Σ idf(matched) + (n − matched) × c), where n is at least 2 for a question of six
words or more; the best of an article's titles and questions counts.

The evidence of titles is the share of the question in an article's best title or question, by idf
over titles, more in short ones, and more on small sites. The stop words of titles that ask count
too ("Where did it come from?"), so it may find an article that no other word finds. All arithmetic
is in integers, and articles of equal score are sorted by number.

JavaScript counterpart: `theme/assets/javascripts/search/score.js`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import starmap
from typing import NamedTuple

from kbgen.search.index.postings import Posting, Term
from kbgen.search.index.ranking import (
    CODE,
    EVIDENCE,
    EVIDENCE_SITE,
    FLOOR,
    FULL,
    LEAST_LIKELY,
    LENGTH_EXTRA,
    LIKELY,
    LONG_QUESTION,
    MAX_WEIGHT,
    MISSING_WORD,
    NEAR_ONE,
    ONE,
    SHARE_FLOOR,
    SHORT_QUESTION,
    STRONG,
    TITLE_LENGTHS,
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
    evidence: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Slot → (Σ idf over titles of the words in its title, weighty words of the title)."""
    code: int = 0
    """The part of `score` that whole codes add."""
    has_code: bool = False
    """Whether a code of the question is one of the article's own: this counts as full coverage."""
    base: int = 0
    """Score before the evidence of titles and affinity."""


class Ranked(NamedTuple):
    """An article of the answer."""

    number: int
    """Number of the article."""
    score: int
    slot: int
    """Slot that matches best; 0 for the article as a whole."""
    coverage: int
    """Coverage of that slot's title, of 256; full if a code is the article's own."""
    likely: bool = True
    """Whether it may be what was asked for, or an article after it may be."""


def rank(
    words: Iterable[list[Alternative]],
    extras: Iterable[Alternative],
    documents: int,
    *,
    asking: Iterable[Alternative] = (),
    unknown: int = 0,
    near: Iterable[NearWord] = (),
) -> list[Ranked]:
    """Rank the articles above the floor, best first.

    Args:
        words: The alternatives of each word of the question.
        extras: Pairs and whole codes, which only add to the score of articles that match a word.
        documents: Number of articles in the index.
        asking: The question's stop words in the titles that ask.
        unknown: Number of words without a reading.
        near: The words of the question with the articles near them (`affinity.py`).
    """
    matches, totals = matches_of(words, extras, documents, asking, unknown)
    affinity = affinity_of(near, documents)
    matches |= {number: Match(number) for number in affinity.others(matches.values())}
    best = best_base(matches.values())
    ranked = [
        _ranked(
            match,
            totals,
            match.base
            + points_of_evidence(match, totals, best)
            + affinity.points(match.number, best),
        )
        for match in matches.values()
    ]
    has_code = any(match.has_code for match in matches.values())
    ranked.sort(key=lambda item: _order(item, matches[item.number], totals))
    most = max((_score_by_words(matches[item.number], item.score) for item in ranked), default=0)
    shown = [item for item in ranked if item.score * FLOOR >= most]
    # A likely article makes those before it likely: the two groups follow one another.
    likely = max(
        (
            place
            for place, item in enumerate(shown, 1)
            if (matches[item.number].has_code if has_code else item.score * LIKELY >= most)
            and _is_likely(matches[item.number], totals, affinity)
        ),
        default=0,
    )
    return [item._replace(likely=place < likely) for place, item in enumerate(shown)]


def _order(item: Ranked, match: Match, totals: Totals) -> tuple[bool, int, int, int]:
    """Return the sort key of an article.

    An exact code is what was asked for: its articles come before all others. Of equal ones, the
    article whose title is the code comes before one with a range of codes.
    """
    title = max(coverages_of(match, totals).values(), default=0) if match.has_code else 0
    return not match.has_code, -item.score, -title, item.number


def _score_by_words(match: Match, score: int) -> int:
    """Return a score without what whole codes add: a number may be written in another way."""
    return score * (match.score - match.code) // match.score if match.score else score


def _is_likely(match: Match, totals: Totals, affinity: Affinity) -> bool:
    """Tell whether an article has enough of a question to be what was asked for.

    That is a code, a clear affinity, or enough of the words and titles.
    """
    return match.has_code or affinity.is_clear(match.number) or _has_enough(match, totals)


def _has_enough(match: Match, totals: Totals) -> bool:
    """Tell whether an article has enough of a question's words.

    Of one or two words, that is half of them (by gain), or a title with two thirds. Of more, the
    share of the words, the same by their weight in the article, and half the evidence are added.
    """
    evidence = evidence_of(match, totals)
    if totals.number <= SHORT_QUESTION:
        return match.matched * 2 >= totals.asked or evidence * 3 >= ONE * 2
    least, shared, most = LEAST_LIKELY
    share = ONE * (match.matched * MAX_WEIGHT + match.score) // (MAX_WEIGHT * max(1, totals.asked))
    return share + evidence // 2 >= min(most, least + shared // totals.number)


class Totals(NamedTuple):
    """The most that an article can match of a question."""

    words: int
    """Σ gain of the words."""
    titles: int
    """Σ idf over titles of all words, stop words included."""
    asked: int
    """Σ gain of the words, those without a reading included."""
    number: int
    """Number of these words."""
    documents: int
    """Number of articles in the index."""

    @property
    def least_words(self) -> int:
        """Return the least number of words to count of a title.

        A title of one word does not cover a long question that has it.
        """
        return 2 if self.number >= LONG_QUESTION else 0


def matches_of(
    words: Iterable[list[Alternative]],
    extras: Iterable[Alternative],
    documents: int,
    asking: Iterable[Alternative] = (),
    unknown: int = 0,
) -> tuple[dict[int, Match], Totals]:
    """Return what each article matches, and the most that one can match; see `rank`."""
    matches: dict[int, Match] = {}
    total = titles = 0
    count = unknown
    for alternatives in words:
        count += 1
        total += max((gain_of(alternative, documents) for alternative in alternatives), default=0)
        titles += max(
            (title_gain(alternative, documents) for alternative in alternatives), default=0
        )
        _add_word(matches, alternatives, documents)
    for extra in extras:
        _add_extra(matches, extra, documents)
    for alternative in asking:
        titles += gain_of(alternative, documents)
        _add_asking(matches, alternative, documents)
    # A word that no article has would be the rarest one.
    rarest = unknown * idf(documents, 0)
    totals = Totals(total, titles + rarest, total + rarest, count, documents)
    for match in matches.values():
        match.base = _base(match, totals)
    return matches, totals


def _base(match: Match, totals: Totals) -> int:
    share = share_of(match, totals.words)
    coverage = coverage_of(match, coverages_of(match, totals))
    return match.score * share // ONE * (ONE + coverage) // ONE


def best_base(matches: Iterable[Match]) -> int:
    """Return the best score before evidence and affinity, which add shares of it."""
    return max((match.base for match in matches), default=0) or NEAR_ONE


def evidence_of(match: Match, totals: Totals) -> int:
    """Return the evidence of the best title, of 256: full if it has the whole question."""
    best = max(starmap(_evidence, match.evidence.values()), default=0)
    return min(ONE, ONE * best // max(1, totals.titles))


def _evidence(idfs: int, words: int) -> int:
    """Return Σ idf over titles, more for a short title."""
    shortest, usual = TITLE_LENGTHS
    return idfs * (usual + LENGTH_EXTRA) // (max(shortest, words) + LENGTH_EXTRA)


def points_of_evidence(match: Match, totals: Totals, best: int) -> int:
    """Return what the evidence of titles adds to a score. `best` is the best base of all."""
    # Of few articles, fewer have a word of the question in a title by chance.
    extra = 2 * EVIDENCE * EVIDENCE_SITE // (EVIDENCE_SITE + max(EVIDENCE_SITE, totals.documents))
    factor = EVIDENCE + extra
    return best * factor // FULL * evidence_of(match, totals) // ONE


def title_gain(alternative: Alternative, documents: int) -> int:
    """Return idf over titles × factor."""
    term, factor, frequency = alternative[:3]
    # A completion counts as no rarer than all completions, in titles too.
    least = frequency if frequency > term.frequency else 0
    return max(1, idf(documents, max(least, _titles_with(term))) * factor // FULL)


def _titles_with(term: Term) -> int:
    """Return the number of articles with a term in a title."""
    return sum(any(words for _, words in posting.places) for posting in term.postings)


def gain_of(alternative: Alternative, documents: int) -> int:
    """Return idf × factor: the points per unit of an article's weight."""
    # At least 1, so that a completed word of all articles still counts for its title.
    return max(1, idf(documents, alternative.frequency) * alternative.factor // FULL)


def _add_word(matches: dict[int, Match], alternatives: list[Alternative], documents: int) -> None:
    """Add the best of a word's alternatives to every article."""
    best: dict[int, tuple[int, Posting, int]] = {}
    for alternative in alternatives:
        gain, in_title = gain_of(alternative, documents), title_gain(alternative, documents)
        # Most words have a single alternative: no comparison is needed.
        if not best:
            best = {
                posting.number: (gain, posting, in_title) for posting in alternative.term.postings
            }
            continue
        for posting in alternative.term.postings:
            former = best.get(posting.number)
            if former is None or gain * posting.weight > former[0] * former[1].weight:
                best[posting.number] = (gain, posting, in_title)
    for number, (gain, posting, in_title) in best.items():
        match = matches.get(number)
        if match is None:
            match = matches[number] = Match(number)
        match.score += gain * posting.weight
        match.matched += gain
        _add_places(match, gain, posting, in_title)


def _add_places(match: Match, gain: int, posting: Posting, in_title: int) -> None:
    for slot, words in posting.places:
        match.slots[slot] = match.slots.get(slot, 0) + (gain * TITLE_WORD if words else gain)
        if words:
            idfs, count, _ = match.titles.get(slot, (0, 0, 0))
            match.titles[slot] = (idfs + gain, count + 1, words)
            evidence, _ = match.evidence.get(slot, (0, 0))
            match.evidence[slot] = (evidence + in_title, words)


def _add_asking(matches: dict[int, Match], alternative: Alternative, documents: int) -> None:
    """Add a stop word to the titles that ask with it."""
    gain = gain_of(alternative, documents)
    for posting in alternative.term.postings:
        match = matches.get(posting.number)
        if match is None:
            match = matches[posting.number] = Match(posting.number)
        for slot, _ in posting.places:
            idfs, words = match.evidence.get(slot, (0, TITLE_LENGTHS[1]))
            match.evidence[slot] = (idfs + gain, words)


def _add_extra(matches: dict[int, Match], extra: Alternative, documents: int) -> None:
    gain = gain_of(extra, documents)
    for posting in extra.term.postings:
        match = matches.get(posting.number)
        if match is not None:
            match.score += gain * posting.weight
            match.code += gain * posting.weight if extra.factor >= CODE else 0
            match.has_code |= extra.factor >= CODE and posting.weight >= STRONG
            for slot, _ in posting.places:
                match.slots[slot] = match.slots.get(slot, 0) + gain


def _ranked(match: Match, totals: Totals, score: int) -> Ranked:
    coverages = coverages_of(match, totals)
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


def coverages_of(match: Match, totals: Totals) -> dict[int, int]:
    """Map each slot whose title matches to the coverage of that title (of 256)."""
    least = totals.least_words
    return {
        slot: _coverage(idfs, count, max(least, words))
        for slot, (idfs, count, words) in match.titles.items()
    }


def _coverage(idfs: int, count: int, words: int) -> int:
    return ONE * idfs // (idfs + max(0, words - count) * MISSING_WORD)
