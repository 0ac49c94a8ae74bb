# SPDX-License-Identifier: MIT
"""Find an answer that agents gave in at least two tickets; a single answer proves nothing.

In: the tickets of a cluster. Out: the paragraphs of the answer that agrees with most others, or
none. Exports contain nonsense (templates, test data, notes), so a remedy needs at least two tickets
whose answers agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kbgen.model import RedactedTicket
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.clusters.similar import cosine, vectors
from kbgen.tickets.personal.placeholders import PLACEHOLDER

MIN_AGREEMENT: Final = 0.5
"""Minimum cosine of two answers that count as the same."""
_MIN_TERMS: Final = 4
_MIN_SHARE: Final = 0.1
"""Share of the cluster's answered tickets that must agree; in a large cluster, two agree by
chance."""
_SENTENCE: Final = re.compile(r".+?(?:[.!?…]+(?=\s|$)|$)")
_COURTESY: Final = re.compile(
    r"^(?:hi|hello|hey|dear|thank|thanks|best|kind|warm|regards|sincerely|cheers|sorry"
    r"|we apologi[sz]e"
    r"|good (?:morning|day)"
    r"|you['’]re welcome|have a (?:nice|great)|please let (?:us|me) know"
    r"|здравствуйте|добрый|доброе|уважаем|спасибо|благодарим|с уважением|всего доброго|извините"
    r"|приносим"
    r"|dzień dobry|witam|dziękuj|pozdrawiam|z poważaniem|szanown|przepraszamy)(?!\w)",
    re.IGNORECASE,
)


def find_remedy(tickets: Sequence[RedactedTicket], terms: Terms) -> tuple[tuple[str, ...], int]:
    """Return the answer that most agents agree on, and the number of tickets with this answer.

    The answer is given as paragraphs; there are none if agents do not agree.
    """
    # (number of the ticket, text), one per answer; a ticket may have several.
    answers: list[tuple[int, str]] = []
    for number, ticket in enumerate(tickets):
        answers += [(number, text) for text in _agent_answers(ticket)]
    answer_terms = [terms(text, tickets[number].lang) for number, text in answers]
    answer_vectors = vectors(answer_terms, min_texts=1)
    best, supporters = -1, {-1}
    for index, (number, _) in enumerate(answers):
        if len(set(answer_terms[index])) < _MIN_TERMS:
            continue
        # Count tickets, not answers: an agent who repeats an answer in one ticket proves nothing.
        agreeing = {
            other
            for (other, _), vector in zip(answers, answer_vectors, strict=True)
            if cosine(answer_vectors[index], vector) >= MIN_AGREEMENT
        }
        agreeing.add(number)
        if len(agreeing) > len(supporters):
            best, supporters = index, agreeing
    if best < 0 or len(supporters) < max(2, _MIN_SHARE * len({number for number, _ in answers})):
        return (), 0
    return tuple(_paragraphs(answers[best][1])), len(supporters)


def _agent_answers(ticket: RedactedTicket) -> list[str]:
    """Return the agents' answers, without courtesies and sentences that contained personal data."""
    answers = (
        "\n\n".join(_paragraphs(comment.body)) for comment in ticket.comments if comment.is_agent
    )
    return [text for text in answers if text]


def _paragraphs(text: str) -> list[str]:
    kept = (_without_courtesies(paragraph) for paragraph in text.split("\n"))
    return [paragraph for paragraph in kept if paragraph]


def _without_courtesies(paragraph: str) -> str:
    sentences = (match.group().strip() for match in _SENTENCE.finditer(paragraph))
    return " ".join(
        sentence
        for sentence in sentences
        if len(sentence.split()) > 1
        and not _COURTESY.match(sentence)
        and not PLACEHOLDER.search(sentence)
    )
