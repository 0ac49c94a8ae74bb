# SPDX-License-Identifier: MIT
"""The file of a prepared dictionary: an index of its words, and the pairs in compressed chunks.

In: simplemma's stream. Out: bytes, and `DictionaryFile` to read them.

The file contains the letter sum of every pair's form and of every run's lemma (`letter_sums.py`),
then the stream in compressed chunks. A chunk has many blocks of 64 pairs. The first pair of a block
is written in full, so a block can be decoded without the preceding block.

Layout, numbers little-endian: `_MAGIC`; Adler-32 of the rest; the lengths of five columns; the five
columns of 32-bit numbers (letter sums of forms, first pair of each run, letter sums of lemmas,
bytes of each block, compressed bytes of each chunk); the chunks.
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
"""Number of pairs per block: the maximum to decode to find one."""
_CHUNK: Final = 128
"""Number of blocks per chunk."""
_NUMBER: Final = "<u4"
_COLUMNS: Final = 5
_FILTER: Final = 12
"""Number of low bits of a sum that the filter ignores. Its 1 MB table rejects most sums."""


def prepare(stream: bytes) -> bytes:
    """Return the bytes of the prepared file.

    Raises:
        ValueError: `read_records` does not understand the stream.
    """
    records = read_records(stream)
    forms, lemmas = record_sums(records)
    blocks = _blocks(stream, records)
    chunks = [
        zlib.compress(b"".join(blocks[at : at + _CHUNK]), 1) for at in range(0, len(blocks), _CHUNK)
    ]
    columns = (
        forms,
        records.runs,
        lemmas,
        [len(block) for block in blocks],
        [len(chunk) for chunk in chunks],
    )
    return _pack([np.asarray(column).astype(_NUMBER, copy=False) for column in columns], chunks)


class DictionaryFile:
    """A reader of a prepared dictionary.

    Raises:
        ValueError: The bytes are damaged, or written by another version.
    """

    def __init__(self, data: bytes) -> None:
        columns, rest = _unpack(data)
        self._forms, runs, self._lemmas, block_sizes, chunk_sizes = columns
        self._runs = np.append(runs, np.uint32(len(self._forms))).astype(np.int64)
        self._blocks = np.concatenate(([0], np.cumsum(block_sizes, dtype=np.int64)))
        """Offset of each block in the stream, and its end."""
        self._chunks = np.concatenate(([0], np.cumsum(chunk_sizes, dtype=np.int64)))
        self._stream = rest
        self._opened: dict[int, bytes] = {}
        """Decompressed chunks by number: forms and lemmas of a site are read from the same ones."""

    def pairs_of_forms(self, forms: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of folded forms, and of some anagrams, in the dictionary's order."""
        return self._read(_matches(self._forms, sums_of(forms)))

    def pairs_of_lemmas(self, lemmas: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of folded lemmas, and of some anagrams, in the dictionary's order."""
        runs = _matches(self._lemmas, sums_of(lemmas))
        return self._read(ranges(self._runs[runs], self._runs[runs + 1]))

    def _read(self, numbers: Numbers) -> Iterator[tuple[bytes, bytes]]:
        """Yield pairs by their numbers, which must rise. Decode each block once."""
        if not numbers.size:
            return
        blocks = numbers // _BLOCK
        # Split the pair numbers where the block changes: begins[i]:begins[i + 1] share a block.
        seams = np.flatnonzero(np.diff(blocks)) + 1
        begins = [0, *seams.tolist(), numbers.size]
        offsets = (numbers % _BLOCK).tolist()
        for begin, end in pairwise(begins):
            pairs = decode_records(*self._find_block(int(blocks[begin])), offsets[end - 1] + 1)
            yield from (pairs[offset] for offset in offsets[begin:end])

    def _find_block(self, block: int) -> tuple[bytes, int]:
        """Return the chunk of a block, and the offset of the block in it."""
        number = block // _CHUNK
        chunk = self._opened.get(number)
        if chunk is None:
            chunk = zlib.decompress(self._stream[self._chunks[number] : self._chunks[number + 1]])
            self._opened[number] = chunk
        return chunk, int(self._blocks[block] - self._blocks[number * _CHUNK])


def _blocks(stream: bytes, records: Records) -> list[bytes]:
    """Cut the stream into blocks, and write the first pair of each in full."""
    # Only the first pair of a block changes: `whole` replaces its bytes, and the bytes from the
    # second pair on are copied. `runs` is the run, and so the lemma, of each first pair.
    firsts = np.arange(0, len(records.shared), _BLOCK, dtype=np.int32)
    runs = np.searchsorted(records.runs, firsts, side="right") - 1
    seconds = records.starts[firsts + 1].tolist()
    ends = [*records.starts[firsts[1:]].tolist(), len(stream)]
    wholes = map(whole_record, records.forms(firsts), records.lemmas(runs))
    return [
        whole + stream[second:end] for whole, second, end in zip(wholes, seconds, ends, strict=True)
    ]


def _matches(sums: Numbers, wanted: Numbers) -> Numbers:
    """Return the positions of the requested sums in `sums`."""
    # A table of the high bits rejects most of the millions of sums before the exact comparison.
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
    if (
        not data.startswith(_MAGIC)
        or zlib.adler32(body).to_bytes(4, "little") != data[len(_MAGIC) : len(_MAGIC) + 4]
    ):
        raise ValueError("not a prepared dictionary, or a damaged one")
    sizes = np.frombuffer(body, _NUMBER, _COLUMNS)
    at = sizes.nbytes
    columns = []
    for size in sizes.tolist():
        columns.append(np.frombuffer(body, _NUMBER, size, at))
        at += columns[-1].nbytes
    return columns, body[at:]
