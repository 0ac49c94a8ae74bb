# SPDX-License-Identifier: MIT
"""Extract the question of a redacted ticket as one sentence, in the customer's own words."""

from __future__ import annotations

import re
from typing import Final

from kbgen.model import RedactedTicket
from kbgen.tickets.personal.placeholders import PLACEHOLDER

MAX_CHARACTERS: Final = 160
"""Maximum length of a question."""
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
_MIN_WORDS: Final = 3
_MAX_WORDS: Final = 30
_GREETING: Final = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|здравствуйте|добрый (?:день|вечер)"
    r"|доброе утро|привет"
    r"|уважаем\w{2}|dzień dobry|dobry wieczór|cześć|witam|szanown\w{1,2})(?!\w)"
    r"[^.!?\n,]{0,40}[,!]?\s+",
    re.IGNORECASE,
)
_UNFILLED_FIELD: Final = re.compile(r"\{\{?\s?\w{1,40}\s?\}?\}")
"""Template fields that a help desk left unfilled: `{product_purchased}`."""


def representative_question(ticket: RedactedTicket) -> str:
    """Return the message's first question or, failing that, the subject or first sentence, or "".

    Only white space and a leading greeting are removed. Sentences with a placeholder are skipped.
    """
    sentences = [
        sentence
        for sentence in map(_presentable, _SENTENCE_END.split(ticket.body[:4000]))
        if sentence
    ]
    asked = (sentence for sentence in sentences if sentence.endswith("?"))
    return (
        next(asked, "")
        or _presentable(ticket.subject)
        or next(iter(sentences), "")
        or _presentable(ticket.subject, min_words=1)
    )


def text_to_compare(ticket: RedactedTicket) -> str:
    """Return the text that clustering compares: subject and message without placeholders."""
    return PLACEHOLDER.sub(" ", _UNFILLED_FIELD.sub(" ", f"{ticket.subject}\n{ticket.body[:4000]}"))


def _presentable(sentence: str, min_words: int = _MIN_WORDS) -> str:
    text = _GREETING.sub("", " ".join(sentence.split()))
    if PLACEHOLDER.search(text) or _UNFILLED_FIELD.search(text):
        return ""
    return (
        text if min_words <= len(text.split()) <= _MAX_WORDS and len(text) <= MAX_CHARACTERS else ""
    )
