# SPDX-License-Identifier: MIT
"""Convert exports into tickets in one normal form, with one module per format.

A reader turns the records of an export into tickets and rejections. Readers drop private comments:
only what is marked public is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kbgen.tickets.readers import csv_table, freshdesk, singer, zendesk
from kbgen.tickets.readers.export import Export, Tables
from kbgen.tickets.records import ExportFiles

__all__ = ["Export", "read_export"]

_ADD_RECORD: Final = {
    "zendesk": zendesk.add_record,
    "freshdesk": freshdesk.add_record,
    "singer": singer.add_record,
}


def read_export(
    form: str, files: ExportFiles, columns: Mapping[str, str] = MappingProxyType({})
) -> Export:
    """Read an export.

    Args:
        form: `csv`, `zendesk`, `freshdesk` or `singer`.
        files: The files of the export.
        columns: Column names by ticket field, for `csv` tables with unusual column names.
    """
    if form == "csv":
        return csv_table.read(files, columns)
    records = singer.unwrap(files.records()) if form == "singer" else files.records()
    return Tables(form).fill(records, _ADD_RECORD[form])
