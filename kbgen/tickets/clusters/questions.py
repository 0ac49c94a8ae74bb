# SPDX-License-Identifier: MIT
"""What a redacted ticket asks, in its customer's own words: one sentence that can stand as a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kbgen.tickets.personal.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from kbgen.model import RedactedTicket

LONGEST: Final = 160
"""Characters of a question."""
_BETWEEN: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_LEAST_WORDS: Final = 3
_MOST_WORDS: Final = 30
_GREETING: Final = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|здравствуйте|добрый (?:день|вечер)|доброе утро|привет"
    r"|уважаем\w{2}|dzień dobry|dobry wieczór|cześć|witam|szanown\w{1,2})(?!\w)[^.!?\n,]{0,40}[,!]?\s+",
    re.IGNORECASE,
)
_TEMPLATE: Final = re.compile(r"\{\{?\s?\w{1,40}\s?\}?\}")
"""Fields that a help desk did not fill in: `{product_purchased}`."""


def question_of(ticket: RedactedTicket) -> str:
    """The first real question of the message, else its subject, else its first sentence; empty when none can be shown.

    Nothing is changed but white space and a greeting that is left out; a sentence with a placeholder is not shown.
    """
    sentences = [sentence for sentence in map(_shown, _BETWEEN.split(ticket.body[:4000])) if sentence]
    asked = (sentence for sentence in sentences if sentence.endswith("?"))
    return next(asked, "") or _shown(ticket.subject) or next(iter(sentences), "") or _shown(ticket.subject, least=1)


def text_of(ticket: RedactedTicket) -> str:
    """What tickets are compared by: subject and message without placeholders."""
    return PLACEHOLDER.sub(" ", _TEMPLATE.sub(" ", f"{ticket.subject}\n{ticket.body[:4000]}"))


def _shown(sentence: str, least: int = _LEAST_WORDS) -> str:
    text = _GREETING.sub("", " ".join(sentence.split()))
    if PLACEHOLDER.search(text) or _TEMPLATE.search(text):
        return ""
    return text if least <= len(text.split()) <= _MOST_WORDS and len(text) <= LONGEST else ""
