# SPDX-License-Identifier: MIT
"""Read Zendesk API documents, JSON lines of tickets, and tables (tickets, comments, users, tags).

A ticket's description is its first comment. When that one was private, the description is private
too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

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

_AGENTS: Final = frozenset({"agent", "admin"})


def add_record(tables: Tables, record: ExportRecord) -> None:
    """Add one record, recognized by its fields; ignore others."""
    values = record.values
    if "ticket_id" in values and ("body" in values or "plain_body" in values):
        _add_comment(tables, identifier(values, "ticket_id"), values)
    elif "ticket_id" in values and "tag" in values:
        tables.tags[identifier(values, "ticket_id")].add(plain(values["tag"]))
    elif "requester_id" in values and ("subject" in values or "description" in values):
        _add_ticket(tables, record)
    elif "role" in values and "email" in values and "id" in values:
        _add_person(tables, values)


def _add_ticket(tables: Tables, record: ExportRecord) -> None:
    values = record.values
    if plain(values.get("status")).lower() in {"deleted", "spam"}:
        raise InvalidRecord("the ticket was deleted")
    if values.get("is_public") not in (None, "") and not is_true(values["is_public"]):
        raise InvalidRecord("the ticket is not public")
    ticket_id = ticket_id_of(values)
    origin: Any = values
    for name in ("via", "source", "from"):
        origin = origin.get(name) if isinstance(origin, dict) else None
    sender = origin if isinstance(origin, dict) else {}
    senders = [plain(sender[key]) for key in ("name", "address") if sender.get(key)]
    ticket = Ticket(
        id=ticket_id,
        source=tables.source,
        subject=plain(values.get("raw_subject") or values.get("subject")),
        body=plain(values.get("description")),
        requester=identifier(values, "requester_id"),
        created=day(values.get("created_at")),
        tags=tuple(texts(values.get("tags"))),
        people=tuple(
            filter(
                None,
                [
                    *senders,
                    *_people_in_ticket(values),
                    identifier(values, "assignee_id"),
                    identifier(values, "submitter_id"),
                ],
            )
        ),
    )
    tables.add_ticket(record, ticket, plain(values.get("updated_at")))
    for comment in mappings(values.get("comments")):
        _add_comment(tables, ticket_id, comment)


def _people_in_ticket(values: Mapping[str, Any]) -> list[str]:
    """Return names and addresses of the channel, and of people in incremental exports."""
    names = [
        plain(values.get(name))
        for name in ("via_source_from_title", "via_source_from_address", "via_source_to_name")
    ]
    for name in ("requester", "assignee", "submitter"):
        person = values.get(name)
        if isinstance(person, dict):
            names += [plain(person.get("name")), plain(person.get("email"))]
    return names


def _add_comment(tables: Tables, ticket_id: str, values: Mapping[str, Any]) -> None:
    """Add a comment that is marked public; remember the text of any other as private."""
    body = (
        plain(values.get("plain_body"))
        or plain(values.get("body"))
        or html_to_text(values.get("html_body"))
    )
    if not is_true(values.get("public")):
        tables.private_texts[ticket_id].add(body)
        return
    time = plain(values.get("created_at") or values.get("created"))
    order = f"{time} {identifier(values, 'id'):>20}"
    message = Message(identifier(values, "author_id", "user_id"), body, order)
    tables.messages[ticket_id].append(message)


def _add_person(tables: Tables, values: Mapping[str, Any]) -> None:
    names = tuple(
        filter(
            None,
            (plain(values.get(key)) for key in ("name", "alias", "email", "signature", "phone")),
        )
    )
    tables.people[identifier(values, "id")] = Person(
        names, plain(values["role"]).lower() in _AGENTS
    )
