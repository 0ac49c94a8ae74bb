# SPDX-License-Identifier: MIT
"""What a stemmer does without a dictionary."""

from __future__ import annotations

from bench.retrieval.languages import reach_of

PAIRS = [
    ("mice", "mouse"),
    ("mouses", "mouse"),
    ("mouse", "mouse"),
    ("cars", "car"),
    ("care", "cares"),
    ("cat", "cats"),
]


def cut(word: str) -> str:
    """A stemmer that knows one ending."""
    return word.removesuffix("s")


def test_forms_that_the_stemmer_brings_to_their_lemma_are_counted() -> None:
    """A form that is its lemma says nothing; `mice` needs a dictionary."""
    reach = reach_of(PAIRS, cut)
    assert (reach.forms, reach.found) == (5, 4 / 5)


def test_lemmas_with_one_stem_are_the_price() -> None:
    """`car` and `cars` as lemmas of their own would be one word."""
    assert reach_of([("cars", "car"), ("carses", "cars"), ("mice", "mouse")], cut).merged == 2 / 3


def test_the_sample_is_the_same_every_time() -> None:
    """And no larger than asked for."""
    pairs = [(f"{number}s", str(number)) for number in range(100)]
    assert reach_of(pairs, str, 10) == reach_of(pairs[::-1], str, 10)
