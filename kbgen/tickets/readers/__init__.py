# SPDX-License-Identifier: MIT
"""Exports become tickets in one normal form, one format a file.

A reader takes the records of an export and gives tickets and rejections. Private comments end here: a reader takes what
is marked public, and what is not marked is private.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kbgen.tickets.readers import csv_table, freshdesk, singer, zendesk
from kbgen.tickets.readers.export import Export

if TYPE_CHECKING:
    from kbgen.tickets.records import ExportFiles

__all__ = ["READERS", "Export", "read_export"]

READERS: Final[Mapping[str, Callable[[ExportFiles], Export]]] = {
    "csv": csv_table.read,
    "zendesk": zendesk.read,
    "freshdesk": freshdesk.read,
    "singer": singer.read,
}


def read_export(form: str, files: ExportFiles, columns: Mapping[str, str] = MappingProxyType({})) -> Export:
    """Read an export.

    Args:
        form: a key of `READERS`.
        files: of the export.
        columns: field of a ticket → name of its column; for `csv` tables whose columns have names of their own.
    """
    return csv_table.read(files, columns) if form == "csv" else READERS[form](files)
