# SPDX-License-Identifier: MIT
"""A number for each word of a dictionary, by which a word is found whatever its case and accents.

In: `Records`, or folded words. Out: the sums of the words' letters; each folded letter weighs a fixed number, as good
as random. Words that are folded alike have equal sums. Anagrams have them too, so a lookup compares the words as well.
A sum is that of the shared beginning plus that of the letters after it: no form is ever put together.
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
_LONG: Final = 0xE0
"""UTF-8: letters of three bytes begin with this byte or a greater one."""
_LONGEST: Final = 0xF0
"""Those of four bytes."""
_LONGEST_LETTER: Final = 4
_AT_ONCE: Final = 1 << 16
"""Bytes that are weighed at once: as many as a processor has next to it."""


def sums_of(words: Iterable[str]) -> Numbers:
    """Return the sums of folded words."""
    return np.array([sum(map(_WEIGHTS.__getitem__, word)) & _MASK for word in words], np.uint32)


def record_sums(records: Records) -> tuple[Numbers, Numbers]:
    """Return the sum of each pair's form, and of each run's lemma."""
    calculator = _SumCalculator(records)
    return calculator.forms(), calculator.lemmas()


class _Weights(dict[str, int]):
    """Folded letter → its weight."""

    def __missing__(self, letter: str) -> int:
        weight = self[letter] = crc32(letter.encode("utf-8", "surrogatepass"))
        return weight

    def unfolded(self, letter: str) -> int:
        """Return the weight of a letter as dictionaries have it."""
        return sum(self[folded] for folded in fold(letter)) & _MASK


_WEIGHTS: Final = _Weights()


@cache
def _weights_of_bytes() -> Numbers:
    """Return what a byte weighs behind another one: a letter of one byte, or the end of a letter of two."""
    table = np.zeros((256, 256), np.uint32)
    for code in range(0x80):
        table[:, code] = _WEIGHTS.unfolded(chr(code))
    for code in range(0x80, 0x800):
        table[tuple(chr(code).encode())] = _WEIGHTS.unfolded(chr(code))
    return table.ravel()


@dataclass(frozen=True, slots=True)
class _Seams:
    """Letters that begin in the shared part of a form and end in the suffix; zeros where no letter does."""

    before: Numbers
    """How many of the letter's bytes are shared."""
    behind: Numbers
    """How many are in the suffix."""
    weights: Numbers
    """What the letter weighs."""


class _SumCalculator:
    """The sums of a dictionary in the making.

    `_sums[n]` is that of the bytes of the stream before `n`; a letter weighs at its last byte. What is between
    suffixes adds nonsense: only differences inside a suffix are used.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._table = _weights_of_bytes()
        self._sums = self._running_sums()
        pairs = np.arange(len(records.shared), dtype=np.int32)
        seams = self._seams(pairs, records.shared, records.suffixes, records.lengths)
        # The sum from the beginning of the seam's letter to `column` is `_own[r] + _sums[_origins[r] + column]`.
        self._own = seams.weights - self._sums[records.suffixes + seams.behind]
        self._origins = records.suffixes - records.shared
        self._beginnings = self._sums_of_beginnings(records.shared - seams.before)

    def forms(self) -> Numbers:
        """Return the sum of each pair's form."""
        records = self._records
        sums: Numbers = self._beginnings + self._own + self._sums[records.suffixes + records.lengths]
        return sums

    def lemmas(self) -> Numbers:
        """Return the sum of each run's lemma."""
        records = self._records
        sums: Numbers = self._sums[records.endings + records.ending_lengths]
        whole = records.trims == WHOLE_LEMMA
        sums[whole] -= self._sums[records.endings[whole]]
        cut = np.flatnonzero(~whole)
        runs, endings = records.runs[cut], records.endings[cut]
        columns = records.shared[runs] + records.lengths[runs] - records.trims[cut]
        seams = self._seams(runs, columns, endings, records.ending_lengths[cut])
        columns -= seams.before
        owners = records.owners(runs, columns)
        sums[cut] += seams.weights - self._sums[endings + seams.behind]
        sums[cut] += self._beginnings[owners] + self._sums_up_to(owners, columns)
        return sums

    def _running_sums(self) -> Numbers:
        data = self._records.data
        sums = np.zeros(len(data) + 1, np.uint32)
        for at in range(1, len(data), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            pairs = data[at - 1 : at - 1 + _AT_ONCE].astype(np.uint16)[: len(data[some])] << 8 | data[some]
            sums[1:][some] = self._table[pairs]
        for size, least, most in ((3, 0xE0, 0xEF), (4, 0xF0, 0xF7)):
            heads = np.flatnonzero((data >= least) & (data <= most))
            heads = heads[heads <= len(data) - size]
            letters = np.stack([data[heads + place] for place in range(size)])
            sums[heads + size] += self._weights_of_letters(letters)
        return np.cumsum(sums, dtype=np.uint32, out=sums)

    def _weights_of_letters(self, letters: Numbers) -> Numbers:
        """Return the weights of letters, whose bytes at place `n` are `letters[n]`; zero for what is no letter."""
        codes = np.zeros(letters.shape[1], np.uint32)
        for place, some in enumerate(letters):
            codes |= some.astype(np.uint32) << np.uint32(8 * place)
        different, which = np.unique(codes, return_inverse=True)
        weights = np.zeros(len(different), np.uint32)
        for place, code in enumerate(different.tolist()):
            with suppress(UnicodeDecodeError):
                (letter,) = code.to_bytes(_LONGEST_LETTER, "little").rstrip(b"\0").decode()
                weights[place] = _WEIGHTS.unfolded(letter)
        return weights[which]

    def _sums_of_beginnings(self, columns: Numbers) -> Numbers:
        """Return the sum of each form up to a column in its shared part.

        It is the sum of the beginning of another form, the column's owner, plus that of a piece of the owner's suffix.
        An owner shares less, so the forms that share the least come first.
        """
        records = self._records
        owners = records.owners(records.parents, columns)
        sums = self._sums_up_to(owners, columns)
        in_order = np.argsort(records.shared, kind="stable")
        levels = np.flatnonzero(np.diff(records.shared[in_order], prepend=-1)).tolist()
        for begin, end in pairwise([*levels, len(in_order)]):
            some = in_order[begin:end]
            sums[some] = sums[some] + sums[owners[some]] if begin else 0  # the first share nothing
        return sums

    def _sums_up_to(self, owners: Numbers, columns: Numbers) -> Numbers:
        """Return the sums of what the owners' suffixes have before `columns`."""
        sums: Numbers = self._own[owners] + self._sums[self._origins[owners] + columns]
        return sums

    def _seams(self, records: Numbers, columns: Numbers, suffixes: Numbers, lengths: Numbers) -> _Seams:
        """Look for letters across the seam between the first `columns` bytes of forms and suffixes."""
        data = self._records.data
        seams = _Seams(*(np.zeros(len(records), kind) for kind in (np.int8, np.int8, np.uint32)))
        split = np.flatnonzero(_are_continuation_bytes(data[suffixes]) & (lengths > 0))
        heads = self._records.bytes_at(records[split], columns[split] - 1)
        seams.before[split] = seams.behind[split] = 1
        seams.weights[split] = self._table[heads.astype(np.uint16) << 8 | data[suffixes[split]]]
        is_long = _are_continuation_bytes(heads) | (heads >= _LONG)
        self._add_long(seams, split[is_long], records, columns, suffixes)
        return seams

    def _add_long(self, seams: _Seams, split: Numbers, records: Numbers, columns: Numbers, suffixes: Numbers) -> None:
        """Add letters of three and four bytes."""
        if not split.size:
            return
        records, columns, suffixes = records[split], columns[split], suffixes[split]
        before = np.ones(split.size, np.int32)
        heads = self._records.bytes_at(records, columns - 1)
        while (further := np.flatnonzero(_are_continuation_bytes(heads))).size:
            before[further] += 1
            heads[further] = self._records.bytes_at(records[further], columns[further] - before[further])
        sizes = np.where(heads >= _LONGEST, 4, 3)
        letters = np.zeros((_LONGEST_LETTER, split.size), np.uint8)
        for place in range(_LONGEST_LETTER):
            shared = np.flatnonzero(place < before)
            own = np.flatnonzero((place >= before) & (place < sizes))
            letters[place, shared] = self._records.bytes_at(records[shared], columns[shared] - before[shared] + place)
            letters[place, own] = self._records.data[suffixes[own] + place - before[own]]
        seams.before[split], seams.behind[split] = before, sizes - before
        seams.weights[split] = self._weights_of_letters(letters)


def _are_continuation_bytes(data: Numbers) -> Numbers:
    """Return which bytes continue a letter of UTF-8."""
    are_continued: Numbers = data & 0xC0 == 0x80
    return are_continued
