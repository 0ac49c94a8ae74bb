# SPDX-License-Identifier: MIT
"""The parts of articles that results show: one line of JSON per article, decoded on access.

Ten thousand decoded articles are a hundred megabytes of small objects; as lines they are ten. Lines
are stored and compared as they are, and an edit decodes only the lines of its neighbors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Final, overload

from kbgen.search.index.analysis import PassageRecord, Row
from kbgen.search.index.columns import from_lines, to_lines

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FIELDS: Final = attrgetter(*(item.name for item in fields(Row) if item.name != "passages"))
_PASSAGE_FIELDS: Final = attrgetter(*(item.name for item in fields(PassageRecord)))


class Rows(Sequence[Row]):
    """The rows of articles, by number."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        """Lines from `line_of`."""

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        return Rows(self.lines[index]) if isinstance(index, slice) else _row_of(self.lines[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def to_bytes(self) -> bytes:
        """Encode all rows for a file."""
        return to_lines(self.lines)


def rows_of(data: bytes) -> Rows:
    """Decode the output of `Rows.to_bytes`."""
    return Rows(from_lines(data))


def line_of(record: Row) -> str:
    """Encode a row as JSON, without a line break."""
    return _ENCODER.encode(
        [*_FIELDS(record), [_PASSAGE_FIELDS(passage) for passage in record.passages]]
    )


def _row_of(line: str) -> Row:
    id_, url, title, kind, trail, extract, passages = json.loads(line)
    return Row(
        id_,
        url,
        title,
        kind,
        tuple(trail),
        extract,
        tuple(PassageRecord(*passage) for passage in passages),
    )
