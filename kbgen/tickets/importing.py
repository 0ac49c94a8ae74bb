# SPDX-License-Identifier: MIT
"""Import an export of a help desk into the file of redacted tickets that other commands read."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from kbgen.errors import SettingsError
from kbgen.tickets.files import redacted_documents
from kbgen.tickets.output_file import write_lines
from kbgen.tickets.readers import Export, read_export
from kbgen.tickets.readers.csv_table import COLUMNS
from kbgen.tickets.records import export_files


def import_tickets(
    form: str, path: Path, output: Path, *, lang: str, encoding: str, columns: Sequence[str]
) -> Export:
    """Read an export, redact it and write its tickets as JSON lines. Return what was read.

    Args:
        form: Format of the export, such as `csv`.
        path: The export's file or folder.
        output: The file to write.
        lang: Language of tickets that do not name one.
        encoding: The encoding of CSV files.
        columns: `FIELD=NAME`, the column of CSV files that contains a field.

    Raises:
        SettingsError: The export, encoding, field or column does not exist.
        EnvironmentFailure: The file cannot be written.
    """
    files = export_files(path, _known_encoding(encoding))
    export = read_export(form, files, _known_columns(columns))
    write_lines(output, redacted_documents(export, files, lang))
    return export


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name if name != "utf-8-sig" else name
    except LookupError as error:
        raise SettingsError(
            f"the encoding '{name}' is unknown",
            "Use, for example, utf-8, windows-1251, or windows-1250.",
        ) from error


def _known_columns(pairs: Sequence[str]) -> dict[str, str]:
    columns = dict(pair.partition("=")[::2] for pair in pairs)
    unknown = sorted(set(columns) - set(COLUMNS)) or [
        name for name, column in columns.items() if not column
    ]
    if unknown:
        raise SettingsError(
            f"'{unknown[0]}' in --column is not a ticket field, or has no column name",
            f"Use --column FIELD=NAME. Fields: {', '.join(COLUMNS)}.",
        )
    return columns
