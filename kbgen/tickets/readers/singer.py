# SPDX-License-Identifier: MIT
"""Read Singer JSON lines, `{"type": "RECORD", "stream": …, "record": {…}}`.

Taps for Zendesk and Freshdesk write them. The help desk's own reader converts each record. Other
lines (SCHEMA, STATE) are ignored.
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
    return Tables("singer").fill(_records(files), _add_record)


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


def _add_record(tables: Tables, record: Record) -> None:
    """Add a record with its help desk's reader.

    Freshdesk tickets have a numeric status, its messages `incoming`; everything else is Zendesk's.
    """
    values = record.values
    of_freshdesk = (
        "incoming" in values or "helpdesk_agent" in values or isinstance(values.get("status"), int)
    )
    (freshdesk if of_freshdesk or record.key in {"agents", "contacts"} else zendesk).add_record(
        tables, record
    )
