# SPDX-License-Identifier: MIT
"""Chooses the spellings to suggest, for all words of a question together.

A misspelled word may mean several known words, and a rare known word next to it may be a
misspelling too (`frnot mater`). The article that contains most of the question, preferably in one
title, decides. If the corrections find nothing together with the other words, there is no
suggestion: the words are probably right, and no article has them (`my wife`, not `wide`). Alone, a
short word is not corrected to one with another letter.

JavaScript counterpart: `theme/assets/javascripts/search/spelling-choice.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kbgen.search.index.ranking import (
    CORRECTED,
    FEW_ARTICLES,
    IN_ARTICLE,
    IN_TITLE,
    SHORT_WORD,
)
from kbgen.search.query.edit_distance import allowed_errors, distance
from kbgen.search.query.words import Lexicon, Word


class _Found(NamedTuple):
    """What one article has of a word."""

    points: int
    spelling: int
    """Index of the best spelling that the article contains."""
    titles: tuple[int, ...]
    """Slots whose titles contain it."""


_Finds = dict[int, _Found]
"""Number of an article → what it has of one word."""


def doubtful_words(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Return the known words that few articles contain as typed, or none."""
    return [
        word
        for word in words
        if (word.keys or lexicon.vocabulary_key(word.form))
        and word.is_known
        and len(word.form) >= SHORT_WORD
        and allowed_errors(word.form)
        and is_rare(word, FEW_ARTICLES, lexicon)
    ]


def is_rare(word: Word, share: int, lexicon: Lexicon) -> bool:
    """Tell whether few articles contain a word as typed: one, and one more for each `share`."""
    key = lexicon.key(word.form)
    term = None if key is None else lexicon.term(key)
    return term is None or term.frequency <= 1 + lexicon.documents // share


def choose_spellings(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Correct all words that have `spellings`, or none.

    Args:
        words: Words of the question that are not skipped. A known word with `spellings` is the
            first of them itself.
        lexicon: The index.
    """
    finds = [_finds(word, lexicon) for word in words]
    best = _best_article(finds)
    if not _is_evident(words, finds, best):
        return
    for word, found in zip(words, finds, strict=True):
        if word.spellings:
            spelling = word.spellings[found[best].spelling if best in found else 0]
            if spelling != word.form:
                word.add(lexicon.key(spelling), CORRECTED[1])
            if spelling != word.form or not word.is_known:
                word.corrected = spelling


def _finds(word: Word, lexicon: Lexicon) -> _Finds:
    """Return what each article has of a word: the best of its spellings."""
    finds: _Finds = {}
    for number, spelling in enumerate(word.spellings or [word.form]):
        keys = list(word.keys) if spelling == word.form else [lexicon.key(spelling) or ""]
        for term in filter(None, map(lexicon.term, keys)):
            for posting in term.postings:
                titles = tuple(slot for slot, words in posting.places if words)
                points = IN_ARTICLE + IN_TITLE * bool(titles) - number
                former = finds.get(posting.number)
                if former is None or points > former.points:
                    finds[posting.number] = _Found(points, number, titles)
    return finds


def _best_article(finds: Sequence[_Finds]) -> int:
    """Return the number of the article that contains most words; of equal ones, the first.

    Words count more if they are in the same title.
    """
    points: Counter[int] = Counter()
    for each in finds:
        for number, found in each.items():
            points[number] += found.points - IN_TITLE * bool(found.titles)
    titles: Counter[tuple[int, int]] = Counter(
        (number, slot) for each in finds for number, found in each.items() for slot in found.titles
    )
    in_titles: dict[int, int] = {}
    for (number, _), count in titles.items():
        in_titles[number] = max(count, in_titles.get(number, 0))
    for number, count in in_titles.items():
        points[number] += IN_TITLE * count
    return min(points, key=lambda number: (-points[number], number), default=-1)


def _is_evident(words: Sequence[Word], finds: Sequence[_Finds], best: int) -> bool:
    """Tell whether corrected words find an article together with the words that are known."""
    known: Counter[int] = Counter()
    matched = 0
    may_be_others = False
    for word, found in zip(words, finds, strict=True):
        matched += best in found
        if word.is_known:
            known.update(found.keys())
        elif best in found:
            spelling = word.spellings[found[best].spelling]
            may_be_others |= _may_be_another(word.form, spelling)
            if not found[best].titles:
                matched -= _is_uncertain(word.form, spelling)
    return matched > max(known.values()) if known else not may_be_others


def _may_be_another(form: str, spelling: str) -> bool:
    """Tell whether a short word with one other letter is probably a right word: `wife`, `wire`."""
    return (
        len(form) <= SHORT_WORD and len(form) == len(spelling) and sorted(form) != sorted(spelling)
    )


def _is_uncertain(form: str, spelling: str) -> bool:
    """Tell whether a correction needs a title.

    Short words are one letter from many others, and few people mistype the first letter.
    """
    return len(form) <= SHORT_WORD or form[0] != spelling[0] or distance(form, spelling, 1) > 1
