# SPDX-License-Identifier: MIT
"""Find personal data in a text, with one module per kind of evidence.

In: a text, its language, names known to belong to it. Out: `PersonalSpan`s that do not overlap. The
rules prefer false alarms: an order number taken for a card costs a word, a missed card number costs
a customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal import (
    account_numbers,
    addresses,
    contacts,
    known_names,
    names,
    secret_values,
)
from kbgen.tickets.personal.placeholders import BLANK, mask_placeholders

# The most specific kind first: it names the joined span when spans overlap.
_RANKS: Final = (
    PersonalType.URL,
    PersonalType.SECRET,
    PersonalType.EMAIL,
    PersonalType.IBAN,
    PersonalType.CARD,
    PersonalType.NATID,
    PersonalType.IP,
    PersonalType.PHONE,
    PersonalType.ADDRESS,
    PersonalType.PERSON,
)

_ROUNDS: Final = 6

__all__ = ["find_personal"]


def find_personal(
    text: str, lang: str = "", people: Sequence[str] = ()
) -> tuple[PersonalSpan, ...]:
    """Find personal data.

    Args:
        text: Plain text; placeholders of an earlier redaction are skipped.
        lang: Language of the text, or empty; decides how national phone numbers are read.
        people: Names and email addresses of people; their names are found in any inflected form.

    Returns:
        Spans in order, without overlaps.
    """
    masked = mask_placeholders(text)
    spans: list[PersonalSpan] = []
    # Repeat on the rest: a span may hide its neighbor, such as an expiry date after a card number.
    for _ in range(_ROUNDS):
        new_spans = _find_once(masked, lang, people)
        if not new_spans:
            break
        spans += new_spans
        masked = _blank(masked, new_spans)
    return _apart(spans)


def _find_once(masked: str, lang: str, people: Sequence[str]) -> list[PersonalSpan]:
    spans = list(
        chain(
            secret_values.find(masked),
            contacts.find(masked, lang),
            account_numbers.find(masked),
            addresses.find(masked),
            names.find(masked),
        )
    )
    mails = [masked[span.start : span.end] for span in spans if span.type is PersonalType.EMAIL]
    spans.extend(known_names.find(masked, [*people, *mails]))
    return spans


def _blank(text: str, spans: Sequence[PersonalSpan]) -> str:
    for span in _apart(spans):
        text = text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
    return text


def _apart(spans: Iterable[PersonalSpan]) -> tuple[PersonalSpan, ...]:
    """Join overlapping spans; the more specific kind names the joined span."""
    joined: list[PersonalSpan] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            kind = min(last.type, span.type, key=_RANKS.index)
            joined[-1] = PersonalSpan(last.start, max(last.end, span.end), kind)
        else:
            joined.append(span)
    return tuple(joined)
