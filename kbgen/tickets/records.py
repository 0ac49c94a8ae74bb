# SPDX-License-Identifier: MIT
"""Read the files of an export as records with their positions, and reject what is unreadable.

In: a file, or a folder of CSV tables, JSON documents and JSON lines. Out: `ExportRecord`s, file by
file; tables and JSON lines are streamed. A rejection never quotes the export, because its readers
may not be allowed to read tickets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from kbgen.errors import SettingsError
from kbgen.tickets.strict_json import InvalidRecord, parse_json

MAX_JSON: Final = 200_000_000
MAX_LINE: Final = 20_000_000
_SUFFIXES: Final = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
_DELIMITERS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """A row of a table, or an object of a JSON document."""

    file: str
    """The file's name in the export."""
    row: int
    """Line (CSV, JSON lines) or index in the list, from 1."""
    key: str
    """The key of the array that contains the object (`tickets`), the stream of a Singer record, or
    empty."""
    values: Mapping[str, Any]

    def rejected(self, reason: str) -> Rejection:
        """Return the rejection of this record."""
        return Rejection(self.file, self.row, reason)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record or file that was not imported, and why."""

    file: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ExportFiles:
    """The files of an export."""

    root: Path
    files: tuple[Path, ...]
    encoding: str = "utf-8-sig"

    def name(self, path: Path) -> str:
        """Return a file's name as rejections show it."""
        return path.name if path == self.root else path.relative_to(self.root).as_posix()

    def digest(self) -> bytes:
        """Return a key that only holders of the export can compute; opaque names depend on it."""
        digest = blake2b(digest_size=32)
        for path in self.files:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        return digest.digest()

    def records(self) -> Iterator[ExportRecord | Rejection]:
        """Yield all records, file by file in the order of names."""
        for path in self.files:
            yield from _read_file(path, self.name(path), self.encoding)

    def lines(self) -> Iterator[ExportRecord | Rejection]:
        """Yield the records of all files as JSON lines, ignoring the file name's extension."""
        for path in self.files:
            try:
                yield from _read_lines(path, self.name(path))
            except UnicodeDecodeError:
                yield Rejection(self.name(path), 1, "the file is not UTF-8")


def export_files(path: Path, encoding: str = "utf-8-sig") -> ExportFiles:
    """Find the files of an export.

    Raises:
        SettingsError: There is no such path, or nothing in it that could be read.
    """
    if path.is_file():
        return ExportFiles(path, (path,), encoding)
    if not path.is_dir():
        raise SettingsError(
            f"{path} does not exist",
            "Pass the exported file, or the folder of its files.",
        )
    files = sorted(
        file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file()
    )
    if not files:
        raise SettingsError(
            f"{path} contains no export files",
            f"kbgen reads files that end in {', '.join(_SUFFIXES)}.",
        )
    return ExportFiles(path, tuple(files), encoding)


def _read_file(path: Path, name: str, encoding: str) -> Iterator[ExportRecord | Rejection]:
    try:
        if path.suffix.lower() in {".jsonl", ".ndjson", ".singer"}:
            yield from _read_lines(path, name)
        elif path.suffix.lower() == ".json":
            yield from _read_document(path, name)
        else:
            yield from _read_table(path, name, encoding)
    except UnicodeDecodeError as error:
        yield Rejection(
            name, 1, f"the file is not {error.encoding}; set its encoding with --encoding"
        )


def _read_lines(path: Path, name: str) -> Iterator[ExportRecord | Rejection]:
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield from _objects(_parse_line(line), name, number)
            except InvalidRecord as error:
                yield Rejection(name, number, str(error))


def _parse_line(line: str) -> Any:
    if len(line) > MAX_LINE:
        raise InvalidRecord(f"the line is longer than {MAX_LINE:,} characters")
    return parse_json(line)


def _read_document(path: Path, name: str) -> Iterator[ExportRecord | Rejection]:
    if path.stat().st_size > MAX_JSON:
        yield Rejection(name, 1, f"the file is larger than {MAX_JSON:,} bytes; export JSON lines")
        return
    text = path.read_bytes().decode("utf-8-sig")
    try:
        yield from _objects(parse_json(text), name, 1)
    except InvalidRecord as error:
        # Some help desks name JSON lines `.json`.
        if "\n{" not in text.strip():
            yield Rejection(name, 1, str(error))
            return
        yield from _read_lines(path, name)


def _objects(value: Any, name: str, row: int) -> Iterator[ExportRecord | Rejection]:
    """Yield the records of a list, an envelope (`{"tickets": […], "users": […]}`) or one object."""
    if isinstance(value, list):
        yield from _list_records(value, name, "", row)
    elif isinstance(value, dict):
        # A ticket may contain lists of objects too (`comments`), so the fields of a ticket or of a
        # Singer line decide that this is no envelope.
        lists = {
            key: item for key, item in value.items() if isinstance(item, list) and _is_objects(item)
        }
        if "subject" not in value and "ticket_id" not in value and "record" not in value and lists:
            for key, items in lists.items():
                yield from _list_records(items, name, key, row)
        else:
            yield ExportRecord(name, row, "", value)
    else:
        yield Rejection(name, row, "this is not a JSON object")


def _is_objects(items: Sequence[Any]) -> bool:
    return bool(items) and isinstance(items[0], dict)


def _list_records(
    items: Sequence[Any], name: str, key: str, row: int
) -> Iterator[ExportRecord | Rejection]:
    for number, item in enumerate(items, row):
        if isinstance(item, dict):
            yield ExportRecord(name, number, key, item)
        else:
            yield Rejection(name, number, "this is not a JSON object")


def _read_table(path: Path, name: str, encoding: str) -> Iterator[ExportRecord | Rejection]:
    csv.field_size_limit(MAX_LINE)  # the default of 131,072 rejects long messages
    with path.open(encoding=encoding, newline="") as file:
        # The delimiter is the sign that the header has most of; on a tie, the first in the list.
        head = file.readline()
        file.seek(0)
        rows = csv.reader(
            file,
            delimiter=max(
                _DELIMITERS, key=lambda sign: (head.count(sign), -_DELIMITERS.index(sign))
            ),
        )
        try:
            yield from _table_records(rows, name)
        except csv.Error:
            yield Rejection(
                name, rows.line_num, "the row is not CSV; the rest of the file was not read"
            )


def _table_records(rows: Any, name: str) -> Iterator[ExportRecord | Rejection]:
    columns = [column.strip() for column in next(rows, [])]
    # A quoted cell may span lines, so the number of the row's first line is kept.
    line = rows.line_num + 1
    for cells in rows:
        first, line = line, rows.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            yield Rejection(
                name, first, f"the row has {len(cells)} cells, the header has {len(columns)}"
            )
        else:
            yield ExportRecord(name, first, "", dict(zip(columns, cells, strict=True)))
