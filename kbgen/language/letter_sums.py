# SPDX-License-Identifier: MIT
"""Letter sums: numbers that find words in a dictionary whatever their case and accents.

In: `Records`, or folded words. Out: the sum of each word's letter weights, modulo 2^32. The weight
of a folded letter is fixed and effectively random (its CRC-32). Words that fold to the same
spelling have equal sums. So have anagrams, so a lookup compares the words as well.

The sum of a form is the sum of its shared prefix plus that of its suffix. This is why the sums
of millions of front-coded forms are computed without assembling a single form.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from kbgen.language.fold import fold
from kbgen.language.front_coding import WHOLE_LEMMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbgen.language.dictionary_records import Numbers, Records

_MASK: Final = 0xFFFF_FFFF
_THREE_BYTE_HEAD: Final = 0xE0
"""UTF-8: the lowest first byte of a letter of three bytes."""
_FOUR_BYTE_HEAD: Final = 0xF0
"""UTF-8: the lowest first byte of a letter of four bytes."""
_MAX_LETTER_BYTES: Final = 4
"""UTF-8: the maximum number of bytes of a letter."""
_BLOCK_SIZE: Final = 1 << 16
"""Number of bytes to process at a time: they and their sums fit in the processor's cache."""


def sums_of(words: Iterable[str]) -> Numbers:
    """Return the letter sums of folded words."""
    return np.array([sum(map(_WEIGHTS.__getitem__, word)) & _MASK for word in words], np.uint32)


def record_sums(records: Records) -> tuple[Numbers, Numbers]:
    """Return the letter sum of each pair's form, and of each run's lemma."""
    calculator = _SumCalculator(records)
    return calculator.forms(), calculator.lemmas()


class _Weights(dict[str, int]):
    """Folded letter → its weight, computed on first use."""

    def __missing__(self, letter: str) -> int:
        weight = self[letter] = crc32(letter.encode("utf-8", "surrogatepass"))
        return weight

    def unfolded(self, letter: str) -> int:
        """Return the weight of a letter that is not folded yet, such as `É`."""
        return sum(self[folded] for folded in fold(letter)) & _MASK


_WEIGHTS: Final = _Weights()


@cache
def _weights_of_bytes() -> Numbers:
    """Return the weight of a byte after another byte, as a flat table of 256 × 256.

    The index is `before << 8 | byte`. A byte of ASCII weighs the same after any byte; the second
    byte of a letter weighs what the letter does. Bytes of longer letters weigh 0.
    """
    table = np.zeros((256, 256), np.uint32)
    for code in range(0x80):
        table[:, code] = _WEIGHTS.unfolded(chr(code))
    for code in range(0x80, 0x800):
        table[tuple(chr(code).encode())] = _WEIGHTS.unfolded(chr(code))
    return table.ravel()


@dataclass(frozen=True, slots=True)
class _Seams:
    """Letters that begin in the shared part of a form and end in its suffix.

    One row per pair or run. All columns are 0 where no letter crosses the seam.
    """

    before: Numbers
    """Number of the letter's bytes in the shared part."""
    after: Numbers
    """Number of the letter's bytes in the suffix."""
    weights: Numbers
    """Weight of the letter."""


class _SumCalculator:
    """Calculates the letter sums of a dictionary, all pairs at a time.

    `_sums[n]` is the sum of all letters that end before byte `n` of the stream. The bytes between
    suffixes are not letters and add meaningless values, which cancel out: only differences between
    two offsets of one suffix are used. All sums wrap at 2^32, so differences of wrapped sums are
    also correct.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._table = _weights_of_bytes()
        self._sums = self._running_sums()
        pairs = np.arange(len(records.shared), dtype=np.int32)
        seams = self._seams(pairs, records.shared, records.suffixes, records.lengths)
        # `_own[r] + _sums[_origins[r] + column]` is the sum of the letters of form `r` that end
        # before byte `column`, from the letter at the seam on. `column` must be in the suffix.
        self._own = seams.weights - self._sums[records.suffixes + seams.after]
        self._origins = records.suffixes - records.shared
        self._prefix_sums = self._sums_of_prefixes(records.shared - seams.before)

    def forms(self) -> Numbers:
        """Return the sum of each pair's form."""
        records = self._records
        sums: Numbers = (
            self._prefix_sums + self._own + self._sums[records.suffixes + records.lengths]
        )
        return sums

    def lemmas(self) -> Numbers:
        """Return the sum of each run's lemma."""
        records = self._records
        sums: Numbers = self._sums[records.endings + records.ending_lengths]
        # A whole lemma is its suffix: the sum at its end minus the sum at its begin.
        whole = records.trims == WHOLE_LEMMA
        sums[whole] -= self._sums[records.endings[whole]]
        cut = np.flatnonzero(~whole)
        runs, endings = records.runs[cut], records.endings[cut]
        # The other lemmas keep the first `columns` bytes of the form of the run's first pair.
        columns = records.shared[runs] + records.lengths[runs] - records.trims[cut]
        seams = self._seams(runs, columns, endings, records.ending_lengths[cut])
        columns -= seams.before
        owners = records.owners(runs, columns)
        sums[cut] += seams.weights - self._sums[endings + seams.after]
        sums[cut] += self._prefix_sums[owners] + self._sums_up_to(owners, columns)
        return sums

    def _running_sums(self) -> Numbers:
        """Return the running sums of the stream: see `_sums`."""
        data = self._records.data
        sums = np.zeros(len(data) + 1, np.uint32)
        # Letters of one and two bytes: look up each byte together with the byte before it.
        for at in range(1, len(data), _BLOCK_SIZE):
            part = slice(at, at + _BLOCK_SIZE)
            pairs = (
                data[at - 1 : at - 1 + _BLOCK_SIZE].astype(np.uint16)[: len(data[part])] << 8
                | data[part]
            )
            sums[1:][part] = self._table[pairs]
        # Longer letters are few: decode them by their first bytes.
        for size, lowest, highest in ((3, 0xE0, 0xEF), (4, 0xF0, 0xF7)):
            heads = np.flatnonzero((data >= lowest) & (data <= highest))
            heads = heads[heads <= len(data) - size]
            letters = np.stack([data[heads + offset] for offset in range(size)])
            sums[heads + size] += self._weights_of_letters(letters)
        return np.cumsum(sums, dtype=np.uint32, out=sums)

    def _weights_of_letters(self, letters: Numbers) -> Numbers:
        """Return the weights of letters; 0 for bytes that are not a letter.

        Args:
            letters: One column per letter; row `n` has its byte `n`, or 0 after its end.
        """
        # Pack the bytes of a letter in one number, so that each different letter is folded once.
        codes = np.zeros(letters.shape[1], np.uint32)
        for position, row in enumerate(letters):
            codes |= row.astype(np.uint32) << np.uint32(8 * position)
        different, which = np.unique(codes, return_inverse=True)
        weights = np.zeros(len(different), np.uint32)
        for index, code in enumerate(different.tolist()):
            with suppress(UnicodeDecodeError):
                (letter,) = code.to_bytes(_MAX_LETTER_BYTES, "little").rstrip(b"\0").decode()
                weights[index] = _WEIGHTS.unfolded(letter)
        return weights[which]

    def _sums_of_prefixes(self, columns: Numbers) -> Numbers:
        """Return the sum of each form's letters before byte `columns[i]` of its shared part.

        That is the sum of the owner's prefix plus a part of the owner's suffix. The owner is the
        pair whose suffix has that byte. An owner shares less than the pair, so pairs are handled in
        the order of `shared`: when a pair's turn comes, its owner's sum is known.
        """
        records = self._records
        owners = records.owners(records.parents, columns)
        sums = self._sums_up_to(owners, columns)
        in_order = np.argsort(records.shared, kind="stable")
        levels = np.flatnonzero(np.diff(records.shared[in_order], prepend=-1)).tolist()
        for begin, end in pairwise([*levels, len(in_order)]):
            level = in_order[begin:end]
            # The first level shares nothing, so it has no prefix.
            sums[level] = sums[level] + sums[owners[level]] if begin else 0
        return sums

    def _sums_up_to(self, owners: Numbers, columns: Numbers) -> Numbers:
        """Return the sums of the owners' own letters (seam and suffix) before byte `columns[i]`."""
        sums: Numbers = self._own[owners] + self._sums[self._origins[owners] + columns]
        return sums

    def _seams(
        self, records: Numbers, columns: Numbers, suffixes: Numbers, lengths: Numbers
    ) -> _Seams:
        """Find the letters that cross the seam between the kept prefix of a form and a suffix.

        Args:
            records: Pairs whose forms' prefixes are kept.
            columns: Number of bytes kept.
            suffixes: Offset of the suffix that follows.
            lengths: Length of that suffix.
        """
        data = self._records.data
        seams = _Seams(*(np.zeros(len(records), kind) for kind in (np.int8, np.int8, np.uint32)))
        # A suffix that begins with a continuation byte splits a letter. First assume letters of two
        # bytes, one on each side; then `_add_long` corrects the longer ones.
        split = np.flatnonzero(_are_continuation_bytes(data[suffixes]) & (lengths > 0))
        heads = self._records.bytes_at(records[split], columns[split] - 1)
        seams.before[split] = seams.after[split] = 1
        seams.weights[split] = self._table[heads.astype(np.uint16) << 8 | data[suffixes[split]]]
        is_long = _are_continuation_bytes(heads) | (heads >= _THREE_BYTE_HEAD)
        self._add_long(seams, split[is_long], records, columns, suffixes)
        return seams

    def _add_long(
        self, seams: _Seams, split: Numbers, records: Numbers, columns: Numbers, suffixes: Numbers
    ) -> None:
        """Update the rows `split` of `seams`, whose letters have three or four bytes."""
        if not split.size:
            return
        records, columns, suffixes = records[split], columns[split], suffixes[split]
        # Step back from the seam, a byte at a time, to the first byte of each letter.
        before = np.ones(split.size, np.int32)
        heads = self._records.bytes_at(records, columns - 1)
        while (further := np.flatnonzero(_are_continuation_bytes(heads))).size:
            before[further] += 1
            heads[further] = self._records.bytes_at(
                records[further], columns[further] - before[further]
            )
        sizes = np.where(heads >= _FOUR_BYTE_HEAD, 4, 3)
        # Collect byte `position` of all letters: from the forms before the seam, from the suffix
        # after.
        letters = np.zeros((_MAX_LETTER_BYTES, split.size), np.uint8)
        for position in range(_MAX_LETTER_BYTES):
            kept = np.flatnonzero(position < before)
            new = np.flatnonzero((position >= before) & (position < sizes))
            letters[position, kept] = self._records.bytes_at(
                records[kept], columns[kept] - before[kept] + position
            )
            letters[position, new] = self._records.data[suffixes[new] + position - before[new]]
        seams.before[split], seams.after[split] = before, sizes - before
        seams.weights[split] = self._weights_of_letters(letters)


def _are_continuation_bytes(data: Numbers) -> Numbers:
    """Tell, for each byte, whether it continues a letter of UTF-8 (`0b10xxxxxx`)."""
    are_continued: Numbers = data & 0xC0 == 0x80
    return are_continued
