# SPDX-License-Identifier: MIT
"""The file between the commands: JSON lines, one redacted ticket each.

Only redacted tickets are written. What is read, from here or from a program of somebody else's, is redacted again:
there is no way round `redact()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kbgen.errors import SettingsError
from kbgen.model import Comment, RedactedTicket, Ticket
from kbgen.tickets.plain_text import plain
from kbgen.tickets.readers.export import Export, day, identifier, is_true, texts
from kbgen.tickets.records import ExportFiles, Rejection
from kbgen.tickets.redact import redact, redact_text
from kbgen.tickets.strict_json import BadJson


def as_json(ticket: RedactedTicket) -> dict[str, Any]:
    """A ticket as a line of the file holds it."""
    return {
        "id": ticket.id,
        "source": ticket.source,
        "requester": ticket.requester,
        "lang": ticket.lang,
        "created": ticket.created,
        "tags": list(ticket.tags),
        "subject": ticket.subject,
        "body": ticket.body,
        "comments": [{"agent": comment.is_agent, "body": comment.body} for comment in ticket.comments],
    }


def read_tickets(path: Path) -> tuple[list[RedactedTicket], list[Rejection]]:
    """Read a file of tickets, redacting each.

    Raises:
        SettingsError: there is no such file, or it holds no ticket.
    """
    if not path.is_file():
        raise SettingsError(f"{path} does not exist", "Make it with 'kbgen tickets import'.")
    files = ExportFiles(path, (path,))
    export = read_normal(files)
    key = files.digest()
    if not export.tickets:
        raise SettingsError(f"{path} holds no ticket", "Make it with 'kbgen tickets import'.")
    return [redact(ticket, key) for ticket in export.tickets], list(export.rejected)


def read_normal(files: ExportFiles) -> Export:
    """Tickets in the normal form, whoever wrote them."""
    tickets: dict[str, Ticket] = {}
    rejected: list[Rejection] = []
    for record in files.lines():
        if isinstance(record, Rejection):
            rejected.append(record)
            continue
        try:
            ticket = _ticket(record.values, record.row)
        except BadJson as error:
            rejected.append(Rejection(record.file, record.row, str(error)))
            continue
        if ticket.id in tickets:
            rejected.append(Rejection(record.file, record.row, "another line has the same id"))
        else:
            tickets[ticket.id] = ticket
    return Export(tuple(tickets.values()), tuple(rejected))


def _ticket(values: Any, row: int) -> Ticket:
    subject, body = plain(values.get("subject")), plain(values.get("body") or values.get("text"))
    if not subject and not body:
        raise BadJson("the ticket has no text")
    return Ticket(
        id=identifier(values, "id") or f"row-{row}",
        source=plain(values.get("source")) or "json",
        subject=subject,
        body=body,
        requester=plain(values.get("requester")),
        created=day(values.get("created")),
        lang=plain(values.get("lang")),
        tags=tuple(texts(values.get("tags"))),
        comments=tuple(_comments(values.get("comments"))),
        people=tuple(texts(values.get("people"))),
    )


def _comments(values: object) -> Iterator[Comment]:
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict) and not is_true(value.get("private")):
            yield Comment(is_true(value.get("agent")), plain(value.get("body")))


def redacted_lines(path: Path, lang: str, *, spans: bool) -> tuple[list[dict[str, Any]], list[Rejection]]:
    """Redact a file of JSON lines: tickets, or with `spans` any texts, saying where personal data stands in them.

    Raises:
        SettingsError: there is no such file.
    """
    if not path.is_file():
        raise SettingsError(f"{path} does not exist", "Name a file of JSON lines.")
    files = ExportFiles(path, (path,))
    if spans:
        return _span_lines(files, lang)
    export = read_normal(files)
    key = files.digest()
    spoken = (ticket if ticket.lang else replace(ticket, lang=lang) for ticket in export.tickets)
    return [as_json(redact(ticket, key)) for ticket in spoken], list(export.rejected)


def _span_lines(files: ExportFiles, lang: str) -> tuple[list[dict[str, Any]], list[Rejection]]:
    documents: list[dict[str, Any]] = []
    rejected: list[Rejection] = []
    for record in files.lines():
        if isinstance(record, Rejection):
            rejected.append(record)
        elif not isinstance(record.values.get("text"), str):
            rejected.append(Rejection(record.file, record.row, "the line has no text"))
        else:
            documents.append(_span_line(record.values, lang))
    return documents, rejected


def _span_line(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The text is taken as it is, or its offsets would not be those of the input."""
    spoken = lang or str(values.get("lang") or "")
    text, spans = redact_text(values["text"], spoken, tuple(texts(values.get("people"))))
    found = [{"start": span.start, "end": span.end, "type": str(span.type)} for span in spans]
    return {"text": text, "spans": found}
