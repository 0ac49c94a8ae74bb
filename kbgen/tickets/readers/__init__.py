# SPDX-License-Identifier: MIT
"""Convert exports into tickets in one normal form, with one module per format.

A reader turns the records of an export into tickets and rejections. Readers drop private comments:
only what is marked public is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from kbgen.tickets.readers import csv_table, freshdesk, singer, zendesk
from kbgen.tickets.readers.export import Export
from kbgen.tickets.records import ExportFiles

__all__ = ["READERS", "Export", "read_export"]

READERS: Final[Mapping[str, Callable[[ExportFiles], Export]]] = {
    "csv": csv_table.read,
    "zendesk": zendesk.read,
    "freshdesk": freshdesk.read,
    "singer": singer.read,
}


def read_export(
    form: str, files: ExportFiles, columns: Mapping[str, str] = MappingProxyType({})
) -> Export:
    """Read an export.

    Args:
        form: A key of `READERS`.
        files: The files of the export.
        columns: Column names by ticket field, for `csv` tables with unusual column names.
    """
    return csv_table.read(files, columns) if form == "csv" else READERS[form](files)
