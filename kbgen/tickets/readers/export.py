# SPDX-License-Identifier: MIT
"""What readers share: the result, and help desks' tickets put together from tables of tickets, comments and people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kbgen.model import Comment, Ticket
from kbgen.tickets.plain_text import plain
from kbgen.tickets.records import Record, Rejection
from kbgen.tickets.strict_json import BadJson

_TRUE: Final = frozenset({"true", "t", "1", "yes"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=\D|$)")


@dataclass(frozen=True, slots=True)
class Export:
    """What an export held."""

    tickets: tuple[Ticket, ...]
    rejected: tuple[Rejection, ...]

    @property
    def read(self) -> int:
        """Tickets that were taken, and records and files that were not."""
        return len(self.tickets) + len(self.rejected)


@dataclass(frozen=True, slots=True)
class Message:
    """A comment before it is known who wrote it. Public."""

    author: str
    body: str
    order: str
    """Sorts the comments of a ticket: time, then id."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the export."""

    names: tuple[str, ...]
    """Name, e-mail address, signature."""
    is_agent: bool


@dataclass(slots=True)
class Tables:
    """The tables of a help desk, filled record by record."""

    source: str
    tickets: dict[str, tuple[Record, Ticket, str]] = field(default_factory=dict)
    """Id → where it stood, the ticket without its comments, when it was last changed."""
    messages: dict[str, list[Message]] = field(default_factory=dict)
    hidden: dict[str, set[str]] = field(default_factory=dict)
    """Ticket → texts of its private comments, for the sole purpose of not taking them from elsewhere."""
    people: dict[str, Person] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)

    def fill(self, records: Iterable[Record | Rejection], take: Callable[[Tables, Record], None]) -> Export:
        """Take all records, and put the tickets together."""
        for record in records:
            if isinstance(record, Rejection):
                self.rejected.append(record)
                continue
            try:
                take(self, record)
            except BadJson as error:
                self.reject(record, str(error))
        tickets = tuple(self._whole(*entry) for entry in self.tickets.values())
        kept = tuple(ticket for ticket in tickets if ticket is not None)
        return Export(kept, tuple(sorted(self.rejected, key=lambda item: (item.file, item.row))))

    def reject(self, record: Record, reason: str) -> None:
        """Say why a record is not taken."""
        self.rejected.append(Rejection(record.file, record.row, reason))

    def add_ticket(self, record: Record, ticket: Ticket, changed: str) -> None:
        """Take a ticket; of two copies the one that was changed last."""
        if ticket.id in self.tickets:
            if self.tickets[ticket.id][2] > changed:
                self.reject(record, "older copy of a ticket")
                return
            self.reject(self.tickets[ticket.id][0], "older copy of a ticket")
        self.tickets[ticket.id] = (record, ticket, changed)

    def _whole(self, record: Record, ticket: Ticket, _changed: str) -> Ticket | None:
        """The ticket with its public comments and people; None when nothing public is left of it."""
        hidden = {" ".join(text.split()) for text in self.hidden.get(ticket.id, ())}
        body = "" if " ".join(ticket.body.split()) in hidden else ticket.body
        messages = sorted(self.messages.get(ticket.id, ()), key=lambda message: message.order)
        authors = {ticket.requester, *(message.author for message in messages), *ticket.people}
        known = [self.people[author] for author in sorted(authors) if author in self.people]
        if messages and not self._is_agent(messages[0].author, ticket) and (not body or messages[0].body == body):
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
            comments=tuple(Comment(self._is_agent(item.author, ticket), item.body) for item in messages),
            people=tuple(dict.fromkeys([*ticket.people, *(name for person in known for name in person.names)])),
        )

    def _is_agent(self, author: str, ticket: Ticket) -> bool:
        person = self.people.get(author)
        return person.is_agent if person else bool(author) and author != ticket.requester


def identifier(values: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that is filled, as an id; numbers are written out.

    Raises:
        BadJson: it is neither a text nor a whole number.
    """
    for name in names:
        value = values.get(name)
        if isinstance(value, float | bool):
            raise BadJson("the id is neither a text nor a whole number")
        if value is not None and (text := plain(value)):
            return text
    return ""


def is_true(value: object) -> bool:
    """Whether a flag is set: `true`, `TRUE`, `t`, `1`. Everything else is not, absence included."""
    return value is True or (isinstance(value, str | int) and str(value).strip().lower() in _TRUE)


def texts(values: object) -> Iterator[str]:
    """The texts of a list, or of a JSON list in a table's cell."""
    if isinstance(values, list):
        yield from (plain(value) for value in values if isinstance(value, str))


def day(value: object) -> str:
    """The day of a time stamp, or nothing."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else ""
