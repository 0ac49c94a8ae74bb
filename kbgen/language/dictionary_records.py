# SPDX-License-Identifier: MIT
"""A dictionary as columns of numbers instead of millions of objects.

In: simplemma's stream (`front_coding.py`). Out: `Records`, where in the stream the parts of each pair are, and with
which pair before it has its beginning in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kbgen.language.front_coding import SAME_LEMMA, WHOLE_LEMMA, read_header

Numbers = npt.NDArray[Any]
"""An array of whole numbers."""

_MAX_SHARED: Final = 0x7FFF
"""What fits into the column: small columns are read faster."""
_SPARE: Final = bytes(8)
"""Behind the stream, so that a look ahead needs no check."""


@dataclass(frozen=True, slots=True)
class Records:
    """The pairs of a dictionary, in order. The next five columns have one row per pair."""

    data: npt.NDArray[np.uint8]
    """The stream."""
    starts: Numbers
    """Where the pair begins; one more row says where the last pair ends."""
    shared: Numbers
    """How many bytes of its form are those of the form before."""
    suffixes: Numbers
    """Where the other bytes of its form begin."""
    lengths: Numbers
    """How many these are."""
    parents: Numbers
    """The last pair before that shares less: it has the byte before the suffix. A pair that shares none has itself."""
    runs: Numbers
    """The pairs that have another lemma than the pair before. The next three columns have one row per run."""
    trims: Numbers
    """How many bytes of the form the lemma lacks, or `WHOLE_LEMMA`."""
    endings: Numbers
    """Where the lemma's suffix begins."""
    ending_lengths: Numbers

    def owners(self, records: Numbers, columns: Numbers) -> Numbers:
        """Return the pairs whose suffixes contain these columns (bytes) of the forms of `records`."""
        owners = records.copy()
        late = np.flatnonzero(self.shared[owners] > columns)
        while late.size:
            owners[late] = self.parents[owners[late]]
            late = late[self.shared[owners[late]] > columns[late]]
        return owners

    def bytes_at(self, records: Numbers, columns: Numbers) -> Numbers:
        """Return one byte of each form."""
        owners = self.owners(records, columns)
        some: Numbers = self.data[self.suffixes[owners] + columns - self.shared[owners]]
        return some

    def forms(self, records: Numbers) -> list[bytes]:
        """Return the forms of some pairs."""
        sizes = self.shared[records] + self.lengths[records]
        ends = np.cumsum(sizes)
        begins = ends - sizes
        text = np.zeros(int(ends[-1]) if ends.size else 0, np.uint8)
        owners, missing, at = records, sizes, begins
        while owners.size:  # what an owner has, then what its parent has
            had = np.minimum(self.shared[owners], missing)
            some = ranges(had, missing)
            text[some + np.repeat(at, missing - had)] = self.data[
                some + np.repeat(self.suffixes[owners] - self.shared[owners], missing - had)
            ]
            late = np.flatnonzero(had)
            owners, missing, at = self.parents[owners[late]], had[late], at[late]
        whole = text.tobytes()
        return [whole[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]

    def lemmas(self, runs: Numbers) -> list[bytes]:
        """Return the lemmas of some runs, which are named by their places."""
        forms = self.forms(self.runs[runs])
        stream = self.data.tobytes()
        columns = (self.trims[runs].tolist(), self.endings[runs].tolist(), self.ending_lengths[runs].tolist())
        return [
            (b"" if trim == WHOLE_LEMMA else form[: len(form) - trim]) + stream[at : at + length]
            for form, trim, at, length in zip(forms, *columns, strict=True)
        ]


def read_records(stream: bytes) -> Records:
    """Find the pairs of a stream.

    Raises:
        ValueError: the stream is damaged or has another format.
    """
    first, count = read_header(stream)
    data = np.frombuffer(stream + _SPARE, np.uint8)
    size = len(stream)
    starts = _starts(data, first, size)
    if len(starts) != count:
        raise ValueError("pairs are missing")
    shared, at = _varint(data, starts)
    if shared[0] or int(shared.max()) > _MAX_SHARED:
        raise ValueError("forms share too much")
    shared = shared.astype(np.int16)
    lengths, suffixes = _varint(data, at)
    marks = suffixes + lengths
    if int(marks.max()) >= size:
        raise ValueError("a form is cut off")
    ends = marks + 1
    trims = data[marks]
    runs = np.flatnonzero(trims != SAME_LEMMA).astype(np.int32)
    ending_lengths, endings = _varint(data, ends[runs])
    ends[runs] = endings + ending_lengths
    # The starts were guessed: the chain from the first pair to the end proves them.
    starts = np.append(starts, np.int32(size))
    if not np.array_equal(starts[1:], ends) or starts[0] != first or not runs.size or runs[0]:
        raise ValueError("pairs are damaged")
    parents = _parents(shared)
    return Records(data, starts, shared, suffixes, lengths, parents, runs, trims[runs], endings, ending_lengths)


def ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """Return the numbers of all ranges, one range after the other."""
    sizes = ends - begins
    before = np.cumsum(sizes) - sizes
    numbers: Numbers = np.arange(int(sizes.sum())) + np.repeat(begins - before, sizes)
    return numbers


def _starts(data: Numbers, first: int, size: int) -> Numbers:
    """Return where pairs begin, most likely.

    `SAME_LEMMA` is no byte of UTF-8 and a rare number: behind each one a pair begins. From all these pairs at once it
    is a few steps to the next one.
    """
    after_marks = np.flatnonzero(data[first : size - 1] == SAME_LEMMA) + (first + 1)
    found = [np.concatenate(([first], after_marks)).astype(np.int32)]
    while found[-1].size:
        _, at = _varint(data, found[-1])
        length, at = _varint(data, at)
        marks = at + length
        marks = marks[marks < size]
        marks = marks[data[marks] != SAME_LEMMA]
        length, at = _varint(data, marks + 1)
        ends = at + length
        found.append(ends[ends < size])
    begins = np.zeros(size, np.bool_)
    for some in found:
        begins[some] = True
    return np.flatnonzero(begins).astype(np.int32)


def _varint(data: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Read a number of one or two bytes at each place; return the numbers, and the places behind them."""
    numbers = data[at].astype(np.int32)
    at = at + np.int32(1)
    large = np.flatnonzero(numbers >= 0x80)
    if large.size:
        numbers[large] = numbers[large] & 0x7F | (data[at[large]].astype(np.int32) << 7)
        at[large] += 1
    return numbers, at


def _parents(shared: Numbers) -> Numbers:
    """Return the last row before each that is smaller, by leaps over rows whose answer leads further back."""
    places = np.arange(len(shared), dtype=np.int32)
    # Equal neighbors have the same answer, which is not among them.
    parents = np.maximum.accumulate(np.where(np.diff(shared, prepend=-1) != 0, places, 0)) - np.int32(1)
    is_root = shared == 0
    np.copyto(parents, places, where=is_root)
    late = np.flatnonzero((shared[parents] >= shared) & ~is_root).astype(np.int32)
    while late.size:
        further = parents[parents[late]]
        parents[late] = further
        late = late[shared[further] >= shared[late]]
    return parents
