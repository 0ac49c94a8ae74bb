# SPDX-License-Identifier: MIT
"""Support tickets on their way to articles: `Ticket → RedactedTicket → TicketCluster → DraftArticle`.

A `Ticket` is what a help desk exported and is full of personal data: it lives in memory only. Everything behind
redaction takes `RedactedTicket`s, and `kbgen.tickets.redact.redact` is their only maker: the constructor asks for a
seal that nobody else holds.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kbgen.errors import InternalError

if TYPE_CHECKING:
    from kbgen.model.article import Provenance

REDACTION_SEAL: Final = object()
"""For `kbgen.tickets.redact` alone; a test looks that no other module names it."""


class PersonalType(StrEnum):
    """What kind of personal data was found."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    CARD = "CARD"
    IBAN = "IBAN"
    NATID = "NATID"
    """Number of a person or a firm given by a state: PESEL, NIP, REGON, INN, OGRN, SNILS, SSN, passport."""
    IP = "IP"
    SECRET = "SECRET"  # noqa: S105  # the name of a kind, not a secret
    URL = "URL"
    """An address that carries a token or a login."""
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"


@dataclass(frozen=True, slots=True, order=True)
class PersonalSpan:
    """A piece of a text that is about a person: `text[start:end]`, in characters (code points)."""

    start: int
    end: int
    type: PersonalType


@dataclass(frozen=True, slots=True)
class Comment:
    """A public answer or a further message. Private comments never become one. Plain text."""

    is_agent: bool
    body: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a customer asked and what was publicly answered, as exported. Plain text, not redacted."""

    id: str
    """The help desk's own number; unique in an export."""
    source: str
    """The name of the export's format."""
    subject: str
    body: str
    requester: str = ""
    """Who asked: any stable name, such as an id or an e-mail address; empty when the export does not say."""
    created: str = ""
    """The day, `YYYY-MM-DD`, or empty."""
    lang: str = ""
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    """Public ones, oldest first, the opening message left out."""
    people: tuple[str, ...] = ()
    """Names and e-mail addresses known to belong to this ticket: requester, agents, copies."""


@dataclass(frozen=True, slots=True)
class RedactedTicket:
    """A ticket without personal data. Made by `kbgen.tickets.redact.redact` only."""

    id: str
    source: str
    hash: str
    """Opaque name of the ticket, 16 hexadecimal digits; only who has the export can tell which ticket it is."""
    requester: str
    """Opaque name of who asked, the same for all tickets of one person in one export; empty when not known."""
    subject: str
    body: str
    created: str
    lang: str
    tags: tuple[str, ...]
    comments: tuple[Comment, ...]
    found: tuple[PersonalType, ...]
    """What was replaced, one entry each; the values are gone."""
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not REDACTION_SEAL:
            raise InternalError("a RedactedTicket can only be made by redact()")


@dataclass(frozen=True, slots=True)
class TicketCluster:
    """Tickets that ask the same."""

    number: int
    """From 1, the largest first."""
    tickets: tuple[RedactedTicket, ...]
    """The most typical first."""
    requesters: int
    """Distinct people; a ticket whose requester is not known counts as one person."""


@dataclass(frozen=True, slots=True)
class ClusterCoverage:
    """Whether the help center answers a cluster already."""

    cluster: TicketCluster
    questions: int
    """Questions of the cluster that were asked."""
    article: str
    """Id of the article that answers most of them; empty when search finds nothing."""
    title: str
    url: str
    rank: int
    """Median place of that article in the answers that have it, from 1; 0 without an article."""
    share: float
    """Share of the questions that have the article among the first three, 0 to 1."""
    answered: bool


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """An article made of a cluster: `status: draft`, nothing invented, nobody's name."""

    title: str
    lang: str
    questions: tuple[str, ...]
    """In the customers' own words, redacted."""
    remedy: tuple[str, ...]
    """Paragraphs that agents wrote; empty when no answer was given more than once."""
    answers: int
    """Tickets whose public answer agrees with the remedy."""
    requesters: int
    provenance: Provenance
    tickets: tuple[str, ...]
    """The help desk's own numbers: for the one who runs the command, never written into the file."""
