# SPDX-License-Identifier: MIT
"""The file of a prepared dictionary: an index of its words, and the words in compressed chunks.

In: batches of pairs. Out: bytes, and `DictionaryFile` to read them.

The file contains the letter sum of every pair's form and of every run's lemma (`letter_sums.py`).
A run is a sequence of pairs with the same lemma. Each batch is one compressed chunk: the forms of
its pairs, then the lemmas of its runs, one per line.

Layout, numbers little-endian: `_MAGIC`; Adler-32 of the rest; the lengths of four columns; the four
columns of 32-bit numbers (letter sums of forms, first pair of each run, letter sums of lemmas,
compressed bytes of each chunk); the chunks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import numpy as np

from kbgen.language.front_coding import PAIRS_PER_BATCH, Batch, Numbers
from kbgen.language.letter_sums import LetterSums

_MAGIC: Final = b"kbgen-dictionary-3\n"
_NUMBER: Final = "<u4"
_COLUMNS: Final = 4
_FILTER: Final = 12
"""Number of low bits of a sum that the filter ignores. Its 1 MB table rejects most sums."""


def prepare(batches: Iterable[Batch]) -> bytes:
    """Return the bytes of the prepared file.

    Raises:
        ValueError: There are no pairs, or words that are not UTF-8.
    """
    letter_sums = LetterSums()
    forms, runs, lemmas, chunks = [], [], [], []
    for number, batch in enumerate(batches):
        forms.append(letter_sums.of_lines(batch.forms.decode()))
        lemmas.append(letter_sums.of_lines(batch.lemmas.decode()))
        runs.append(batch.runs + number * PAIRS_PER_BATCH)
        chunks.append(zlib.compress(batch.forms + batch.lemmas, 1))
    sizes = [np.array([len(chunk) for chunk in chunks])]
    columns = [np.concatenate(parts).astype(_NUMBER) for parts in (forms, runs, lemmas, sizes)]
    lengths = np.array([len(column) for column in columns], _NUMBER)
    body = b"".join([lengths.tobytes(), *(column.tobytes() for column in columns), *chunks])
    return b"".join([_MAGIC, zlib.adler32(body).to_bytes(4, "little"), body])


class DictionaryFile:
    """A reader of a prepared dictionary.

    Raises:
        ValueError: The bytes are damaged, or written by another version.
    """

    def __init__(self, data: bytes) -> None:
        columns, self._chunks = _unpack(data)
        self._forms, runs, self._lemmas, sizes = columns
        self._runs = runs.astype(np.int64)
        self._ends = np.cumsum(sizes, dtype=np.int64)
        """End of each chunk."""

    def pairs_of_forms(self, forms: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of folded forms, and of some anagrams, in the dictionary's order."""
        return self._read(_matches(self._forms, forms))

    def pairs_of_lemmas(self, lemmas: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of folded lemmas, and of some anagrams, in the dictionary's order."""
        runs = _matches(self._lemmas, lemmas)
        begins, ends = self._runs[runs], np.append(self._runs, len(self._forms))[runs + 1]
        # All ranges `begins[i]:ends[i]`: arange counts through them, and each one is shifted from
        # its position there to its begin.
        lengths = ends - begins
        before = np.cumsum(lengths) - lengths
        return self._read(np.arange(int(lengths.sum())) + np.repeat(begins - before, lengths))

    def _read(self, pairs: Numbers) -> Iterator[tuple[bytes, bytes]]:
        """Yield pairs by their numbers, which must rise. Decompress each chunk once."""
        runs = np.searchsorted(self._runs, pairs, side="right") - 1
        rows = zip(pairs.tolist(), runs.tolist(), strict=True)
        for chunk, in_chunk in groupby(rows, key=lambda row: row[0] // PAIRS_PER_BATCH):
            start = self._ends[chunk - 1] if chunk else 0
            lines = zlib.decompress(self._chunks[start : self._ends[chunk]]).split(b"\n")
            first = chunk * PAIRS_PER_BATCH
            # Lemmas follow the forms. A run begins with each chunk, so its lemmas are all here.
            first_lemma = min(PAIRS_PER_BATCH, len(self._forms) - first)
            first_run = int(np.searchsorted(self._runs, first))
            for pair, run in in_chunk:
                yield lines[pair - first], lines[first_lemma + run - first_run]


def _matches(sums: Numbers, words: Iterable[str]) -> Numbers:
    """Return the positions in `sums` of the sums of these words."""
    required = LetterSums().of_lines("".join(f"{word}\n" for word in words))
    # A table of the high bits rejects most of the millions of sums before the exact comparison.
    is_likely = np.zeros(1 << (32 - _FILTER), np.bool_)
    is_likely[required >> _FILTER] = True
    likely = np.flatnonzero(is_likely[sums >> _FILTER])
    return likely[np.isin(sums[likely], required)]


def _unpack(data: bytes) -> tuple[list[Numbers], memoryview]:
    body = memoryview(data)[len(_MAGIC) + 4 :]
    if (
        not data.startswith(_MAGIC)
        or zlib.adler32(body).to_bytes(4, "little") != data[len(_MAGIC) : len(_MAGIC) + 4]
    ):
        raise ValueError("not a prepared dictionary, or a damaged one")
    lengths = np.frombuffer(body, _NUMBER, _COLUMNS)
    at = lengths.nbytes
    columns = []
    for length in lengths.tolist():
        columns.append(np.frombuffer(body, _NUMBER, length, at))
        at += columns[-1].nbytes
    return columns, body[at:]
