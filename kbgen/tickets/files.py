# SPDX-License-Identifier: MIT
"""Read and write the file that the commands exchange: JSON lines, one redacted ticket each.

Only redacted tickets are written. Everything that is read is redacted again, even a file from here:
no ticket bypasses `redact()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kbgen.errors import SettingsError
from kbgen.model import Comment, RedactedTicket, Ticket
from kbgen.tickets.plain_text import plain
from kbgen.tickets.readers.export import (
    Export,
    convert_records,
    day,
    identifier,
    is_true,
    mappings,
    texts,
)
from kbgen.tickets.records import ExportFiles, ExportRecord, Rejection
from kbgen.tickets.redact import redact, redact_text
from kbgen.tickets.strict_json import InvalidRecord


def as_json(ticket: RedactedTicket) -> dict[str, Any]:
    """Return a ticket as a JSON object of the file."""
    return {
        "id": ticket.id,
        "source": ticket.source,
        "requester": ticket.requester,
        "lang": ticket.lang,
        "created": ticket.created,
        "tags": list(ticket.tags),
        "subject": ticket.subject,
        "body": ticket.body,
        "comments": [
            {"agent": comment.is_agent, "body": comment.body} for comment in ticket.comments
        ],
    }


def read_tickets(path: Path) -> tuple[list[RedactedTicket], list[Rejection]]:
    """Read and redact a file of tickets.

    Raises:
        SettingsError: The file does not exist, or it contains no tickets.
    """
    if not path.is_file():
        raise SettingsError(f"{path} does not exist", "Create it with 'kbgen tickets import'.")
    files = ExportFiles(path, (path,))
    export = read_json_lines(files)
    key = files.digest()
    if not export.tickets:
        raise SettingsError(f"{path} contains no tickets", "Create it with 'kbgen tickets import'.")
    return [redact(ticket, key) for ticket in export.tickets], list(export.rejected)


def read_json_lines(files: ExportFiles) -> Export:
    """Read tickets in the normal form, written by kbgen or by any other program."""
    return convert_records(files.lines(), _ticket, "line")


def _ticket(record: ExportRecord) -> Ticket:
    values = record.values
    subject, body = plain(values.get("subject")), plain(values.get("body") or values.get("text"))
    if not subject and not body:
        raise InvalidRecord("the ticket has no text")
    return Ticket(
        id=identifier(values, "id") or f"row-{record.row}",
        source=plain(values.get("source")) or "json",
        subject=subject,
        body=body,
        requester=plain(values.get("requester")),
        created=day(values.get("created")),
        lang=plain(values.get("lang")),
        tags=tuple(texts(values.get("tags"))),
        comments=tuple(
            Comment(is_true(value.get("agent")), plain(value.get("body")))
            for value in mappings(values.get("comments"))
            if not is_true(value.get("private"))
        ),
        people=tuple(texts(values.get("people"))),
    )


def redacted_lines(
    path: Path, lang: str, *, spans: bool
) -> tuple[list[dict[str, Any]], list[Rejection]]:
    """Redact a file of JSON lines: tickets, or any texts with `spans`.

    With `spans`, each result also contains the spans of personal data in the input.

    Raises:
        SettingsError: The file does not exist.
    """
    if not path.is_file():
        raise SettingsError(f"{path} does not exist", "Pass a file of JSON lines.")
    files = ExportFiles(path, (path,))
    if spans:
        return _redact_documents(files, lang)
    export = read_json_lines(files)
    return list(redacted_documents(export, files, lang)), list(export.rejected)


def redacted_documents(export: Export, files: ExportFiles, lang: str) -> Iterator[dict[str, Any]]:
    """Yield the tickets of an export, redacted, as JSON objects; `lang` if they do not name one."""
    key = files.digest()
    for ticket in export.tickets:
        yield as_json(redact(ticket if ticket.lang else replace(ticket, lang=lang), key))


def _redact_documents(
    files: ExportFiles, lang: str
) -> tuple[list[dict[str, Any]], list[Rejection]]:
    documents: list[dict[str, Any]] = []
    rejected: list[Rejection] = []
    for record in files.lines():
        if isinstance(record, Rejection):
            rejected.append(record)
        elif not isinstance(record.values.get("text"), str):
            rejected.append(record.rejected("the line has no text"))
        else:
            documents.append(_redact_document(record.values, lang))
    return documents, rejected


def _redact_document(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Redact a text without changing it first, so that offsets refer to the input."""
    text_lang = lang or str(values.get("lang") or "")
    text, spans = redact_text(values["text"], text_lang, tuple(texts(values.get("people"))))
    listed = [{"start": span.start, "end": span.end, "type": str(span.type)} for span in spans]
    return {"text": text, "spans": listed}
