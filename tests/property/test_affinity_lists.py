# SPDX-License-Identifier: MIT
"""Updated affinity lists are those that making them anew gives, whatever changed.

`KBGEN_EDITS=2000` makes so many random sequences of edits.
"""

from __future__ import annotations

import os
import random
from functools import partial
from typing import Final

import numpy as np
import pytest

from kbgen.language.meaning.vectors import Vectors
from kbgen.search.meaning.affinities import prepare_articles
from kbgen.search.meaning.lists import Lists, Named, make_lists, update_lists

_SEQUENCES: Final = int(os.environ.get("KBGEN_EDITS", "60"))
_POOL: Final = 50
"""Number of different vectors: few, so that many articles are equally close to a word."""


def _vectors(seed: int, count: int) -> Vectors:
    numbers = np.random.default_rng(seed).normal(0, 22, (count, 32))
    return np.clip(np.rint(numbers), -127, 127).astype(np.int8)


POOL: Final = _vectors(1, _POOL)
REFERENCE: Final = _vectors(2, 300)
PREPARE: Final = partial(prepare_articles, reference=REFERENCE)
WORDS: Final = _vectors(3, 40)


def _articles(numbers: dict[str, int]) -> Named:
    urls = sorted(numbers)
    return Named(tuple(urls), POOL[[numbers[url] for url in urls]])


def _words(rows: list[int]) -> Named:
    return Named(tuple(f"word{row:02}" for row in rows), WORDS[rows])


def _edit(numbers: dict[str, int], chance: random.Random) -> None:
    """Remove, add, or change an article."""
    url = chance.choice(sorted(numbers))
    match chance.randrange(4):
        case 0 if len(numbers) > 9:
            del numbers[url]
        case 1:
            numbers[f"article{chance.randrange(999):03}"] = chance.randrange(_POOL)
        case 2:  # another address: a removed article and a new one
            numbers[f"{url}-moved"] = numbers.pop(url)
        case _:
            numbers[url] = chance.randrange(_POOL)


def _equal(one: Lists, other: Lists) -> bool:
    return (
        one.articles.names == other.articles.names
        and one.words.names == other.words.names
        and np.array_equal(one.cells, other.cells)
        and np.array_equal(one.prepared.vectors, other.prepared.vectors)
        and np.array_equal(one.prepared.factors, other.prepared.factors)
        and np.array_equal(one.prepared.offsets, other.prepared.offsets)
    )


@pytest.mark.parametrize("seed", range(_SEQUENCES))
def test_updated_lists_equal_lists_made_anew(seed: int) -> None:
    """Edits of articles and words give the same bytes as a first build."""
    chance = random.Random(seed)
    numbers = {f"article{number:03}": chance.randrange(_POOL) for number in range(0, 90, 3)}
    rows = sorted(chance.sample(range(40), 30))
    width = chance.choice([1, 3, 8, 40])
    lists = make_lists(_articles(numbers), _words(rows), PREPARE, width)
    for _ in range(8):
        for _ in range(chance.choice([1, 1, 2])):
            _edit(numbers, chance)
        if chance.random() < 0.3:
            rows = sorted(chance.sample(range(40), chance.randrange(25, 40)))
        articles, words = _articles(numbers), _words(rows)
        lists = update_lists(lists, articles, words, PREPARE, width)
        assert _equal(lists, make_lists(articles, words, PREPARE, width))


def test_an_edit_keeps_the_lists_that_the_article_does_not_enter_or_leave() -> None:
    """Only lists with the article, before or after, differ."""
    numbers = {f"article{number:03}": number % _POOL for number in range(100)}
    words = _words(list(range(40)))
    before = make_lists(_articles(numbers), words, PREPARE, 5)
    numbers["article042"] = 49
    after = update_lists(before, _articles(numbers), words, PREPARE, 5)
    # The number of an article is in the low 21 bits of a cell, counted from the largest.
    article = (1 << 21) - 1 - 42
    has_it = [
        any(cell and cell % (1 << 21) == article for cell in (*one, *other))
        for one, other in zip(before.cells.tolist(), after.cells.tolist(), strict=True)
    ]
    differs = (before.cells != after.cells).any(1).tolist()
    assert any(differs)
    assert not any(
        different and not touched for different, touched in zip(differs, has_it, strict=True)
    )
