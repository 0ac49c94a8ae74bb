# SPDX-License-Identifier: MIT
"""The file of a prepared dictionary: it says where a word is, and the pairs there are read without the others.

In: simplemma's stream. Out: bytes, and `DictionaryFile` to read them. They contain the sum of every pair's form and of
every run's lemma (`letter_sums.py`), and the stream in compressed chunks. A chunk has many blocks of 64 pairs; the
first pair of a block is written in full, so that each block is read by itself.
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.language.dictionary_records import ranges, read_records
from kbgen.language.front_coding import decode_records, whole_record
from kbgen.language.letter_sums import record_sums, sums_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kbgen.language.dictionary_records import Numbers, Records

_MAGIC: Final = b"kbgen-dictionary-2\n"
_BLOCK: Final = 64
"""Pairs of a block: up to so many are read to find one."""
_CHUNK: Final = 128
"""Blocks that are compressed together."""
_NUMBER: Final = "<u4"
_COLUMNS: Final = 5
_FILTER: Final = 12
"""Bits of a sum that its place in the filter ignores: a table of a megabyte tells most sums from those wanted."""


def prepare(stream: bytes) -> bytes:
    """Return the file of a stream.

    Raises:
        ValueError: the stream is not one that `read_records` understands.
    """
    records = read_records(stream)
    forms, lemmas = record_sums(records)
    blocks = _blocks(stream, records)
    chunks = [zlib.compress(b"".join(blocks[at : at + _CHUNK]), 1) for at in range(0, len(blocks), _CHUNK)]
    columns = (forms, records.runs, lemmas, [len(block) for block in blocks], [len(chunk) for chunk in chunks])
    return _pack([np.asarray(column).astype(_NUMBER, copy=False) for column in columns], chunks)


class DictionaryFile:
    """A prepared dictionary.

    Raises:
        ValueError: the bytes are damaged, or of another version.
    """

    def __init__(self, data: bytes) -> None:
        columns, rest = _unpack(data)
        self._forms, runs, self._lemmas, block_sizes, chunk_sizes = columns
        self._runs = np.append(runs, np.uint32(len(self._forms))).astype(np.int64)
        self._blocks = np.concatenate(([0], np.cumsum(block_sizes, dtype=np.int64)))
        """Where they are in the stream; one more is its end."""
        self._chunks = np.concatenate(([0], np.cumsum(chunk_sizes, dtype=np.int64)))
        self._stream = rest
        self._opened: dict[int, bytes] = {}
        """Chunks that were read: words of a site are in all of them, and are looked up after their lemmas."""

    def pairs_of_forms(self, forms: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of these folded forms in the dictionary's order, and of some with the same letters."""
        return self._read(_matches(self._forms, sums_of(forms)))

    def pairs_of_lemmas(self, lemmas: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of these folded lemmas in the dictionary's order, and of some with the same letters."""
        runs = _matches(self._lemmas, sums_of(lemmas))
        return self._read(ranges(self._runs[runs], self._runs[runs + 1]))

    def _read(self, numbers: Numbers) -> Iterator[tuple[bytes, bytes]]:
        """Yield pairs by their numbers, which rise; each block is read once."""
        if not numbers.size:
            return
        blocks = numbers // _BLOCK
        seams = np.flatnonzero(np.diff(blocks)) + 1
        begins = [0, *seams.tolist(), numbers.size]
        places = (numbers % _BLOCK).tolist()
        for begin, end in pairwise(begins):
            pairs = decode_records(*self._find_block(int(blocks[begin])), places[end - 1] + 1)
            yield from (pairs[place] for place in places[begin:end])

    def _find_block(self, block: int) -> tuple[bytes, int]:
        """Return a block's chunk, and where the block is in it."""
        number = block // _CHUNK
        chunk = self._opened.get(number)
        if chunk is None:
            chunk = zlib.decompress(self._stream[self._chunks[number] : self._chunks[number + 1]])
            self._opened[number] = chunk
        return chunk, int(self._blocks[block] - self._blocks[number * _CHUNK])


def _blocks(stream: bytes, records: Records) -> list[bytes]:
    """Cut the stream into blocks, and write the first pair of each in full."""
    firsts = np.arange(0, len(records.shared), _BLOCK, dtype=np.int32)
    runs = np.searchsorted(records.runs, firsts, side="right") - 1
    seconds = records.starts[firsts + 1].tolist()
    ends = [*records.starts[firsts[1:]].tolist(), len(stream)]
    wholes = map(whole_record, records.forms(firsts), records.lemmas(runs))
    return [whole + stream[second:end] for whole, second, end in zip(wholes, seconds, ends, strict=True)]


def _matches(sums: Numbers, wanted: Numbers) -> Numbers:
    """Return where `sums` has one of the wanted."""
    is_likely = np.zeros(1 << (32 - _FILTER), np.bool_)
    is_likely[wanted >> _FILTER] = True
    likely = np.flatnonzero(is_likely[sums >> _FILTER])
    return likely[np.isin(sums[likely], wanted)]


def _pack(columns: list[Numbers], chunks: list[bytes]) -> bytes:
    sizes = np.array([len(column) for column in columns], _NUMBER)
    body = b"".join([sizes.tobytes(), *(column.tobytes() for column in columns), *chunks])
    return b"".join([_MAGIC, zlib.adler32(body).to_bytes(4, "little"), body])


def _unpack(data: bytes) -> tuple[list[Numbers], memoryview]:
    body = memoryview(data)[len(_MAGIC) + 4 :]
    if not data.startswith(_MAGIC) or zlib.adler32(body).to_bytes(4, "little") != data[len(_MAGIC) : len(_MAGIC) + 4]:
        raise ValueError("not a dictionary, or not a whole one")
    sizes = np.frombuffer(body, _NUMBER, _COLUMNS)
    at = sizes.nbytes
    columns = []
    for size in sizes.tolist():
        columns.append(np.frombuffer(body, _NUMBER, size, at))
        at += columns[-1].nbytes
    return columns, body[at:]
