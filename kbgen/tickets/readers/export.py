# SPDX-License-Identifier: MIT
"""Build a help desk's tickets from its tables of tickets, comments and people, for all readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from kbgen.model import Comment, Ticket
from kbgen.tickets.plain_text import plain
from kbgen.tickets.records import Record, Rejection
from kbgen.tickets.strict_json import InvalidRecord

_TRUE: Final = frozenset({"true", "t", "1", "yes"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=\D|$)")


@dataclass(frozen=True, slots=True)
class Export:
    """The result of a reader."""

    tickets: tuple[Ticket, ...]
    rejected: tuple[Rejection, ...]

    @property
    def read(self) -> int:
        """Return the number of tickets, and of rejected records and files."""
        return len(self.tickets) + len(self.rejected)


@dataclass(frozen=True, slots=True)
class Message:
    """A public comment whose author's role is not known yet."""

    author: str
    body: str
    order: str
    """Sort key of the comments of a ticket: time, then id."""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer or an agent in the export."""

    names: tuple[str, ...]
    """Name, email address, signature."""
    is_agent: bool


@dataclass(slots=True)
class Tables:
    """The tables of a help desk, filled one record at a time."""

    source: str
    tickets: dict[str, tuple[Record, Ticket, str]] = field(default_factory=dict)
    """Ticket id → (record, ticket without comments, time of the last change)."""
    messages: dict[str, list[Message]] = field(default_factory=dict)
    private_texts: dict[str, set[str]] = field(default_factory=dict)
    """Ticket → texts of its private comments, so that the same text is not published from another
    field."""
    people: dict[str, Person] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)

    def fill(
        self, records: Iterable[Record | Rejection], add_record: Callable[[Tables, Record], None]
    ) -> Export:
        """Add all records with `add_record`, and build the tickets."""
        for record in records:
            if isinstance(record, Rejection):
                self.rejected.append(record)
                continue
            try:
                add_record(self, record)
            except InvalidRecord as error:
                self.reject(record, str(error))
        tickets = tuple(self._assemble(*entry) for entry in self.tickets.values())
        kept = tuple(ticket for ticket in tickets if ticket is not None)
        rejected = sorted(self.rejected, key=lambda rejection: (rejection.file, rejection.row))
        return Export(kept, tuple(rejected))

    def reject(self, record: Record, reason: str) -> None:
        """Reject a record with a reason."""
        self.rejected.append(Rejection(record.file, record.row, reason))

    def add_ticket(self, record: Record, ticket: Ticket, changed: str) -> None:
        """Add a ticket; of two copies, keep the one that was changed last."""
        if ticket.id in self.tickets:
            if self.tickets[ticket.id][2] > changed:
                self.reject(record, "older copy of a ticket")
                return
            self.reject(self.tickets[ticket.id][0], "older copy of a ticket")
        self.tickets[ticket.id] = (record, ticket, changed)

    def _assemble(self, record: Record, ticket: Ticket, _changed: str) -> Ticket | None:
        """Return the ticket with its public comments and people; None without any public text."""
        private_texts = {" ".join(text.split()) for text in self.private_texts.get(ticket.id, ())}
        body = "" if " ".join(ticket.body.split()) in private_texts else ticket.body
        messages = sorted(self.messages.get(ticket.id, ()), key=lambda message: message.order)
        authors = {ticket.requester, *(message.author for message in messages), *ticket.people}
        participants = [self.people[author] for author in sorted(authors) if author in self.people]
        names = chain.from_iterable(person.names for person in participants)
        # Some exports repeat the description as the first comment, others have it only there.
        if (
            messages
            and not self._is_agent(messages[0].author, ticket)
            and (not body or messages[0].body == body)
        ):
            body, messages = messages[0].body, messages[1:]
        if not ticket.subject and not body:
            self.reject(record, "the ticket has no public text")
            return None
        return Ticket(
            id=ticket.id,
            source=ticket.source,
            subject=ticket.subject,
            body=body,
            requester=ticket.requester,
            created=ticket.created,
            lang=ticket.lang,
            tags=tuple(sorted({*ticket.tags, *self.tags.get(ticket.id, ())})),
            comments=tuple(
                Comment(self._is_agent(message.author, ticket), message.body)
                for message in messages
            ),
            people=tuple(dict.fromkeys([*ticket.people, *names])),
        )

    def _is_agent(self, author: str, ticket: Ticket) -> bool:
        person = self.people.get(author)
        return person.is_agent if person else bool(author) and author != ticket.requester


def identifier(values: Mapping[str, Any], *names: str) -> str:
    """Return the first of these fields with a value, as an id; numbers become text.

    Raises:
        InvalidRecord: The value is neither a text nor a whole number.
    """
    for name in names:
        value = values.get(name)
        if isinstance(value, float | bool):
            raise InvalidRecord("the id is neither a text nor a whole number")
        if value is not None and (text := plain(value)):
            return text
    return ""


def is_true(value: object) -> bool:
    """Tell whether a flag is set: `true`, `TRUE`, `t`, `1`, `yes`; a missing flag is not."""
    return value is True or (isinstance(value, str | int) and str(value).strip().lower() in _TRUE)


def texts(values: object) -> Iterator[str]:
    """Yield the texts of a list; nothing if `values` is not a list."""
    if isinstance(values, list):
        yield from (plain(value) for value in values if isinstance(value, str))


def day(value: object) -> str:
    """Return the date of a time stamp, or ""."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else ""
