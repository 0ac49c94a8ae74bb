# SPDX-License-Identifier: MIT
"""Find email addresses, phone numbers, IP and MAC addresses, URLs with private parts."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

import phonenumbers

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import (
    find_spans,
    is_labeled,
    is_order_number,
    last_match_before,
    possible_ends,
    word_pattern,
)

# Also disguised addresses: `anna (at) example [dot] com`, with the words of Russian and Polish.
_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}"
    r"(?:@|\s?[(\[]\s?(?:at|@|собака|małpa)\s?[)\]]\s?)"
    r"(?:[\w-]{1,63}(?:\.|\s?[(\[]\s?(?:dot|точка|kropka)\s?[)\]]\s?)){1,8}[^\W\d_][\w-]{1,62}"
)
_URL: Final = re.compile(r"(?i)\bhttps?://[^\s<>\"'»”]{3,2000}")
# Parts of a URL that may identify a person: a query or fragment, a user name, a long token.
_PRIVATE_URL: Final = re.compile(r"[?#;]\w|@|[^/]{0,200}[/=](?=[\w-]{0,80}\d)[\w-]{20,}")

_IPV4: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
# The lookahead requires two colons; the end may be an IPv4 address. `_is_address` validates it.
_IPV6: Final = re.compile(
    r"(?<![\w:.])(?=[0-9a-fA-F:.]{0,45}:[0-9a-fA-F]{0,4}:)"
    r"[0-9a-fA-F:]{3,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])"
)
_MAC: Final = re.compile(r"(?<![\w:-])[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}(?![\w:-])")
_VERSION_WORDS: Final = word_pattern(
    "v", "ver", "version", "версия", "версии", "wersj", "firmware", "build", "прошивк"
)

_PHONE: Final = re.compile(
    r"(?<![\d.,$€£])(?:\+|00|\(\+?)?\d(?:[ \u00a0().\u2010-\u2013/-]{0,3}\d){5,15}(?!\d)"
)
_PHONE_WORDS: Final = word_pattern(
    "tel", "phone", "mobile", "cell", "fax", "call", "whatsapp", "text me", "ring",
    "number", "contact",
    "тел", "моб", "звон", "позвон", "номер", "связ",
    "kom", "zadzwo", "dzwo", "numer", "kontakt",
)  # fmt: skip
_GROUPS: Final = re.compile(r"\d+")
_MAX_GROUPS: Final = 8
_DATE: Final = re.compile(r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)")
# Dots only and a group of one digit; not a prefix before a phone number: `8.903.123.45.67`.
_VERSION_NUMBER: Final = re.compile(
    r"(?![178](?:\.\d{3}){2}\.(?:\d{4}|\d{2}\.\d{2})$)(?=.*(?:^|\.)\d(?:\.|$))\d+(?:\.\d+){2,}"
)
# Language of the text → countries whose national numbers are tried.
_REGIONS: Final = {
    "ru": ("RU",),
    "pl": ("PL",),
    "en": ("US", "GB"),
    "de": ("DE",),
    "uk": ("UA",),
    "fr": ("FR",),
}
_ALL_REGIONS: Final = ("RU", "PL", "US", "GB")
_MOBILE_RU: Final = re.compile(r"[78]9\d{9}")


def find(text: str, lang: str) -> Iterator[PersonalSpan]:
    """Yield contacts; `lang` decides which countries' telephone numbers are tried."""
    yield from find_spans(text, PersonalType.EMAIL, _EMAIL)
    yield from _urls(text)
    yield from _addresses(text)
    yield from find_spans(text, PersonalType.IP, _MAC)
    yield from _phones(text, _REGIONS.get(lang.partition("-")[0], _ALL_REGIONS))


def _urls(text: str) -> Iterator[PersonalSpan]:
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:!?)")
        if _PRIVATE_URL.search(url, len("https://")):
            yield PersonalSpan(match.start(), match.start() + len(url), PersonalType.URL)


def _addresses(text: str) -> Iterator[PersonalSpan]:
    for match in chain(_IPV4.finditer(text), _IPV6.finditer(text)):
        start, address = match.start(), match.group().rstrip(":")
        if _is_address(address) and last_match_before(text, start, _VERSION_WORDS, 12) < 0:
            yield PersonalSpan(start, start + len(address), PersonalType.IP)


def _is_address(candidate: str) -> bool:
    # `::` and `::1` are valid addresses, but identify no machine.
    if ":" in candidate and sum(char != ":" for char in candidate) < 2:
        return False
    try:
        ipaddress.ip_address(candidate)
    except ValueError:
        return False
    return True


def _phones(text: str, regions: tuple[str, ...]) -> Iterator[PersonalSpan]:
    """Yield phone numbers, even glued to letters: `ring+44 20 7946 0468asap`."""
    for match in _PHONE.finditer(text):
        if _DATE.match(match.group()) or _VERSION_NUMBER.fullmatch(match.group()):
            continue
        end = _phone_end(text, match.start(), match.end(), regions)
        if end:
            yield PersonalSpan(match.start(), end, PersonalType.PHONE)


def _phone_end(text: str, start: int, end: int, regions: tuple[str, ...]) -> int:
    """Return the end of the longest telephone number at `start`, or 0."""
    for length in possible_ends(text[start:end], r"[ \u00a0(/]"):
        if _is_phone(text, start, start + length, regions):
            return start + length
    return 0


def _is_phone(text: str, start: int, end: int, regions: tuple[str, ...]) -> bool:
    written = text[start:end].strip(" \u00a0-(/")
    digits = "".join(filter(str.isdigit, written))
    if not 7 <= len(digits) <= 15 or len(_GROUPS.findall(written)) > _MAX_GROUPS:
        return False
    if written.lstrip("(").startswith("+") or (written.startswith("00") and len(digits) > 10):
        number = "+" + digits.removeprefix("00")
        return _matches(number, "ZZ", phonenumbers.is_possible_number)
    is_likely = is_labeled(text, start, _PHONE_WORDS)
    if is_likely and len(digits) >= 8:
        return True
    # Without a label, a number must be written in groups; Russian mobile numbers often are not.
    if not is_likely and not is_order_number(text, start):
        is_likely = len(digits) < len(written) or _MOBILE_RU.fullmatch(digits) is not None
    check = phonenumbers.is_valid_number
    return is_likely and any(_matches(written, region, check) for region in regions)


def _matches(written: str, region: str, check: Callable[[phonenumbers.PhoneNumber], bool]) -> bool:
    try:
        return check(phonenumbers.parse(written, region))
    except phonenumbers.NumberParseException:
        return False
