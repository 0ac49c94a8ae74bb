# SPDX-License-Identifier: MIT
"""Tests of score explanations as text."""

from __future__ import annotations

from kbgen.cli.searching.explanations import explanation_lines
from kbgen.search.query.explain import Explanation, NearPart


def test_an_article_without_words_of_the_question_has_no_table() -> None:
    near = (NearPart("back", "back", 90, 20, 800), NearPart("refunds", "refund", 90, 10, 400))
    item = Explanation("a", "a/", "A", 1, (), ("back", "refunds"), 128, "", 0, 0, 30, near, 1230)
    meaning = "1,200 for meaning (back 800, refunds = refund 400)"
    line = f"    no word of the question + 30 of titles + {meaning} = 1,230"
    assert explanation_lines(item) == [line]
