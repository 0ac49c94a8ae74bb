# SPDX-License-Identifier: MIT
"""One retrieval set as sites of several sizes."""

from __future__ import annotations

from bench.retrieval import sizes
from corpus import RetrievalSet, Text

from kbgen.search.evaluation.quality import Judgement

TEXTS = tuple(Text(f"a{number}", f"Title {number}", "") for number in range(10))


def test_articles_are_evenly_spread() -> None:
    """A set that is too small is kept whole."""
    assert [text.id for text in sizes.sampled(TEXTS, 3)] == ["a0", "a3", "a6"]
    assert sizes.sampled(TEXTS, 20) == TEXTS


def test_questions_without_an_article_are_left_out() -> None:
    """Of the others, only the remaining articles are right."""
    asked = (Judgement("1", "one", {"a0": 1, "a1": 2}), Judgement("2", "two", {"a1": 1}))
    small = sizes.restricted(RetrievalSet("set-en", "en", TEXTS, asked), "small", TEXTS[:1])
    assert (small.name, small.texts) == ("small", TEXTS[:1])
    assert small.judgements == (Judgement("1", "one", {"a0": 1}),)
