# SPDX-License-Identifier: MIT
"""Finds personal data in a text, one kind of evidence a file.

In: a text, its language, names that are known to belong to it. Out: `PersonalSpan`s that neither touch nor overlap.
Rules err on the side of taking too much: an order number that looks like a card costs a word, a card costs a customer.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal import account_numbers, addresses, contacts, known_names, names, secret_values
from kbgen.tickets.personal.placeholders import BLANK, mask_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# When pieces overlap, the whole is taken, under the name that says most.
_RANK: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
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
    )
}

_ROUNDS: Final = 6

__all__ = ["find_personal"]


def find_personal(text: str, lang: str = "", known: Sequence[str] = ()) -> tuple[PersonalSpan, ...]:
    """Find personal data.

    Args:
        text: plain text; placeholders of an earlier redaction are left alone.
        lang: language of the text, or empty; decides how national telephone numbers are read.
        known: names and e-mail addresses of people the text may name in any inflected form.

    Returns:
        Spans in order, at least one character apart or of different kinds.
    """
    masked = mask_placeholders(text)
    spans: list[PersonalSpan] = []
    # What was taken may have hidden its neighbour: a card number with an expiry date behind it.
    for _ in range(_ROUNDS):
        found = _find_once(masked, lang, known)
        if not found:
            break
        spans += found
        masked = _blank(masked, found)
    return _apart(spans)


def _find_once(masked: str, lang: str, known: Sequence[str]) -> list[PersonalSpan]:
    found = list(
        chain(
            secret_values.find(masked),
            contacts.find(masked, lang),
            account_numbers.find(masked),
            addresses.find(masked),
            names.find(masked),
        )
    )
    mails = [masked[span.start : span.end] for span in found if span.type is PersonalType.EMAIL]
    found.extend(known_names.find(masked, [*known, *mails]))
    return found


def _blank(text: str, spans: Sequence[PersonalSpan]) -> str:
    for span in _apart(spans):
        text = text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
    return text


def _apart(spans: Iterable[PersonalSpan]) -> tuple[PersonalSpan, ...]:
    """Join what overlaps; of two kinds the one that says more names the whole."""
    joined: list[PersonalSpan] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            kind = min(last.type, span.type, key=lambda item: _RANK[item])
            joined[-1] = PersonalSpan(last.start, max(last.end, span.end), kind)
        else:
            joined.append(span)
    return tuple(joined)
