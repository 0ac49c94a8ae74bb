# SPDX-License-Identifier: MIT
"""Read Freshdesk API responses: tickets, conversations, contacts and agents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbgen.model import Ticket
from kbgen.tickets.plain_text import html_to_text, plain
from kbgen.tickets.readers.export import (
    Message,
    Person,
    Tables,
    day,
    identifier,
    is_true,
    mappings,
    texts,
    ticket_id_of,
)
from kbgen.tickets.records import ExportRecord
from kbgen.tickets.strict_json import InvalidRecord


def add_record(tables: Tables, record: ExportRecord) -> None:
    """Add one record, recognized by its fields; ignore others, such as companies."""
    values = record.values
    if "incoming" in values and "private" in values:
        _add_conversation(tables, values)
    elif "requester_id" in values and "subject" in values:
        _add_ticket(tables, record)
    elif isinstance(values.get("contact"), dict):
        _add_person(
            tables,
            identifier(values, "id"),
            values["contact"],
            signature=values.get("signature"),
            is_agent=True,
        )
    elif "email" in values and "name" in values and "id" in values:
        _add_person(
            tables, identifier(values, "id"), values, is_agent=is_true(values.get("helpdesk_agent"))
        )


def _add_ticket(tables: Tables, record: ExportRecord) -> None:
    values = record.values
    if is_true(values.get("spam")) or is_true(values.get("deleted")):
        raise InvalidRecord("the ticket was deleted or is spam")
    ticket_id = ticket_id_of(values)
    requester = identifier(values, "requester_id")
    person = values.get("requester")
    if isinstance(person, dict):
        _add_person(tables, requester, person, is_agent=False)
    names = [
        plain(values.get(name))
        for name in ("requester_name", "responder_name", "email", "name", "phone")
    ]
    copies = [
        *texts(values.get("cc_emails")),
        *texts(values.get("reply_cc_emails")),
        *texts(values.get("to_emails")),
    ]
    ticket = Ticket(
        id=ticket_id,
        source=tables.source,
        subject=plain(values.get("subject")),
        body=plain(values.get("description_text")) or html_to_text(values.get("description")),
        requester=requester,
        created=day(values.get("created_at")),
        tags=tuple(texts(values.get("tags"))),
        people=tuple(
            filter(None, [*names, *copies, identifier(values, "responder_id", "owner_id")])
        ),
    )
    tables.add_ticket(record, ticket, plain(values.get("updated_at")))
    for conversation in mappings(values.get("conversations")):
        _add_conversation(tables, {"ticket_id": ticket_id, **conversation})


def _add_conversation(tables: Tables, values: Mapping[str, Any]) -> None:
    """Add a message that is marked as not private; remember the text of any other as private."""
    ticket_id = identifier(values, "ticket_id")
    body = plain(values.get("body_text")) or html_to_text(values.get("body"))
    if str(values.get("private")).strip().lower() not in {"false", "f", "0"}:
        tables.private_texts[ticket_id].add(body)
        return
    author = identifier(values, "user_id")
    if author and author not in tables.people:
        names = tuple(filter(None, [plain(values.get("from_email"))]))
        tables.people[author] = Person(names, not is_true(values.get("incoming")))
    order = f"{plain(values.get('created_at'))} {identifier(values, 'id'):>20}"
    tables.messages[ticket_id].append(Message(author, body, order))


def _add_person(
    tables: Tables,
    person_id: str,
    values: Mapping[str, Any],
    *,
    is_agent: bool,
    signature: object = None,
) -> None:
    fields = [plain(values.get(key)) for key in ("name", "email", "phone", "mobile")]
    names = tuple(filter(None, [*fields, html_to_text(signature)]))
    previous = tables.people.get(person_id)
    tables.people[person_id] = Person(
        tuple(dict.fromkeys([*(previous.names if previous else ()), *names])),
        is_agent or bool(previous and previous.is_agent),
    )
