# SPDX-License-Identifier: MIT
"""The rule of ranking."""

from __future__ import annotations

from kbgen.search.index.postings import Posting, Term
from kbgen.search.index.ranking import FULL
from kbgen.search.query.score import Alternative, rank


def word(*postings: Posting, factor: int = FULL, frequency: int | None = None) -> Alternative:
    """A way to read a word, from its postings."""
    return Alternative(Term(len(postings), postings), factor, frequency or len(postings))


def numbers(*args: object) -> list[int]:
    """Numbers of the ranked articles."""
    return [item.number for item in rank(*args)]  # type: ignore[arg-type]


def test_weight_ranks() -> None:
    """The heavier posting wins; of equals the lower number."""
    assert numbers([[word(Posting(2, 9, ()), Posting(5, 9, ()), Posting(1, 3, ()))]], [], 10) == [
        2,
        5,
        1,
    ]


def test_rare_word_ranks_above_common_one() -> None:
    """Idf: few articles with the word, much said."""
    common = word(Posting(1, 9, ()), frequency=8)
    rare = word(Posting(2, 9, ()), frequency=1)
    assert numbers([[common], [rare]], [], 10) == [2, 1]


def test_word_scores_the_best_of_its_alternatives_once() -> None:
    """Two readings of one word do not count twice."""
    both = rank([[word(Posting(1, 9, ())), word(Posting(1, 9, ()), factor=8)]], [], 10)
    one = rank([[word(Posting(1, 9, ()))]], [], 10)
    assert both == one


def test_share_of_the_question_counts() -> None:
    """Two words of two beat one word that weighs as much as both."""
    first = word(Posting(1, 10, ()), Posting(2, 20, ()))
    second = word(Posting(1, 10, ()), frequency=2)
    assert numbers([[first], [second]], [], 10) == [1, 2]


def test_covered_title_counts() -> None:
    """The whole title in the question beats a part of a longer title."""
    short = Posting(2, 9, ((0, 1),))
    long = Posting(1, 9, ((0, 6),))
    assert numbers([[word(long, short)]], [], 10) == [2, 1]


def test_best_slot_is_named() -> None:
    """The passage with more of the question is where the hit leads."""
    first = word(Posting(1, 9, ((1, 0), (2, 0))))
    second = word(Posting(1, 9, ((2, 0),)))
    (found,) = rank([[first], [second]], [], 10)
    assert found.slot == 2
    assert found.coverage == 0


def test_extras_only_help_what_matches() -> None:
    """A pair adds to the score of a match, and matches no other article."""
    matched = word(Posting(1, 9, ()), Posting(2, 9, ()))
    assert numbers([[matched]], [word(Posting(2, 9, ()), Posting(7, 9, ()))], 10) == [2, 1]


def test_nothing_asked_nothing_found() -> None:
    """No words, no alternatives: an empty list."""
    assert rank([], [], 10) == []
    assert rank([[]], [], 0) == []
