# SPDX-License-Identifier: MIT
"""Find numbers that identify a person: payment cards, bank accounts, government-issued numbers.

A checksum alone is weak evidence (one order number in ten passes), so a bare number also needs a
preceding word that says what it is, and no closer word that says it is an order number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn
from stdnum.pl import nip, pesel, regon
from stdnum.ru import inn, ogrn

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import (
    find_spans,
    is_labeled,
    is_order_number,
    possible_ends,
    word_pattern,
)

# An optional sign between digits: a space, a no-break space, a hyphen or a dash.
_GAP: Final = r"[ \u00a0\u2010-\u2013-]?"
# 12 to 19 digits that begin like a payment network's, and are not the end of a longer number.
_CARD: Final = re.compile(rf"(?<!\d)(?<!\d[.,-])[2-6](?:{_GAP}\d){{11,18}}(?!\d)")
# Any number that the text calls a card, even with a typing error in it.
_CALLED_CARD: Final = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{11,18}}(?!\d)")
_CARD_WORDS: Final = word_pattern(
    "cards?", "cc(?!\\w)", "visa", "mastercard", "карт", "мир(?!\\w)", "kart"
)
# Issuer ranges that begin with 2: Mir 2200–2204, Mastercard 2221–2720.
_MIR_OR_MASTERCARD: Final = re.compile(r"220[0-4]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")

_IBAN: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]{4}){2,7}"
    r"(?:[ \u00a0-]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
# Poland's 26 digits (2 and six groups of 4), and Russia's 20 digits, which begin with 3 or 4.
_ACCOUNT: Final = re.compile(
    rf"(?<!\d)\d{{2}}(?:{_GAP}\d{{4}}){{6}}(?!\d)|(?<!\d)[34]\d{{19}}(?!\d)"
)
_ACCOUNT_WORDS: Final = word_pattern(
    "iban", "account", "acct", "bank", "сч[её]т", "р/с", "реквизит", "kont", "rachun", "przelew"
)
_IBAN_LENGTHS: Final = {
    "DE": 22,
    "PL": 28,
    "GB": 22,
    "FR": 27,
    "ES": 24,
    "IT": 27,
    "NL": 18,
    "UA": 29,
    "CZ": 24,
    "LT": 20,
}

_SSN: Final = re.compile(r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])")
_SNILS: Final = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")
_NIP: Final = re.compile(
    r"(?<![\d-])(?:PL ?)?\d{3}-(?:\d{3}-\d{2}|\d{2}-\d{2}|\d{2}-\d{3})-\d{2,3}(?![\d-])"
)
_BARE_NUMBER: Final = re.compile(r"(?<![\d.,+-])(?<!\d[ ])\d{9,15}(?![\d-]|[.,]\d)")
_LABELED_NUMBER: Final = re.compile(
    r"(?i)(?<!\w)(?:ssn|social security(?: number)?|passport(?: (?:number|no\.?))?"
    r"|driver'?s licen[cs]e(?: number)?"
    r"|national id(?: number)?|tax id|id (?:card )?number"
    r"|паспорт\w{0,3}|документ\w{0,3}|инн|снилс|огрн|полис|водительск\w{2,4} удостоверени\w"
    r"|pesel\w{0,2}|nip|regon\w{0,2}|nr dowodu|dow[oó]d\w{0,4}(?: osobist\w{1,4})?|paszport\w{0,3}"
    r"|prawo jazdy)"
    r"(?:\s{0,3}(?:is|№|#|nr\.?|no\.?|numer|серия|номер|to|:|=|—|-)){0,3}\s{0,3}"
    r"(?P<value>[A-ZА-Я]{0,3}[ -]?\d(?:[ -]?[A-Z]?\d){4,17})(?!\w)"
)
_STATE_WORDS: Final = word_pattern(
    "ssn", "tax", "vat", "id(?!\\w)", "national", "identification", "passport",
    "документ", "паспорт", "инн", "снилс", "огрн", "налог",
    "numer(?! zam)", "pesel", "nip(?!\\w)", "regon", "dow[oó]d", "dokument",
)  # fmt: skip

_SNILS_LENGTH: Final = 11
_FIRST_CHECKED_SNILS: Final = 1_001_998
"""Numbers up to 001-001-998 were issued without check digits."""


def find(text: str) -> Iterator[PersonalSpan]:
    """Yield the numbers that identify a person."""
    yield from _cards(text)
    yield from _accounts(text)
    yield from _state_numbers(text)


def _cards(text: str) -> Iterator[PersonalSpan]:
    for match in _CARD.finditer(text):
        end = _card_end(match.group())
        if end:
            yield PersonalSpan(match.start(), match.start() + end, PersonalType.CARD)
    for span in find_spans(text, PersonalType.CARD, _CALLED_CARD):
        if is_labeled(text, span.start, _CARD_WORDS):
            yield span


def _card_end(written: str) -> int:
    """Return the length of the card number at the start of `written`, or 0.

    An expiry date can follow the number, separated only by the spaces that also separate digit
    groups.
    """
    for end in possible_ends(written, r"[^0-9]"):
        digits = _digits(written[:end])
        is_issued = digits[:1] != "2" or _MIR_OR_MASTERCARD.match(digits)
        if 13 <= len(digits) <= 19 and luhn.is_valid(digits) and is_issued:
            return end
    return 0


def _accounts(text: str) -> Iterator[PersonalSpan]:
    for match in _IBAN.finditer(text):
        end = _iban_end(text, match.start(), match.group())
        if end:
            yield PersonalSpan(match.start(), end, PersonalType.IBAN)
    for span in find_spans(text, PersonalType.IBAN, _ACCOUNT):
        digits = _digits(text[span.start : span.end])
        is_polish = len(digits) == 26 and iban.is_valid("PL" + digits)
        if is_polish or is_labeled(text, span.start, _ACCOUNT_WORDS):
            yield span


def _iban_end(text: str, start: int, written: str) -> int:
    """Return the end of the IBAN at `start`, or 0.

    The country determines the length, so that a following word is not included.
    """
    # The last groups may be words after the number.
    for end in possible_ends(written, r"[ \u00a0-]"):
        if iban.is_valid(written[:end]):
            return start + end
    # A mistyped IBAN still identifies an account: accept the country's length, or a label.
    compact = re.sub(r"[ \u00a0-]", "", written)
    length = _IBAN_LENGTHS.get(written[:2].upper(), 0)
    if length and len(compact) >= length and compact[2:4].isdigit():
        return start + _end_of_nth_character(written, length)
    return (
        start + len(written)
        if is_labeled(text, start, _ACCOUNT_WORDS) and sum(map(str.isdigit, compact)) > 9
        else 0
    )


def _end_of_nth_character(written: str, count: int) -> int:
    """Return the index after the `count`-th letter or digit."""
    for index, char in enumerate(written):
        count -= char.isalnum()
        if count == 0:
            return index + 1
    return len(written)


def _state_numbers(text: str) -> Iterator[PersonalSpan]:
    yield from find_spans(text, PersonalType.NATID, _LABELED_NUMBER, _SSN)
    for span in find_spans(text, PersonalType.NATID, _SNILS, _NIP):
        if not is_order_number(text, span.start):
            yield span
    for span in find_spans(text, PersonalType.NATID, _BARE_NUMBER):
        if _is_state_number(text, span.start, text[span.start : span.end]):
            yield span


def _is_state_number(text: str, start: int, digits: str) -> bool:
    if is_labeled(text, start, _STATE_WORDS):
        numbers = (pesel, nip, regon, inn, ogrn)
        return any(number.is_valid(digits) for number in numbers) or _is_snils(digits)
    # Without a label, only strong checks count: two check digits, or a date and one check digit,
    # match at most one number in a hundred by chance.
    strong = (
        (len(digits) == 12 and inn.is_valid(digits)) or _is_snils(digits) or pesel.is_valid(digits)
    )
    return strong and not is_order_number(text, start)


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))


def _is_snils(digits: str) -> bool:
    """Tell whether digits are a valid SNILS, the Russian insurance number.

    The check digits are the nine digits, weighted 9 to 1, summed modulo 101; 100 becomes 00.
    python-stdnum does not have it.
    """
    is_number = len(digits) == _SNILS_LENGTH and digits.isascii()
    if not is_number or int(digits[:9]) <= _FIRST_CHECKED_SNILS:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])
