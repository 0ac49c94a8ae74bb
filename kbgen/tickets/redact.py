# SPDX-License-Identifier: MIT
"""Redaction: the one door from tickets to everything that is kept, compared or published.

In: a `Ticket`. Out: a `RedactedTicket` whose texts hold placeholders (`[EMAIL_1]`) where personal data was, and whose
ticket and requester are opaque hashes. Redacting what is redacted changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from kbgen.model import Comment, PersonalSpan, PersonalType, RedactedTicket, Ticket
from kbgen.model.ticket import REDACTION_SEAL
from kbgen.tickets.personal import find_personal
from kbgen.tickets.personal.placeholders import Placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence


def redact(ticket: Ticket, key: bytes = b"") -> RedactedTicket:
    """Make a ticket fit to be kept.

    Args:
        ticket: as a reader gives it.
        key: of the export, up to 64 bytes: the same people get the same opaque names with the same key, and nobody
            without it can find out by trying which name belongs to whom.
    """
    redaction = _Redaction(ticket.lang, ticket.people)
    texts = [ticket.subject, ticket.body, *(comment.body for comment in ticket.comments)]
    for text in texts:
        redaction.placeholders.keep(text)
    # All texts are looked through first: an address in the last message tells a name in the first.
    redaction.learn(texts)
    digest = _opaque(f"{ticket.source}\0{ticket.id}", key)
    return RedactedTicket(
        id=ticket.id if not find_personal(ticket.id, ticket.lang, ticket.people) else digest,
        source=ticket.source,
        hash=digest,
        requester=_opaque(ticket.requester.strip().casefold(), key) if ticket.requester else "",
        subject=redaction.text(ticket.subject),
        body=redaction.text(ticket.body),
        created=ticket.created,
        lang=ticket.lang,
        tags=tuple(tag for tag in ticket.tags if not find_personal(tag, ticket.lang, ticket.people)),
        comments=tuple(Comment(comment.is_agent, redaction.text(comment.body)) for comment in ticket.comments),
        found=tuple(redaction.found),
        seal=REDACTION_SEAL,
    )


def redact_text(text: str, lang: str = "", people: Sequence[str] = ()) -> tuple[str, tuple[PersonalSpan, ...]]:
    """One text with placeholders, and where they stand in the input."""
    redaction = _Redaction(lang, tuple(people))
    redaction.placeholders.keep(text)
    redaction.learn([text])
    return redaction.text(text), redaction.spans(text)


@dataclass(slots=True)
class _Redaction:
    """The texts of one ticket share their people and the numbers of their placeholders."""

    lang: str
    people: tuple[str, ...]
    placeholders: Placeholders = field(default_factory=Placeholders)
    found: list[PersonalType] = field(default_factory=list)
    _spans: dict[str, tuple[PersonalSpan, ...]] = field(default_factory=dict)

    def learn(self, texts: Sequence[str]) -> None:
        """Take the names and e-mail addresses that the texts themselves introduce as known."""
        self._spans = {text: find_personal(text, self.lang, self.people) for text in texts}
        learnt = [
            text[span.start : span.end]
            for text, spans in self._spans.items()
            for span in spans
            if span.type in {PersonalType.EMAIL, PersonalType.PERSON}
        ]
        if learnt:
            self.people = tuple(dict.fromkeys([*self.people, *learnt]))
            self._spans = {text: find_personal(text, self.lang, self.people) for text in texts}

    def spans(self, text: str) -> tuple[PersonalSpan, ...]:
        """What was found in a text that was learnt from."""
        return self._spans[text]

    def text(self, text: str) -> str:
        """The text with placeholders."""
        pieces, end = [], 0
        for span in self._spans[text]:
            pieces += [text[end : span.start], self.placeholders.of(span.type, text[span.start : span.end])]
            self.found.append(span.type)
            end = span.end
        return "".join([*pieces, text[end:]])


def _opaque(text: str, key: bytes) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key[:64]).hexdigest()
