# SPDX-License-Identifier: MIT
"""The stages from a support ticket to an article.

`Ticket → RedactedTicket → TicketCluster → DraftArticle`

A `Ticket` comes from a help desk's export and contains personal data, so it is never written to
disk. Every step after redaction takes a `RedactedTicket`, which only `kbgen.tickets.redact.redact`
can create: the constructor requires a seal that no other module uses.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kbgen.errors import InternalError

if TYPE_CHECKING:
    from kbgen.model.article import Provenance

REDACTION_SEAL: Final = object()
"""Reserved for `kbgen.tickets.redact`. A test checks that no other module names it."""


class PersonalType(StrEnum):
    """A kind of personal data."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    CARD = "CARD"
    IBAN = "IBAN"
    NATID = "NATID"
    """Official id of a person or company: PESEL, NIP, REGON, INN, OGRN, SNILS, SSN, passport."""
    IP = "IP"
    SECRET = "SECRET"  # noqa: S105  # the name of a kind, not a secret
    URL = "URL"
    """A URL that contains a token or login data."""
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"


@dataclass(frozen=True, slots=True, order=True)
class PersonalSpan:
    """Personal data in a text: `text[start:end]`, in characters (code points)."""

    start: int
    end: int
    type: PersonalType


@dataclass(frozen=True, slots=True)
class Comment:
    """A public answer or another message. Private comments are never read. Plain text."""

    is_agent: bool
    body: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """An exported ticket: a customer's question and the public answers. Plain text, unredacted."""

    id: str
    """The ticket's number in the help desk; unique in an export."""
    source: str
    """Name of the export format."""
    subject: str
    body: str
    requester: str = ""
    """A stable name of the customer, such as an id or an email address; empty when unknown."""
    created: str = ""
    """Date as `YYYY-MM-DD`, or empty."""
    lang: str = ""
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    """Public comments, oldest first, without the opening message."""
    people: tuple[str, ...] = ()
    """Names and email addresses of the people in this ticket: requester, agents, recipients."""


@dataclass(frozen=True, slots=True)
class RedactedTicket:
    """A ticket without personal data. Only `kbgen.tickets.redact.redact` creates it."""

    id: str
    source: str
    hash: str
    """Opaque name of the ticket, 16 hexadecimal digits; only the export reveals the ticket."""
    requester: str
    """Opaque name of the customer, the same throughout an export; empty when unknown."""
    subject: str
    body: str
    created: str
    lang: str
    tags: tuple[str, ...]
    comments: tuple[Comment, ...]
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not REDACTION_SEAL:
            raise InternalError("only redact() can create a RedactedTicket")


@dataclass(frozen=True, slots=True)
class TicketCluster:
    """Tickets that ask the same question."""

    number: int
    """Rank by size, counted from 1; the largest cluster is first."""
    tickets: tuple[RedactedTicket, ...]
    """The tickets, the most typical first."""
    requesters: int
    """Number of distinct customers. A ticket with an unknown requester counts as one customer."""


@dataclass(frozen=True, slots=True)
class ClusterCoverage:
    """Whether the help center already answers a cluster."""

    cluster: TicketCluster
    questions: int
    """Number of the cluster's questions that were searched for."""
    article: str
    """Id of the article that answers most of the questions; empty when search finds nothing."""
    title: str
    url: str
    rank: int
    """Median rank of the article in the results that contain it, from 1; 0 without an article."""
    share: float
    """Share of the questions with the article among the first three results, from 0 to 1."""
    answered: bool


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """An article drafted from a cluster: `status: draft`, no invented text, no names of people."""

    title: str
    lang: str
    questions: tuple[str, ...]
    """Questions in the customers' own words, redacted."""
    remedy: tuple[str, ...]
    """Paragraphs by agents; empty when no answer was given more than once."""
    answers: int
    """Number of tickets whose public answer agrees with the remedy."""
    requesters: int
    provenance: Provenance
    tickets: tuple[str, ...]
    """The help desk's ticket numbers: shown to the user of the command, never written to a file."""
