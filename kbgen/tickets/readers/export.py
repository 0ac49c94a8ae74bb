# SPDX-License-Identifier: MIT
"""Build a help desk's tickets from its tables of tickets, comments and people, for all readers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final

from kbgen.model import Comment, Ticket
from kbgen.tickets.plain_text import plain
from kbgen.tickets.records import ExportRecord, Rejection
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


def convert_records(
    records: Iterable[ExportRecord | Rejection],
    convert: Callable[[ExportRecord], Ticket],
    noun: str,
) -> Export:
    """Convert each record to a ticket. Reject invalid ones, and ids that occur again.

    Args:
        records: The records of the files.
        convert: Raises InvalidRecord for a record that is no ticket.
        noun: What a record is called in a rejection, such as `row`.
    """
    tickets: dict[str, Ticket] = {}
    rejected: list[Rejection] = []
    for record in records:
        if isinstance(record, Rejection):
            rejected.append(record)
            continue
        try:
            ticket = convert(record)
        except InvalidRecord as error:
            rejected.append(record.rejected(str(error)))
            continue
        if ticket.id in tickets:
            rejected.append(record.rejected(f"another {noun} has the same id"))
        else:
            tickets[ticket.id] = ticket
    return Export(tuple(tickets.values()), tuple(rejected))


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
    tickets: dict[str, tuple[ExportRecord, Ticket, str]] = field(default_factory=dict)
    """Ticket id → (record, ticket without comments, time of the last change)."""
    messages: defaultdict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    private_texts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Ticket → texts of its private comments, so that the same text is not published from another
    field."""
    people: dict[str, Person] = field(default_factory=dict)
    tags: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rejected: list[Rejection] = field(default_factory=list)

    def fill(
        self,
        records: Iterable[ExportRecord | Rejection],
        add_record: Callable[[Tables, ExportRecord], None],
    ) -> Export:
        """Add all records with `add_record`, and build the tickets."""
        for record in records:
            if isinstance(record, Rejection):
                self.rejected.append(record)
                continue
            try:
                add_record(self, record)
            except InvalidRecord as error:
                self.rejected.append(record.rejected(str(error)))
        tickets = [self._assemble(record, ticket) for record, ticket, _ in self.tickets.values()]
        rejected = sorted(self.rejected, key=lambda rejection: (rejection.file, rejection.row))
        return Export(tuple(filter(None, tickets)), tuple(rejected))

    def add_ticket(self, record: ExportRecord, ticket: Ticket, changed: str) -> None:
        """Add a ticket; of two copies, keep the one that was changed last."""
        newer, older = (record, ticket, changed), self.tickets.get(ticket.id)
        if older and older[2] > changed:
            newer, older = older, newer
        if older:
            self.rejected.append(older[0].rejected("older copy of a ticket"))
        self.tickets[ticket.id] = newer

    def _assemble(self, record: ExportRecord, ticket: Ticket) -> Ticket | None:
        """Return the ticket with its public comments and people; None without any public text."""
        private_texts = {" ".join(text.split()) for text in self.private_texts[ticket.id]}
        body = "" if " ".join(ticket.body.split()) in private_texts else ticket.body
        messages = sorted(self.messages[ticket.id], key=lambda message: message.order)
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
            self.rejected.append(record.rejected("the ticket has no public text"))
            return None
        return replace(
            ticket,
            body=body,
            tags=tuple(sorted({*ticket.tags, *self.tags[ticket.id]})),
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


def ticket_id_of(values: Mapping[str, Any]) -> str:
    """Return the id of a ticket.

    Raises:
        InvalidRecord: There is none.
    """
    ticket_id = identifier(values, "id")
    if not ticket_id:
        raise InvalidRecord("the ticket has no id")
    return ticket_id


def is_true(value: object) -> bool:
    """Tell whether a flag is set: `true`, `TRUE`, `t`, `1`, `yes`; a missing flag is not."""
    return value is True or (isinstance(value, str | int) and str(value).strip().lower() in _TRUE)


def texts(values: object) -> Iterator[str]:
    """Yield the texts of a list; nothing if `values` is not a list."""
    if isinstance(values, list):
        yield from (plain(value) for value in values if isinstance(value, str))


def mappings(values: object) -> list[Mapping[str, Any]]:
    """Return the mappings of a list; none if `values` is not a list."""
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


def day(value: object) -> str:
    """Return the date of a time stamp, or ""."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else ""
