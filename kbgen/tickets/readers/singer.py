# SPDX-License-Identifier: MIT
"""Read Singer JSON lines, `{"type": "RECORD", "stream": …, "record": {…}}`.

Taps for Zendesk and Freshdesk write them. The help desk's own reader converts each record. Other
lines (SCHEMA, STATE) are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kbgen.tickets.readers import freshdesk, zendesk
from kbgen.tickets.readers.export import Tables
from kbgen.tickets.records import ExportRecord, Rejection


def unwrap(lines: Iterable[ExportRecord | Rejection]) -> Iterator[ExportRecord | Rejection]:
    """Yield the records of the lines that have one."""
    for line in lines:
        if isinstance(line, Rejection):
            yield line
        elif line.values.get("type") == "RECORD":
            record = line.values.get("record")
            if isinstance(record, dict):
                yield replace(line, key=str(line.values.get("stream", "")), values=record)
            else:
                yield Rejection(line.file, line.row, "the line has no record")


def add_record(tables: Tables, record: ExportRecord) -> None:
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
