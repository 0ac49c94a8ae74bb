# SPDX-License-Identifier: MIT
"""The lists of all words of a site: made anew, or updated after edits with the same result.

An affinity depends on one word and one article, so an edited article can only enter or leave lists.
A list that it leaves is made anew if another article may take its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kbgen.language.meaning.vectors import Vectors
from kbgen.search.meaning.affinities import (
    EMPTY,
    Articles,
    Cells,
    after_equals,
    cells_of,
    largest,
    nearest,
    numbers_of,
    renumbered,
)

_REMAKE_FRACTION: Final = 8
"""If more than one in this many articles changed, all lists are made anew."""

_ROWS: Final = 1 << 12
"""Number of vectors to compare at a time."""

Numbers = npt.NDArray[np.int64]
Prepare = Callable[[Vectors], Articles]
"""Says how the products of articles with these vectors become affinities; one by one."""


@dataclass(frozen=True, slots=True)
class Named:
    """Names, each with a vector: URLs of articles in their order, or words."""

    names: tuple[str, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a site's words."""

    articles: Named
    """An article's number is its position here."""
    prepared: Articles
    words: Named
    cells: Cells
    """A row for each word; see `affinities.py`."""


def make_lists(articles: Named, words: Named, prepare: Prepare, width: int) -> Lists:
    """Make all lists.

    Args:
        articles: The articles.
        words: The words of the lists.
        prepare: Says how close an article is to a word; see `affinities.py`.
        width: Maximum number of articles in a list.
    """
    prepared = prepare(articles.vectors)
    return Lists(articles, prepared, words, nearest(words.vectors, prepared, width))


def update_lists(
    former: Lists, articles: Named, words: Named, prepare: Prepare, width: int
) -> Lists:
    """Return the lists after edits of articles or words; see `make_lists`."""
    before = matches(articles, former.articles)
    fresh = np.flatnonzero(before < 0)
    gone = len(former.articles.names) - (len(articles.names) - len(fresh))
    if former.cells.shape[1] != width or (len(fresh) + gone) * _REMAKE_FRACTION > len(before):
        return make_lists(articles, words, prepare, width)
    prepared = _updated(former, before, prepare(articles.vectors[fresh]))
    rows = matches(words, former.words)
    kept, floors = _kept(former, before, rows)
    candidates = cells_of(words.vectors, prepared.select(fresh), fresh)
    candidates[candidates <= floors[:, None]] = EMPTY
    # Rows that lost or gained a cell. Without either, a row stays as it is.
    cells = kept
    touched = np.flatnonzero(candidates.any(1) | (kept[:, :-1] < kept[:, 1:]).any(1))
    cells[touched] = largest(np.concatenate((cells[touched], candidates[touched]), axis=1), width)
    # Beyond a list that was full there are others, which may come before nothing.
    remade = np.flatnonzero((rows < 0) | ((floors > EMPTY) & (cells[:, -1] == EMPTY)))
    cells[remade] = nearest(words.vectors[remade], prepared, width)
    return Lists(articles, prepared, words, cells)


def matches(names: Named, former: Named) -> Numbers:
    """Return the former position of each name with the same vector; -1 where there is none."""
    position = {name: number for number, name in enumerate(former.names)}
    found = np.array([position.get(name, -1) for name in names.names], np.int64)
    if not len(former.names):
        return found
    for start in range(0, len(found), _ROWS):  # in parts, so that memory stays small
        part = slice(start, start + _ROWS)
        differs = (names.vectors[part] != former.vectors[found[part]]).any(1)
        found[part][differs] = -1
    return found


def _updated(former: Lists, before: Numbers, fresh: Articles) -> Articles:
    """Return the prepared articles: former ones by their positions, and fresh ones, in order."""
    order = np.where(before >= 0, before, len(former.articles.names) + np.cumsum(before < 0) - 1)
    return former.prepared.joined(fresh).select(order)


def _kept(former: Lists, before: Numbers, rows: Numbers) -> tuple[Cells, Cells]:
    """Return the cells of unchanged articles under their new numbers, and a floor for each row.

    All unchanged articles that are not in a row are below its floor. Gone and changed articles
    leave empty cells.
    """
    numbers = np.full(len(former.articles.names) + 1, -1, np.int64)
    numbers[before[before >= 0]] = np.flatnonzero(before >= 0)
    cells = former.cells[rows]
    cells[rows < 0] = EMPTY
    stale = numbers[numbers_of(cells)] < 0
    stale &= cells != EMPTY
    last = cells[:, -1].copy()
    cells = renumbered(cells, numbers)
    cells[stale] = EMPTY
    # Where the last article itself is gone, an equally close one may be in its place.
    floors = np.where(stale[:, -1], after_equals(last), cells[:, -1])
    return cells, floors
