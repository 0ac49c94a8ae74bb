# SPDX-License-Identifier: MIT
"""The words of all articles as columns of numbers, so that ten thousand articles fit in memory.

In: records. Out: `Occurrences`, all forms of all articles in arrays, article after article. A
record's hundreds of small objects are freed as soon as it is read. A changed article is replaced
without reading the others again.

Tables with rows of different owners are stored as *starts*: owner i has the rows `starts[i]` to
`starts[i + 1]` (exclusive), so there is one start more than owners. Owners are articles, terms or
postings, depending on the table.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, count, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kbgen.search.index.columns import column_of, texts_of
from kbgen.search.index.records import AnalyzedRecord

Numbers = npt.NDArray[Any]
"""A one-dimensional array of 32-bit or 64-bit integers, or of booleans."""

OF_ROWS: Final = ("form", "strong", "text", "sizes")
OF_PAIRS: Final = ("first", "second", "slot")
_TABLES: Final = {
    "starts": OF_ROWS,
    "mark_starts": ("marks",),
    "title_starts": ("titles",),
    "pair_starts": OF_PAIRS,
}
"""Starts → columns that they divide among articles."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """All forms of all articles, numbered in the order of the articles.

    `starts`, `mark_starts`, `title_starts` and `pair_starts` divide the columns after them among
    articles.
    """

    forms: tuple[str, ...]
    """Forms by number; some may not occur any more."""
    lengths: Numbers
    """Number of words in each article's text."""
    starts: Numbers
    """Starts of the next four columns, which have one row per form of an article."""
    form: Numbers
    """Number of the form."""
    strong: Numbers
    """Total worth of the form's occurrences outside the text."""
    text: Numbers
    """Number of the form's occurrences in the text."""
    sizes: Numbers
    """Number of slot marks of the row."""
    mark_starts: Numbers
    marks: Numbers
    """Slot marks: twice the slot, plus one if the form is in the slot's title.

    Row by row, in ascending order within each row.
    """
    title_starts: Numbers
    titles: Numbers
    """Number of weighty words in each slot's title."""
    pair_starts: Numbers
    first: Numbers
    second: Numbers
    """Second form of a pair, by number, as `first` is the first one."""
    slot: Numbers
    """Slot of the title with the pair."""

    @property
    def documents(self) -> int:
        """Return the number of articles."""
        return len(self.lengths)

    def select(self, articles: Sequence[int]) -> Occurrences:
        """Return only these articles, in the order given."""
        # Neighboring articles are copied with one slice: an edit keeps nearly all of them.
        runs = list(_runs(articles))
        numbers = np.asarray(articles, np.int64)
        columns = {"lengths": self.lengths[numbers]}
        for name, table in _TABLES.items():
            starts = getattr(self, name)
            columns[name] = starts_from_sizes(np.diff(starts)[numbers])
            for column in table:
                values = getattr(self, column)
                slices = [values[starts[first] : starts[end]] for first, end in runs]
                # An empty slice of the column keeps its type where no article is selected.
                columns[column] = np.concatenate([values[:0], *slices])
        return Occurrences(forms=self.forms, **columns)

    def __add__(self, more: Occurrences) -> Occurrences:
        """Append other articles, whose list of forms must begin with the forms of these."""
        columns = {
            name: np.concatenate((getattr(self, name), getattr(more, name)))
            for name in ("lengths", *chain.from_iterable(_TABLES.values()))
        }
        for name in _TABLES:
            # The starts of the other articles continue after these rows.
            ours, theirs = getattr(self, name), getattr(more, name)
            columns[name] = np.concatenate((ours, theirs[1:] + ours[-1]))
        return Occurrences(forms=more.forms, **columns)

    def filter(self, rows: Numbers, pairs: Numbers) -> Occurrences:
        """Return the same articles with only some of their rows and pairs.

        Args:
            rows: One boolean per row: whether to keep it.
            pairs: One boolean per pair: whether to keep it.
        """
        # The number of kept rows before each old start is the new start. Marks belong to rows, and
        # rows to articles, so the starts of marks by article are looked up through the rows.
        of_row = starts_from_sizes(self.sizes)
        kept_rows, kept_pairs = np.flatnonzero(rows), np.flatnonzero(pairs)
        mark_rows, mark_starts = select_rows(of_row, kept_rows)
        starts = starts_from_sizes(rows)[self.starts]
        return replace(
            self,
            starts=starts,
            **{name: getattr(self, name)[kept_rows] for name in OF_ROWS},
            mark_starts=mark_starts[starts],
            marks=self.marks[mark_rows],
            pair_starts=starts_from_sizes(pairs)[self.pair_starts],
            **{name: getattr(self, name)[kept_pairs] for name in OF_PAIRS},
        )

    def counts(self) -> Numbers:
        """Return, for each form, the number of articles that have it."""
        return np.bincount(self.form, minlength=len(self.forms))


_COLUMNS: Final = [column.name for column in fields(Occurrences) if column.name != "forms"]
"""Names of the columns of numbers."""


def to_columns(occurrences: Occurrences) -> dict[str, Numbers]:
    """Return all columns, for a file."""
    columns = {name: getattr(occurrences, name) for name in _COLUMNS}
    return columns | {"forms": column_of(occurrences.forms)}


def from_columns(columns: Mapping[str, Numbers]) -> Occurrences:
    """Build occurrences from the columns of `to_columns`.

    Raises:
        KeyError: A column is missing.
    """
    numbers = {name: columns[name] for name in _COLUMNS}
    return Occurrences(forms=tuple(texts_of(columns["forms"])), **numbers)


def owner_of_rows(starts: Numbers) -> Numbers:
    """Return the owner of each row, where owner i has the rows `starts[i]` to `starts[i + 1]`."""
    return np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))


def starts_from_sizes(sizes: Numbers) -> Numbers:
    """Return the first row of each owner from the owners' numbers of rows: [2, 1] → [0, 2, 3]."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))


def select_rows(starts: Numbers, owners: Numbers) -> tuple[Numbers, Numbers]:
    """Return the rows of some owners, one owner after another, and the starts of these owners."""
    sizes = starts[owners + 1] - starts[owners]
    new = starts_from_sizes(sizes)
    # arange counts through the result; each owner's part of it is shifted to its old rows.
    return np.repeat(starts[owners] - new[:-1], sizes) + np.arange(new[-1]), new


def collect(records: Iterable[AnalyzedRecord], forms: Iterable[str] = ()) -> Occurrences:
    """Collect records in columns, in their order. Each record is freed before the next one is read.

    Args:
        records: Records of the articles.
        forms: Forms that have a number already.
    """
    numbering = _Numbering(zip(forms, count()))
    columns: dict[str, array[int]] = {
        name: array("q" if name.endswith("starts") else "i") for name in _COLUMNS
    }
    # The first starts are 0; after each record, its end is the start of the next one.
    _note_starts(columns)
    for record in records:
        _append(columns, numbering, record)
        _note_starts(columns)
    # Use the buffers of the columns: copies would double the memory. An empty array has no buffer.
    arrays = {
        name: np.frombuffer(column or array("b"), column.typecode)
        for name, column in columns.items()
    }
    return Occurrences(forms=tuple(numbering), **arrays)


class _Numbering(dict[str, int]):
    """Form → its number. A new form gets the next number."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


def _note_starts(columns: dict[str, array[int]]) -> None:
    for name, table in _TABLES.items():
        columns[name].append(len(columns[table[0]]))


def _append(columns: dict[str, array[int]], numbering: _Numbering, record: AnalyzedRecord) -> None:
    number = numbering.__getitem__
    columns["lengths"].append(record.length)
    columns["titles"].extend(record.titles)
    forms, strong, text, sizes, slots = record.columns
    columns["form"].extend(map(number, forms))
    columns["strong"].extend(strong)
    columns["text"].extend(text)
    columns["sizes"].extend(sizes)
    columns["marks"].extend(slots)
    if record.pairs:
        first, second, slot = zip(*record.pairs, strict=True)
        columns["first"].extend(map(number, first))
        columns["second"].extend(map(number, second))
        columns["slot"].extend(slot)


def _runs(articles: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of each run of consecutive numbers."""
    breaks = [index for index, (a, b) in enumerate(pairwise(articles), 1) if b != a + 1]
    for start, end in pairwise((0, *breaks, len(articles))):
        if end > start:
            yield articles[start], articles[end - 1] + 1
