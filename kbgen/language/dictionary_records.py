# SPDX-License-Identifier: MIT
"""A dictionary as columns of numbers instead of millions of objects.

In: simplemma's stream (`front_coding.py`). Out: `Records`: where the parts of each pair are in the
stream, and which earlier pair has the bytes that its form shares.
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
"""Largest value of the 16-bit column `shared`: small columns are read faster."""
_SPARE: Final = bytes(8)
"""Zeros after the stream, so that reading ahead needs no bounds check."""


@dataclass(frozen=True, slots=True)
class Records:
    """The pairs of a dictionary, in order.

    `starts` to `parents` have one row per pair, `runs` to `ending_lengths` one row per run of pairs
    with the same lemma.
    """

    data: npt.NDArray[np.uint8]
    """The stream."""
    starts: Numbers
    """Offset of the pair in the stream, and in one more row the end of the last pair."""
    shared: Numbers
    """Number of bytes that its form shares with the preceding form."""
    suffixes: Numbers
    """Offset of the other bytes of its form (the suffix)."""
    lengths: Numbers
    """Length of the suffix in bytes."""
    parents: Numbers
    """The last pair before it that shares less: it has the byte before the suffix.

    A pair that shares nothing is its own parent."""
    runs: Numbers
    """First pair of the run: its lemma differs from that of the preceding pair."""
    trims: Numbers
    """Number of bytes to cut off the form's end before the lemma's suffix, or `WHOLE_LEMMA`."""
    endings: Numbers
    """Offset of the lemma's suffix."""
    ending_lengths: Numbers

    def owners(self, records: Numbers, columns: Numbers) -> Numbers:
        """Return the pairs whose suffixes have byte `columns[i]` of the form `records[i]`."""
        # Walk up the parents until the byte is no longer in the shared part. `late` are the
        # positions that have not arrived.
        owners = records.copy()
        late = np.flatnonzero(self.shared[owners] > columns)
        while late.size:
            owners[late] = self.parents[owners[late]]
            late = late[self.shared[owners[late]] > columns[late]]
        return owners

    def bytes_at(self, records: Numbers, columns: Numbers) -> Numbers:
        """Return byte `columns[i]` of the form of pair `records[i]`."""
        owners = self.owners(records, columns)
        result: Numbers = self.data[self.suffixes[owners] + columns - self.shared[owners]]
        return result

    def forms(self, records: Numbers) -> list[bytes]:
        """Return the forms of some pairs."""
        # All forms are assembled in one array, form i in text[begins[i]:ends[i]]. Each round copies
        # the bytes that the current owner has, then continues with its parent for the shared rest.
        sizes = self.shared[records] + self.lengths[records]
        ends = np.cumsum(sizes)
        begins = ends - sizes
        text = np.zeros(int(ends[-1]) if ends.size else 0, np.uint8)
        owners, missing, at = records, sizes, begins
        while owners.size:
            # The owner has columns had[i]:missing[i] of the form.
            had = np.minimum(self.shared[owners], missing)
            columns = ranges(had, missing)
            text[columns + np.repeat(at, missing - had)] = self.data[
                columns + np.repeat(self.suffixes[owners] - self.shared[owners], missing - had)
            ]
            late = np.flatnonzero(had)
            owners, missing, at = self.parents[owners[late]], had[late], at[late]
        whole = text.tobytes()
        return [whole[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]

    def lemmas(self, runs: Numbers) -> list[bytes]:
        """Return the lemmas of some runs, given by their row numbers."""
        forms = self.forms(self.runs[runs])
        stream = self.data.tobytes()
        columns = (
            self.trims[runs].tolist(),
            self.endings[runs].tolist(),
            self.ending_lengths[runs].tolist(),
        )
        return [
            (b"" if trim == WHOLE_LEMMA else form[: len(form) - trim]) + stream[at : at + length]
            for form, trim, at, length in zip(forms, *columns, strict=True)
        ]


def read_records(stream: bytes) -> Records:
    """Find the pairs in a stream.

    Raises:
        ValueError: The stream is damaged or has another format.
    """
    first, count = read_header(stream)
    data = np.frombuffer(stream + _SPARE, np.uint8)
    size = len(stream)
    starts = _starts(data, first, size)
    if len(starts) != count:
        raise ValueError("pairs are missing")
    shared, at = _varint(data, starts)
    if shared[0] or int(shared.max()) > _MAX_SHARED:
        raise ValueError("a form shares too many bytes with the previous one")
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
    # `_starts` guessed. The guess is right if every pair ends where the next one begins, from the
    # first pair to the end of the stream.
    starts = np.append(starts, np.int32(size))
    if not np.array_equal(starts[1:], ends) or starts[0] != first or not runs.size or runs[0]:
        raise ValueError("pairs are damaged")
    parents = _parents(shared)
    return Records(
        data, starts, shared, suffixes, lengths, parents, runs, trims[runs], endings, ending_lengths
    )


def ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """Return the numbers of all ranges `begins[i]:ends[i]`, concatenated."""
    # arange counts through all ranges; each range is shifted from its place there to its begin.
    sizes = ends - begins
    before = np.cumsum(sizes) - sizes
    numbers: Numbers = np.arange(int(sizes.sum())) + np.repeat(begins - before, sizes)
    return numbers


def _starts(data: Numbers, first: int, size: int) -> Numbers:
    """Guess where pairs begin; `read_records` checks the guess.

    `SAME_LEMMA` is not a byte of UTF-8 and rare as a number, so a pair begins after each one. The
    remaining pairs follow these directly: a few steps from all of them at once find the rest.
    """
    after_marks = np.flatnonzero(data[first : size - 1] == SAME_LEMMA) + (first + 1)
    found = [np.concatenate(([first], after_marks)).astype(np.int32)]
    # Each round skips one pair with a lemma of its own: shared, length, suffix, trim, length,
    # suffix. A pair that ends in SAME_LEMMA needs no step: the pair after it is in the first set.
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
    for offsets in found:
        begins[offsets] = True
    return np.flatnonzero(begins).astype(np.int32)


def _varint(data: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Read a number of one or two bytes at each offset. Return the numbers and the next offsets."""
    numbers = data[at].astype(np.int32)
    at = at + np.int32(1)
    large = np.flatnonzero(numbers >= 0x80)
    if large.size:
        numbers[large] = numbers[large] & 0x7F | (data[at[large]].astype(np.int32) << 7)
        at[large] += 1
    return numbers, at


def _parents(shared: Numbers) -> Numbers:
    """Return the last row before each row with a smaller value; the row itself if `shared` is 0."""
    rows = np.arange(len(shared), dtype=np.int32)
    # Neighboring rows of equal value have the same parent. First guess: the row before all of them.
    parents = np.maximum.accumulate(np.where(np.diff(shared, prepend=-1) != 0, rows, 0)) - np.int32(
        1
    )
    is_root = shared == 0
    np.copyto(parents, rows, where=is_root)
    # Where the guess is not smaller, its own parent is the next candidate (pointer jumping).
    late = np.flatnonzero((shared[parents] >= shared) & ~is_root).astype(np.int32)
    while late.size:
        further = parents[parents[late]]
        parents[late] = further
        late = late[shared[further] >= shared[late]]
    return parents
