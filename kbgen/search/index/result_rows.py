# SPDX-License-Identifier: MIT
"""The parts of articles that results show: one line of JSON per article, decoded on access.

Ten thousand decoded articles are a hundred megabytes of small objects; as lines they are ten. Lines
are stored and compared as they are, and an edit decodes only the lines of its neighbors.
"""

from __future__ import annotations

import json
from dataclasses import fields
from operator import attrgetter
from typing import Final

from kbgen.search.index.records import PassageRecord, ResultRow

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FIELDS: Final = attrgetter(
    *(column.name for column in fields(ResultRow) if column.name != "passages")
)
_PASSAGE_FIELDS: Final = attrgetter(*(column.name for column in fields(PassageRecord)))


def line_of(row: ResultRow) -> str:
    """Encode a row as JSON, without a line break."""
    return _ENCODER.encode([*_FIELDS(row), [*map(_PASSAGE_FIELDS, row.passages)]])


def titles_of(line: str) -> tuple[str, ...]:
    """Return the titles of a row's article and passages, by slot."""
    row = row_of(line)
    return (row.title, *(passage.title for passage in row.passages))


def row_of(line: str) -> ResultRow:
    """Decode the output of `line_of`."""
    id_, url, title, kind, trail, extract, messages, passages = json.loads(line)
    shown = tuple(PassageRecord(*passage) for passage in passages)
    return ResultRow(id_, url, title, kind, tuple(trail), extract, tuple(messages), shown)
