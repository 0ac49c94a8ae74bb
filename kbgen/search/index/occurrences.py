# SPDX-License-Identifier: MIT
"""Records as columns of numbers: what an index of ten thousand articles is held in, and updated by.

In: records. Out: `Occurrences`, all forms of all articles in arrays, article after article. A record's hundreds of
small objects are let go of as soon as it is read; a changed article is exchanged without reading the others again.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from kbgen.search.index.columns import column_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kbgen.search.index.analysis import AnalyzedRecord

Numbers = npt.NDArray[Any]
"""An array of whole numbers, of 32 or 64 bits."""

OF_ROWS: Final = ("form", "strong", "text", "sizes")
OF_PAIRS: Final = ("first", "second", "slot")
_TABLES: Final = {
    "lengths": ("lengths",), "starts": OF_ROWS, "place_starts": ("place",), "title_starts": ("titles",),
    "pair_starts": OF_PAIRS,
}  # fmt: skip
"""What says where an article's numbers begin → the columns they lie in. An article has one length."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every form of every article. `…starts` say where an article's rows begin; the last one is how many there are."""

    forms: tuple[str, ...]
    """A form's number is its place; some may occur no more."""
    lengths: Numbers
    """Words of each article's text."""
    starts: Numbers
    """Of the next four columns, one row for each form of an article."""
    form: Numbers
    strong: Numbers
    text: Numbers
    sizes: Numbers
    """How many places a row has."""
    place_starts: Numbers
    place: Numbers
    """Twice the slot, plus one when in the slot's title; row after row, rising in each."""
    title_starts: Numbers
    titles: Numbers
    """Weighty words of each slot's title."""
    pair_starts: Numbers
    first: Numbers
    second: Numbers
    """The forms of a pair, by number."""
    slot: Numbers

    @property
    def documents(self) -> int:
        """Number of articles."""
        return len(self.lengths)

    def vocabulary(self) -> list[str]:
        """The forms that occur."""
        return [form for form, count in zip(self.forms, self.counts().tolist(), strict=True) if count]

    def select(self, articles: Sequence[int]) -> Occurrences:
        """Some of the articles, in the order given."""
        runs = list(_runs(articles))
        columns: dict[str, Numbers] = {}
        for name, of in _TABLES.items():
            starts = np.arange(self.documents + 1) if name == "lengths" else getattr(self, name)
            if name != "lengths":
                columns[name] = starts_from_sizes(np.diff(starts)[np.asarray(articles, np.int64)])
            for column in of:
                values = getattr(self, column)
                columns[column] = np.concatenate([values[:0], *(values[starts[a] : starts[b]] for a, b in runs)])
        return Occurrences(forms=self.forms, **columns)

    def __add__(self, more: Occurrences) -> Occurrences:
        """These articles, then those, whose forms begin with the same ones."""
        columns: dict[str, Numbers] = {}
        for name, of in _TABLES.items():
            if name != "lengths":
                ours, theirs = getattr(self, name), getattr(more, name)
                columns[name] = np.concatenate((ours, theirs[1:] + ours[-1]))
            for column in of:
                columns[column] = np.concatenate((getattr(self, column), getattr(more, column)))
        return Occurrences(forms=more.forms, **columns)

    def filter(self, rows: Numbers, pairs: Numbers) -> Occurrences:
        """The same articles with some of their rows and pairs.

        Args:
            rows: of each row, whether it stays.
            pairs: of each pair, the same.
        """
        of_row = starts_from_sizes(self.sizes)
        places, place_starts = select_rows(of_row, np.flatnonzero(rows))
        starts = starts_from_sizes(rows)[self.starts]
        kept_pairs = np.flatnonzero(pairs)
        return replace(
            self,
            starts=starts,
            **{name: getattr(self, name)[rows] for name in OF_ROWS},
            place_starts=place_starts[starts],
            place=self.place[places],
            pair_starts=starts_from_sizes(pairs)[self.pair_starts],
            **{name: getattr(self, name)[kept_pairs] for name in OF_PAIRS},
        )

    def counts(self) -> Numbers:
        """Of each form, the number of articles that have it."""
        return np.bincount(self.form, minlength=len(self.forms))


def to_columns(occurrences: Occurrences) -> dict[str, Numbers]:
    """Everything, for a file."""
    columns = {name: getattr(occurrences, name) for table, of in _TABLES.items() for name in (table, *of)}
    return columns | {"forms": column_of(occurrences.forms)}


def from_columns(columns: Mapping[str, Numbers]) -> Occurrences:
    """The reverse of `to_columns`.

    Raises:
        TypeError, KeyError: these are other columns.
    """
    return Occurrences(
        forms=tuple(texts_of(columns["forms"])), **{name: columns[name] for name in columns if name != "forms"}
    )


def owner_of_rows(starts: Numbers) -> Numbers:
    """The owner of each row, when owner i has the rows `starts[i]` to `starts[i + 1]`."""
    return np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))


def starts_from_sizes(sizes: Numbers) -> Numbers:
    """Where the rows of each owner begin, by how many it has; the last one is how many there are."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def select_rows(starts: Numbers, owners: Numbers) -> tuple[Numbers, Numbers]:
    """The rows of some owners, one after another, and where each one's begin among them."""
    sizes = starts[owners + 1] - starts[owners]
    new = starts_from_sizes(sizes)
    return np.repeat(starts[owners] - new[:-1], sizes) + np.arange(new[-1]), new


def collect(records: Iterable[AnalyzedRecord], forms: Iterable[str] = ()) -> Occurrences:
    """Columns of records, in their order; each is let go of before the next is asked for.

    Args:
        records: of the articles.
        forms: those that have a number already.
    """
    numbering = _Numbering((form, number) for number, form in enumerate(forms))
    columns: dict[str, array[int]] = {
        name: array("q" if name.endswith("starts") else "i") for table, of in _TABLES.items() for name in (table, *of)
    }
    _note_starts(columns)
    for record in records:
        _append(columns, numbering, record)
        _note_starts(columns)
    # The buffers of the columns themselves: copies would double them. An empty one has none.
    arrays = {name: np.frombuffer(column or array("b"), column.typecode) for name, column in columns.items()}
    return Occurrences(forms=tuple(numbering), **arrays)


class _Numbering(dict[str, int]):
    """Forms by number; a new one gets the next."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


def _note_starts(columns: dict[str, array[int]]) -> None:
    for name, of in _TABLES.items():
        if name != "lengths":
            columns[name].append(len(columns[of[0]]))


def _append(columns: dict[str, array[int]], numbering: _Numbering, record: AnalyzedRecord) -> None:
    number = numbering.__getitem__
    columns["lengths"].append(record.length)
    columns["titles"].extend(record.titles)
    forms, strong, text, sizes, slots = record.columns
    columns["form"].extend(map(number, forms))
    columns["strong"].extend(strong)
    columns["text"].extend(text)
    columns["sizes"].extend(sizes)
    columns["place"].extend(slots)
    if record.pairs:
        first, second, slot = zip(*record.pairs, strict=True)
        columns["first"].extend(map(number, first))
        columns["second"].extend(map(number, second))
        columns["slot"].extend(slot)


def _runs(articles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(first, one past the last) of stretches of neighbors."""
    breaks = [place for place, (a, b) in enumerate(pairwise(articles), 1) if b != a + 1]
    for start, end in pairwise((0, *breaks, len(articles))):
        if end > start:
            yield articles[start], articles[end - 1] + 1
