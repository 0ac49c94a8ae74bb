# SPDX-License-Identifier: MIT
"""simplemma's dictionary format, read thousands of pairs at a time.

A stream is a header, then pairs of form and lemma. The header is `_MAGIC`, a byte of flags (0), and
the number of pairs. A pair is stored as

    shared  length  suffix  trim  [length  suffix]

The form is the first `shared` bytes of the preceding form, plus the suffix. The lemma depends on
`trim`:

- `_SAME_LEMMA`: the lemma of the preceding pair; the record ends here;
- `_WHOLE_LEMMA`: the second suffix alone;
- otherwise: the form without its last `trim` bytes, plus the second suffix.

Forms are sorted, so most pairs take five bytes. Numbers are varints: seven bits a byte, the lowest
first, and the high bit set on all but the last byte.

A dictionary has up to four million pairs, and a loop in Python takes two seconds over them. So the
stream is read as columns of numbers with one row per pair, and words are put together as arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
"""An array of whole numbers."""

PAIRS_PER_BATCH: Final = 4096
_MAGIC: Final = b"SMFC1"
_SAME_LEMMA: Final = 254
_WHOLE_LEMMA: Final = 255
_MAX_SIZE: Final = 1 << 30
"""Limit of pairs and bytes: offsets fit in 32 bits."""
_LARGE: Final = 0x80
"""First number that takes more than one byte."""
_MAX_SHARED: Final = 0x7FFF
"""Largest value of a 16-bit column: small columns are read faster."""
_AFTER_STREAM: Final = b"\n" + bytes(7)
"""The end of every line that is put together, and zeros, so that reading ahead needs no checks."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Neighboring pairs of a dictionary."""

    forms: bytes
    """The form of each pair, one per line."""
    lemmas: bytes
    """The lemma of each run of pairs with the same lemma, one per line."""
    runs: Numbers
    """The first pair of each run; the first pair of the batch is 0."""


def read_stream(stream: bytes) -> Iterator[Batch]:
    """Yield the pairs of a stream in order, `PAIRS_PER_BATCH` at a time.

    Raises:
        ValueError: The stream is damaged or has another format.
    """
    try:
        columns = _read_columns(stream)
    except IndexError as error:  # a damaged length leads out of the stream
        raise ValueError("the stream is cut off") from error
    # Where the stream has each byte of the last form. The forms of the next batch share its prefix.
    last_form = np.zeros(int(columns.lengths.max()) + 1, np.int32)
    last_lemma = b""
    for begin in range(0, len(columns.lengths), PAIRS_PER_BATCH):
        end = begin + PAIRS_PER_BATCH
        offsets = _form_offsets(columns, begin, end, last_form)
        last_form[: len(offsets)] = offsets[:, -1]
        first_run, end_run = np.searchsorted(columns.runs, (begin, end))
        runs = columns.runs[first_run:end_run] - begin
        lemmas = _lemma_lines(columns, offsets[:, runs], slice(first_run, end_run))
        if not runs.size or runs[0]:  # the batch begins inside a run
            runs, lemmas = np.insert(runs, 0, 0), last_lemma + lemmas
        last_lemma = lemmas[lemmas.rfind(b"\n", 0, -1) + 1 :]
        yield Batch(_lines(columns.data, offsets, columns.lengths[begin:end]), lemmas, runs)


def batches_of(pairs: Iterable[tuple[str, str]]) -> Iterator[Batch]:
    """Yield pairs in order, `PAIRS_PER_BATCH` at a time, as `read_stream` does."""
    rest = iter(pairs)
    while batch := list(islice(rest, PAIRS_PER_BATCH)):
        lemmas = [lemma for _, lemma in batch]
        runs = [at for at, lemma in enumerate(lemmas) if not at or lemma != lemmas[at - 1]]
        forms = _text(form for form, _ in batch)
        yield Batch(forms, _text(lemmas[at] for at in runs), np.array(runs))


def _text(words: Iterable[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


@dataclass(frozen=True, slots=True)
class _Columns:
    """The pairs of a stream. `shared` to `bases` have one row per pair, the rest one per run."""

    data: npt.NDArray[np.uint8]
    """The stream and `_AFTER_STREAM`."""
    shared: Numbers
    """Number of bytes that the form shares with the preceding form."""
    lengths: Numbers
    """Length of the form in bytes."""
    bases: Numbers
    """Offset of the form's byte 0, if the form were written in full up to its suffix."""
    runs: Numbers
    """First pair of the run: its lemma differs from that of the preceding pair."""
    kept: Numbers
    """Number of bytes of this pair's form with which the lemma begins."""
    endings: Numbers
    """Offset of the lemma's suffix."""
    ending_lengths: Numbers


def _read_columns(stream: bytes) -> _Columns:
    first, count = _read_header(stream)
    data = np.frombuffer(stream + _AFTER_STREAM, np.uint8)
    size = len(stream)
    starts = _starts(data, first, size)
    if len(starts) != count:
        raise ValueError("pairs are missing")
    shared, at = _varint(data, starts)
    suffix_lengths, suffixes = _varint(data, at)
    lengths = shared + suffix_lengths
    if shared[0] or int(lengths.max()) > _MAX_SHARED:
        raise ValueError("forms are too long")
    marks = suffixes + suffix_lengths
    if int(marks.max()) >= size:
        raise ValueError("a form is cut off")
    ends = marks + 1
    trims = data[marks]
    runs = np.flatnonzero(trims != _SAME_LEMMA).astype(np.int32)
    ending_lengths, endings = _varint(data, ends[runs])
    ends[runs] = endings + ending_lengths
    # `_starts` guessed. The guess is right if every pair ends where the next one begins, from the
    # first pair to the end of the stream.
    if not np.array_equal(np.append(starts[1:], size), ends) or starts[0] != first:
        raise ValueError("pairs are damaged")
    trims = trims[runs]
    kept = np.where(trims == _WHOLE_LEMMA, 0, lengths[runs] - trims)
    is_beyond = shared[1:] > lengths[:-1]
    if not runs.size or runs[0] or kept.min() < 0 or is_beyond.any():
        raise ValueError("words are damaged")
    bases = suffixes - shared
    return _Columns(
        data, shared.astype(np.int16), lengths, bases, runs, kept, endings, ending_lengths
    )


def _read_header(stream: bytes) -> tuple[int, int]:
    """Return the offset of the first pair, and the number of pairs."""
    flags = len(_MAGIC)
    # A flag marks reversed words, which no language here has.
    if not stream.startswith(_MAGIC) or stream[flags : flags + 1] != b"\0":
        raise ValueError("unknown format")
    count, first = 0, flags + 1
    for shift in range(0, 35, 7):
        byte = stream[first] if first < len(stream) else 0
        first += 1
        count |= (byte & 0x7F) << shift
        if byte < _LARGE:
            break
    if not 0 < count < _MAX_SIZE or len(stream) >= _MAX_SIZE:
        raise ValueError("there are no pairs, or too many")
    return first, count


def _starts(data: Numbers, first: int, size: int) -> Numbers:
    """Guess where pairs begin; `_read_columns` checks the guess.

    `_SAME_LEMMA` is not a byte of UTF-8 and rare as a number, so a pair begins after each one. The
    remaining pairs follow these directly: a few steps from all of them at once find the rest.
    """
    after_marks = np.flatnonzero(data[first : size - 1] == _SAME_LEMMA) + (first + 1)
    starts = [np.concatenate(([first], after_marks)).astype(np.int32)]
    # Each round skips one pair with a separate lemma: shared, length, suffix, trim, length,
    # suffix. A pair that ends in _SAME_LEMMA needs no step: the pair after it is in the first set.
    while starts[-1].size:
        _, at = _varint(data, starts[-1])
        length, at = _varint(data, at)
        marks = at + length
        marks = marks[marks < size]
        marks = marks[data[marks] != _SAME_LEMMA]
        length, at = _varint(data, marks + 1)
        ends = at + length
        starts.append(ends[ends < size])
    is_start = np.zeros(size, np.bool_)
    for offsets in starts:
        is_start[offsets] = True
    return np.flatnonzero(is_start).astype(np.int32)


def _varint(data: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
    """Read a number of one or two bytes at each offset. Return the numbers and the next offsets."""
    numbers = data[at].astype(np.int32)
    at = at + np.int32(1)
    large = np.flatnonzero(numbers >= _LARGE)
    if large.size:
        numbers[large] = numbers[large] & 0x7F | (data[at[large]].astype(np.int32) << 7)
        at[large] += 1
    return numbers, at


def _form_offsets(columns: _Columns, begin: int, end: int, last_form: Numbers) -> Numbers:
    """Return where the stream has each byte of the forms of pairs `begin` to `end`.

    One row per byte, one column per pair, and one more row for the ends of lines.
    """
    shared, bases = columns.shared[begin:end], columns.bases[begin:end]
    rows = np.arange(int(columns.lengths[begin:end].max()) + 1, dtype=np.int16)[:, None]
    # The owner of a byte is the pair whose suffix has it: the last pair up to this one that shares
    # less than the byte's row. Pairs count from 1; 0 is a pair of an earlier batch.
    pairs = np.arange(1, len(shared) + 1, dtype=np.int16)
    owners = np.where(shared <= rows, pairs, np.int16(0))
    np.maximum.accumulate(owners, axis=1, out=owners)
    offsets: Numbers = np.insert(bases, 0, 0).take(owners) + rows
    np.copyto(offsets, last_form[: len(rows), None], where=owners == 0)
    return offsets


def _lemma_lines(columns: _Columns, offsets: Numbers, runs: slice) -> bytes:
    """Return the lemmas of runs; `offsets` are those of the forms of their first pairs."""
    kept, endings = columns.kept[runs], columns.endings[runs]
    lengths = kept + columns.ending_lengths[runs]
    rows = np.arange(int(lengths.max(initial=0)) + 1, dtype=np.int32)[:, None]
    # A lemma is the beginning of the form, then the suffix. Rows beyond the form are never kept.
    of_form = offsets[np.minimum(rows[:, 0], len(offsets) - 1)]
    return _lines(columns.data, np.where(rows < kept, of_form, endings - kept + rows), lengths)


def _lines(data: Numbers, offsets: Numbers, lengths: Numbers) -> bytes:
    """Put words together, one per line. Column `i` of `offsets` has the offsets of word `i`."""
    offsets[lengths, np.arange(len(lengths))] = len(data) - len(_AFTER_STREAM)
    is_used = np.arange(len(offsets)) <= lengths[:, None]
    text: bytes = data.take(offsets.T[is_used]).tobytes()
    return text
