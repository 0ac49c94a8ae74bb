# SPDX-License-Identifier: MIT
"""Find postal addresses in English, Russian and Polish: labeled post codes, house numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from kbgen.model import PersonalSpan, PersonalType
from kbgen.tickets.personal.context import find_spans

_POST_CODE: Final = regex.compile(
    r"(?i)(?<!\w)(?:zip(?: ?code)?|post(?:al)? ?code|индекс|kod pocztowy)(?: is| to)?"
    r"\s{0,2}[:=]?\s{0,2}"
    r"(?P<value>\d{2}-\d{3}|\d{3,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?!\w)"
)
_HOUSE: Final = r"\d{1,5}(?:[ ]?[\p{L}](?!\p{L}))?(?:[/-]\d{1,5})?"
_NAME: Final = r"\p{Lu}[\p{L}'’.-]{1,30}"
_STREETS: Final = (
    regex.compile(
        rf"(?<!\w)\d{{1,5}}(?: \d{{1,5}})? (?:{_NAME} ){{1,4}}(?:Street|St|Avenue|Ave|Road|Rd|Lane"
        r"|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Way|Place|Pl|Terrace|Highway|Hwy)(?!\w)"
        r"\.?(?:,? (?:Apt|Suite|Unit|Ste)\.? \w{1,6})?"
    ),
    regex.compile(
        r"(?<!\w)(?:Apt|Suite|Ste)\.? \d{1,5}(?!\w)|(?<!\w)P\.? ?O\.? Box \d{1,6}"
        r"|(?<!\w)(?:PSC|Unit) \d{1,5},? Box \d{1,5}"
    ),
    regex.compile(
        rf"(?<!\w)(?:[Уу]л(?:\.|ица|ице|ицу)|[Пп]р(?:осп)?(?:\.|-т|оспект\w{{0,2}})"
        rf"|[Пп]ер(?:\.|еул\w{{1,4}})|[Шш]оссе)"
        rf" ?(?:{_NAME} ?){{1,3}}"
        rf"(?:,? ?(?:д(?:ом)?|к(?:орп(?:ус)?)?|кв(?:артира)?|стр)?\.? ?{_HOUSE}){{1,4}}"
    ),
    regex.compile(
        r"(?<!\w)(?:[Uu]l\.|[Uu]lic\w{1,2}|[Aa]l\.|[Aa]lej\w{1,2}|[Oo]s\.|[Pp]l\.)"
        rf" ?(?:{_NAME} ){{1,3}}{_HOUSE}"
        rf"(?: ?m\.? ?\d{{1,4}})?(?:,? \d{{2}}-\d{{3}} {_NAME})?"
    ),
    regex.compile(rf"(?<![\w-])\d{{2}}-\d{{3}} {_NAME}"),
)


def find(text: str) -> Iterator[PersonalSpan]:
    """Yield postal addresses."""
    return find_spans(text, PersonalType.ADDRESS, _POST_CODE, *_STREETS)
