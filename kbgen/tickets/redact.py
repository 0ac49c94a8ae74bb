# SPDX-License-Identifier: MIT
"""Redact tickets: everything that is kept, compared or published goes through here.

In: a `Ticket`. Out: a `RedactedTicket` with placeholders (`[EMAIL_1]`) in place of personal data,
and with opaque hashes for the ticket and the requester. Redacting a redacted text changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from kbgen.model import Comment, PersonalSpan, PersonalType, RedactedTicket, Ticket
from kbgen.model.ticket import REDACTION_SEAL
from kbgen.tickets.personal import find_personal
from kbgen.tickets.personal.placeholders import Placeholders


def redact(ticket: Ticket, key: bytes = b"") -> RedactedTicket:
    """Return a copy of the ticket without personal data.

    Args:
        ticket: The ticket as read from the export.
        key: The export's key, up to 64 bytes. With the same key, the same person always gets the
            same opaque name; without the key, guessing a name cannot be verified.
    """
    redaction = _Redaction(ticket.lang, ticket.people)
    texts = [ticket.subject, ticket.body, *(comment.body for comment in ticket.comments)]
    for text in texts:
        redaction.placeholders.reserve(text)
    # Search all texts first: an address in the last message reveals a name in the first.
    redaction.learn(texts)
    digest = _opaque(f"{ticket.source}\0{ticket.id}", key)
    return RedactedTicket(
        id=ticket.id if not find_personal(ticket.id, ticket.lang, ticket.people) else digest,
        source=ticket.source,
        hash=digest,
        requester=_opaque(ticket.requester.strip().casefold(), key) if ticket.requester else "",
        subject=redaction.redact(ticket.subject),
        body=redaction.redact(ticket.body),
        created=ticket.created,
        lang=ticket.lang,
        tags=tuple(
            tag for tag in ticket.tags if not find_personal(tag, ticket.lang, ticket.people)
        ),
        comments=tuple(
            Comment(comment.is_agent, redaction.redact(comment.body)) for comment in ticket.comments
        ),
        seal=REDACTION_SEAL,
    )


def redact_text(
    text: str, lang: str = "", people: Sequence[str] = ()
) -> tuple[str, tuple[PersonalSpan, ...]]:
    """Return one text with placeholders, and the spans of personal data in the input."""
    redaction = _Redaction(lang, tuple(people))
    redaction.placeholders.reserve(text)
    redaction.learn([text])
    return redaction.redact(text), redaction.spans(text)


@dataclass(slots=True)
class _Redaction:
    """One ticket's redaction: its texts share their people and placeholder numbers."""

    lang: str
    people: tuple[str, ...]
    placeholders: Placeholders = field(default_factory=Placeholders)
    _spans: dict[str, tuple[PersonalSpan, ...]] = field(default_factory=dict)

    def learn(self, texts: Sequence[str]) -> None:
        """Search the texts; a name or email address found in one counts as known in all."""
        self._spans = {text: find_personal(text, self.lang, self.people) for text in texts}
        introduced: list[str] = []
        for text, spans in self._spans.items():
            people = (
                span for span in spans if span.type in {PersonalType.EMAIL, PersonalType.PERSON}
            )
            introduced += [text[span.start : span.end] for span in people]
        if introduced:
            self.people = tuple(dict.fromkeys([*self.people, *introduced]))
            self._spans = {text: find_personal(text, self.lang, self.people) for text in texts}

    def spans(self, text: str) -> tuple[PersonalSpan, ...]:
        """Return the personal data in a text that `learn` has seen."""
        return self._spans[text]

    def redact(self, text: str) -> str:
        """Return the text with placeholders."""
        pieces, end = [], 0
        for span in self._spans[text]:
            pieces += [
                text[end : span.start],
                self.placeholders.placeholder_for(span.type, text[span.start : span.end]),
            ]
            end = span.end
        return "".join([*pieces, text[end:]])


def _opaque(text: str, key: bytes) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=key[:64]).hexdigest()
