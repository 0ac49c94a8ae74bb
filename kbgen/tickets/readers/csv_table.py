# SPDX-License-Identifier: MIT
"""Read any table with one ticket per row.

Columns are recognized by their usual names, or named on the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from kbgen.errors import SettingsError
from kbgen.model import Comment, Ticket
from kbgen.tickets.plain_text import html_to_text, plain
from kbgen.tickets.readers.export import Export, convert_records, day
from kbgen.tickets.records import ExportFiles, ExportRecord
from kbgen.tickets.strict_json import InvalidRecord

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("ticket id", "id", "ticket number", "number", "case id", "номер", "numer", "nr"),
    "subject": ("ticket subject", "subject", "title", "summary", "тема", "temat", "tytuł"),
    "body": (
        "ticket description", "description", "body", "text", "message", "question", "query",
        "content", "описание", "текст", "вопрос", "сообщение", "opis", "treść",
        "pytanie", "wiadomość",
    ),
    "answer": (
        "resolution", "answer", "reply", "response",
        "ответ", "решение", "odpowiedź", "rozwiązanie",
    ),
    "requester": (
        "customer email", "requester email", "requester id", "customer id", "email", "e-mail",
        "user id", "requester", "from",
    ),
    "name": (
        "customer name", "requester name", "name", "full name", "contact name",
        "имя", "фио", "клиент", "imię i nazwisko", "klient",
    ),
    "agent": ("agent", "agent name", "assignee", "assigned to", "owner", "агент", "исполнитель"),
    "created": ("created at", "created", "date", "opened", "дата", "data"),
    "lang": ("lang", "language", "locale", "язык", "język"),
    "tags": ("tags", "labels", "теги", "etykiety"),
}  # fmt: skip
"""Field → usual column names, ignoring case, `_` and `-`; the first that a table has is used."""


def read(files: ExportFiles, columns: Mapping[str, str] = MappingProxyType({})) -> Export:
    """Read tables.

    Raises:
        SettingsError: No table has a column that was named on the command line.
    """
    columns_of = cache(partial(_columns_of_fields, columns=columns))

    def convert(record: ExportRecord) -> Ticket:
        return _ticket(record, columns_of(tuple(record.values)))

    return convert_records(files.records(), convert, "row")


def _columns_of_fields(header: tuple[str, ...], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field in a table with this header."""
    names = {_normalize(name): name for name in header}
    column_of: dict[str, str] = {}
    for field, usual_names in COLUMNS.items():
        matches = [names[name] for name in map(_normalize, usual_names) if name in names]
        if matches:
            column_of[field] = matches[0]
    for field, column in columns.items():
        if column not in header:
            raise SettingsError(
                f"the table has no column '{column}' for {field}",
                f"Columns: {', '.join(header)[:300]}.",
            )
        column_of[field] = column
    return column_of


def _normalize(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


def _ticket(record: ExportRecord, columns_by_header: Mapping[str, str]) -> Ticket:
    cell = {field: plain(record.values[column]) for field, column in columns_by_header.items()}
    if "subject" not in cell and "body" not in cell:
        raise InvalidRecord("no column contains the text; set one with --column body=NAME")
    body = (
        html_to_text(cell["body"]) if cell.get("body", "").startswith("<") else cell.get("body", "")
    )
    if not cell.get("subject") and not body:
        raise InvalidRecord("the ticket has no text")
    answer = cell.get("answer", "")
    return Ticket(
        id=cell.get("id") or f"row-{record.row}",
        source="csv",
        subject=cell.get("subject", ""),
        body=body,
        requester=cell.get("requester") or cell.get("name", ""),
        created=day(cell.get("created")),
        lang=cell.get("lang", "").lower()[:2],
        tags=tuple(filter(None, map(str.strip, cell.get("tags", "").split(",")))),
        comments=(Comment(is_agent=True, body=answer),) if answer else (),
        people=tuple(filter(None, (cell.get("name"), cell.get("agent"), cell.get("requester")))),
    )
