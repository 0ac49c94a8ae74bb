# SPDX-License-Identifier: MIT
"""The rule of ranking."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from kbgen.search.index.postings import Posting, Term
from kbgen.search.index.ranking import FULL, ONE
from kbgen.search.query import score
from kbgen.search.query.score import (
    Alternative,
    Match,
    Totals,
    coverages_of,
    evidence_of,
    matches_of,
    points_of_evidence,
    rank,
)


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
    common = word(Posting(1, 9, ()), frequency=6)
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


def titled(number: int, words: int) -> Posting:
    """A posting whose term is in a title of this many weighty words."""
    return Posting(number, 9, ((0, words),))


def test_the_words_of_a_title_add_a_share_of_the_best_score() -> None:
    """Of two articles with equal weights and coverage, the one with the rarer word in its title wins."""
    inside = word(Posting(1, 9, ((0, 2),)), Posting(2, 9, ((0, 0),)))
    other = word(Posting(2, 9, ((0, 2),)), Posting(1, 9, ((0, 0),)), Posting(3, 9, ((0, 2),)))
    without = word(Posting(1, 9, ((0, 0),)), Posting(2, 9, ((0, 0),)))
    first, second = rank([[inside], [other]], [], 40)[:2]
    assert (first.number, second.number) == (1, 2)
    assert first.score > rank([[without], [other]], [], 40)[1].score


def test_stop_words_find_titles_that_ask() -> None:
    """An article may be found by the stop words of its title alone; the whole title wins."""
    weighty = [word(titled(1, 1), titled(2, 1))]
    asking = [word(Posting(2, 252, ((0, 0),)), Posting(3, 252, ((0, 0),)))]
    assert [item.number for item in rank([weighty], [], 10)] == [1, 2]
    assert [item.number for item in rank([weighty], [], 10, asking=asking)] == [2, 1, 3]


def test_a_short_title_is_no_better_evidence_than_three_words() -> None:
    """One-word titles would beat everything."""
    evidence = [matches_of([[word(titled(1, words))]], [], 10) for words in (1, 2, 3, 9)]
    shares = [evidence_of(found[1], totals) for found, totals in evidence]
    assert shares[0] == shares[1] == shares[2] > shares[3]


def test_the_evidence_of_titles_counts_more_on_a_small_site() -> None:
    """The title with half of the words against the text with all of them, among 4 or 4,000 articles."""
    inside = word(Posting(1, 120, ((0, 2),)), frequency=1)
    total = points_of_evidence(*_first([[inside]], 4), best=1000)
    assert total > points_of_evidence(*_first([[inside]], 4_000), best=1000) > 0


def _first(words: list[list[Alternative]], documents: int) -> tuple[Match, Totals]:
    matches, totals = matches_of(words, [], documents)
    return matches[1], totals


def test_a_title_of_one_word_does_not_cover_a_long_question() -> None:
    """“Coronavirus” has one word of six; it is covered only if less was asked."""
    title = word(titled(1, 1), Posting(2, 9, ()))
    others = [[word(Posting(2, 9, ()), Posting(3, 9, ()))] for _ in range(5)]
    short, long = (matches_of([[title], *others[:more]], [], 40) for more in (4, 5))
    covered = [coverages_of(matches[1], totals)[0] for matches, totals in (short, long)]
    assert covered[0] == ONE > covered[1]


def test_the_article_named_after_a_code_comes_before_a_range() -> None:
    """Both have the code in a title and equal scores."""
    code = word(Posting(1, 252, ((0, 4),)), Posting(2, 252, ((0, 1),)), factor=80)
    plain = word(Posting(1, 252, ((0, 4),)), Posting(2, 252, ((0, 1),)))
    with patch.object(score, "EVIDENCE", 0):
        first, second = rank([[plain]], [code], 40)
    assert (first.number, second.number) == (2, 1)
    assert first.score == second.score


def test_what_is_far_below_the_best_is_no_result() -> None:
    """A sixteenth of the best score is the floor."""
    common = word(*(Posting(number, 4, ()) for number in range(3, 40)), frequency=37)
    assert numbers([[word(Posting(1, 252, ()))], [common]], [], 40) == [1]


def test_half_of_a_short_question_is_less_likely() -> None:
    """`two factor` → "Invoices are sent twice": an unknown word is the rarest one."""
    readings = [[word(Posting(1, 90, ((0, 3),)))]]
    (alone,) = rank(readings, [], 40)
    (half,) = rank(readings, [], 40, unknown=1)
    assert (alone.likely, half.likely) == (True, False)


@pytest.mark.parametrize(
    ("has", "weight", "of", "likely"),
    [(1, 90, 3, False), (1, 252, 3, True), (2, 90, 6, False), (2, 252, 6, True), (3, 90, 6, True)],
)
def test_a_long_question_needs_more_words_or_heavier_ones(
    has: int, weight: int, of: int, likely: bool
) -> None:
    """Any one of a few words is in some article; in a title it says more."""
    readings = [[word(Posting(1, weight, ()))] for _ in range(has)]
    (found,) = rank(readings, [], 40, unknown=of - has)
    assert found.likely is likely


def test_likely_articles_come_first() -> None:
    """An article is less likely only if all after it are."""
    long = [[word(Posting(1, 90, ()), Posting(2, 80, ()))], [word(Posting(2, 8, ()), frequency=3)]]
    found = rank(long, [], 40)
    assert [item.likely for item in found] == sorted((item.likely for item in found), reverse=True)
    low = [[word(Posting(1, 90, ()), Posting(2, 15, ()))]]
    assert [item.likely for item in rank(low, [], 40)] == [True, False]


def test_only_the_articles_of_a_code_are_likely() -> None:
    """They come first, whatever the other words weigh."""
    code = word(Posting(1, 200, ()), Posting(2, 60, ()), factor=80)
    words = [
        [word(Posting(1, 200, ()), Posting(2, 60, ()))],
        [word(Posting(2, 252, ((0, 1),)))],
    ] * 2
    found = rank(words, [code], 40)
    assert [(item.number, item.likely) for item in found] == [(1, True), (2, False)]
