# SPDX-License-Identifier: MIT
"""Singer: JSON lines `{"type": "RECORD", "stream": …, "record": {…}}` as taps of Zendesk and Freshdesk write them.

Other lines (SCHEMA, STATE) are left alone. The records are those of the help desks, so their readers take them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kbgen.tickets.readers import freshdesk, zendesk
from kbgen.tickets.readers.export import Export, Tables
from kbgen.tickets.records import Rejection

if TYPE_CHECKING:
    from kbgen.tickets.records import ExportFiles, Record


def read(files: ExportFiles) -> Export:
    """Read the output of a tap."""
    return Tables("singer").fill(_records(files), _take)


def _records(files: ExportFiles) -> Iterator[Record | Rejection]:
    for line in files.records():
        if isinstance(line, Rejection):
            yield line
        elif line.values.get("type") == "RECORD":
            record = line.values.get("record")
            if isinstance(record, dict):
                yield replace(line, key=str(line.values.get("stream", "")), values=record)
            else:
                yield Rejection(line.file, line.row, "the line has no record")


def _take(tables: Tables, record: Record) -> None:
    """Freshdesk's tickets have a numeric status, its messages `incoming`; the rest is Zendesk's."""
    values = record.values
    of_freshdesk = "incoming" in values or "helpdesk_agent" in values or isinstance(values.get("status"), int)
    (freshdesk if of_freshdesk or record.key in {"agents", "contacts"} else zendesk).take(tables, record)
