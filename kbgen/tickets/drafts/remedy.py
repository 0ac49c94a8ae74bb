# SPDX-License-Identifier: MIT
"""What agents answered, if they answered it more than once: nothing is invented, and a single answer proves nothing.

In: the tickets of a cluster. Out: the paragraphs of the answer that agrees with most others, or none. Exports hold
nonsense (templates, test data, notes): two answers that agree are the least that makes a remedy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kbgen.model import RedactedTicket
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.clusters.similar import cosine, vectors
from kbgen.tickets.personal.placeholders import PLACEHOLDER

AGREES: Final = 0.5
"""Cosine from which two answers say the same."""
_LEAST_TERMS: Final = 4
_LEAST_SHARE: Final = 0.1
"""Share of the cluster's answers that must agree, or chance would find two in a large cluster."""
_SENTENCE: Final = re.compile(r".+?(?:[.!?…]+(?=\s|$)|$)")
_COURTESY: Final = re.compile(
    r"^(?:hi|hello|hey|dear|thank|thanks|best|kind|warm|regards|sincerely|cheers|sorry|we apologi[sz]e"
    r"|good (?:morning|day)"
    r"|you['’]re welcome|have a (?:nice|great)|please let (?:us|me) know"
    r"|здравствуйте|добрый|доброе|уважаем|спасибо|благодарим|с уважением|всего доброго|извините|приносим"
    r"|dzień dobry|witam|dziękuj|pozdrawiam|z poważaniem|szanown|przepraszamy)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Remedy:
    """An answer that agents gave."""

    paragraphs: tuple[str, ...]
    answers: int
    """Tickets that were answered like this."""


def remedy_of(tickets: Sequence[RedactedTicket], terms: Terms) -> Remedy:
    """The answer most agents agree on; without paragraphs when there is none."""
    answers = [(number, text) for number, ticket in enumerate(tickets) for text in _answers(ticket)]
    cut = [terms(text, tickets[number].lang) for number, text in answers]
    found = vectors(cut, least=1)
    best, supporters = -1, {-1}
    for index, (number, _) in enumerate(answers):
        if len(set(cut[index])) < _LEAST_TERMS:
            continue
        alike = {other for place, (other, _) in enumerate(answers) if cosine(found[index], found[place]) >= AGREES}
        alike.add(number)
        if len(alike) > len(supporters):
            best, supporters = index, alike
    if best < 0 or len(supporters) < max(2, _LEAST_SHARE * len({number for number, _ in answers})):
        return Remedy((), 0)
    return Remedy(tuple(_paragraphs(answers[best][1])), len(supporters))


def _answers(ticket: RedactedTicket) -> list[str]:
    """What agents said in a ticket, sentence by sentence less courtesies and whatever held personal data."""
    said = ("\n\n".join(_paragraphs(comment.body)) for comment in ticket.comments if comment.is_agent)
    return [text for text in said if text]


def _paragraphs(text: str) -> list[str]:
    kept = (_useful(paragraph) for paragraph in text.split("\n"))
    return [paragraph for paragraph in kept if paragraph]


def _useful(paragraph: str) -> str:
    sentences = (match.group().strip() for match in _SENTENCE.finditer(paragraph))
    return " ".join(
        sentence
        for sentence in sentences
        if len(sentence.split()) > 1 and not _COURTESY.match(sentence) and not PLACEHOLDER.search(sentence)
    )
