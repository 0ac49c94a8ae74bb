# SPDX-License-Identifier: MIT
"""Records: what search knows of an article, and their encoding for the cache.

In: an analyzed document (`analysis.py`). Out: `AnalyzedRecord`, or its bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from typing import Final, NamedTuple

NUMBERS: Final = "i"
"""Type code of columns: four bytes a number."""


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """The parts of a passage that results show."""

    anchor: str
    title: str
    extract: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """The parts of an article that results show: its record without the words."""

    id: str
    url: str
    title: str
    kind: str
    trail: tuple[str, ...]
    extract: str
    messages: tuple[str, ...]
    """What a pasted text may contain (`messages.py`)."""
    passages: tuple[PassageRecord, ...]


class Columns(NamedTuple):
    """The forms of one article in columns, which saves hundreds of small objects."""

    forms: tuple[str, ...]
    """Sorted."""
    strong: array[int]
    """Total worth of each form's occurrences outside the text."""
    text: array[int]
    """Number of each form's occurrences in the text."""
    sizes: array[int]
    """Number of slots of each form."""
    slots: array[int]
    """*Slot marks* of the first form, then of the next, and so on.

    A mark is twice the slot, plus one if the form is in the slot's title. The marks of a form are
    sorted, one per slot.
    """


@dataclass(frozen=True, slots=True)
class AnalyzedRecord(ResultRow):
    """An article, ready to be indexed."""

    titles: tuple[int, ...]
    """Number of weighty words in each slot's title; 0 without a title."""
    length: int
    """Number of words in the text."""
    columns: Columns
    pairs: tuple[tuple[str, str, int], ...]
    """(first, second, slot) of neighboring weighty words in titles and questions.

    A stop word of a title that asks is paired with itself: `what what`.
    """
    digest: str
    """Digest of the document and the analyzer: records with the same digest are equal."""
    texts: tuple[str, str] = ("", "")
    """The texts whose vectors make up that of the article (`language/meaning/texts.py`)."""


def encode_record(record: AnalyzedRecord) -> bytes:
    """Pack a record for the cache: a line of JSON, then the raw numbers of its columns."""
    # The order of the fields is that in which `decode_record` reads them.
    forms, *numbers = record.columns
    row = [getattr(record, column.name) for column in fields(record) if column.name != "columns"]
    head = json.dumps([*row, forms], ensure_ascii=False, separators=(",", ":"), default=astuple)
    data = b"".join(_little_endian(column).tobytes() for column in numbers)
    return zlib.compress(head.encode() + b"\n" + data, 1)


def decode_record(data: bytes) -> AnalyzedRecord:
    """Unpack the output of `encode_record`.

    Raises:
        ValueError: The data is not an encoded record.
    """
    try:
        head, _, numbers = zlib.decompress(data).partition(b"\n")
        row = json.loads(head)
        return AnalyzedRecord(
            id=row[0],
            url=row[1],
            title=row[2],
            kind=row[3],
            trail=tuple(row[4]),
            extract=row[5],
            messages=tuple(row[6]),
            passages=tuple(PassageRecord(*passage) for passage in row[7]),
            titles=tuple(row[8]),
            length=row[9],
            columns=_columns(tuple(row[13]), numbers),
            pairs=tuple(map(tuple, row[10])),
            digest=row[11],
            texts=tuple(row[12]),
        )
    except (zlib.error, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"not an analyzed record: {error}") from error


def _columns(forms: tuple[str, ...], numbers: bytes) -> Columns:
    """Return the columns of forms. `numbers` has the other four columns, one after another."""
    values = _little_endian(array(NUMBERS, numbers))
    # ends: [0, n, 2n, 3n] for n forms.
    ends = [len(forms) * times for times in range(4)]
    strong, text, sizes = (values[start:end] for start, end in pairwise(ends))
    # Three columns have one number per form; the rest are the slot marks.
    slots = values[ends[-1] :]
    if len(slots) != sum(sizes):
        raise ValueError("the columns are cut off")
    return Columns(forms, strong, text, sizes, slots)


def _little_endian(numbers: array[int]) -> array[int]:
    """Convert the numbers of this machine to little-endian ones, or back."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
