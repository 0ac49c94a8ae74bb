# SPDX-License-Identifier: MIT
"""Find matches as spans, and check the words before them, for numbers that could be anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import regex

from kbgen.model import PersonalSpan, PersonalType

_WINDOW: Final = 28


def word_pattern(*stems: str) -> re.Pattern[str]:
    """Return a pattern for words that begin with one of the stems, case ignored."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})", re.IGNORECASE)


_ORDER_WORDS: Final = word_pattern(
    "orders?", "ticket", "invoice", "case", "ref(?:erence)?", "tracking", "version", "serial",
    "model",
    "заказ", "заявк", "тикет", "счёт-фактур", "накладн", "обращени", "верси", "модел", "серийн",
    "zam[oó]wieni", "zgłoszeni", "faktur", "przesyłk", "wersj", "seryjn",
)  # fmt: skip
"""Words before numbers that identify no person: an order, a ticket, a version."""


def last_match_before(text: str, start: int, pattern: re.Pattern[str], window: int) -> int:
    """Return where the last match before `start` begins, on the same line; -1 without one."""
    low = max(0, start - window, text.rfind("\n", 0, start) + 1)
    return max((match.start() for match in pattern.finditer(text, low, start)), default=-1)


def is_labeled(text: str, start: int, pattern: re.Pattern[str]) -> bool:
    """Tell whether a word of `pattern` precedes `start`, closer than any order word."""
    return last_match_before(text, start, pattern, _WINDOW) > last_match_before(
        text, start, _ORDER_WORDS, _WINDOW
    )


def is_order_number(text: str, start: int) -> bool:
    """Tell whether a word before `start` says that the number is an order or the like."""
    return last_match_before(text, start, _ORDER_WORDS, 22) >= 0


def possible_ends(written: str, gap: str) -> list[int]:
    """Return where a number may end: at its end or before a gap, the longest number first."""
    gaps = (match.start() for match in re.finditer(gap, written))
    return sorted({len(written), *gaps}, reverse=True)


def find_spans(
    text: str, kind: PersonalType, *patterns: re.Pattern[str] | regex.Pattern[str]
) -> Iterator[PersonalSpan]:
    """Yield the matches of the patterns, or what their group `value` matches."""
    for pattern in patterns:
        group = "value" if "value" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            yield PersonalSpan(*match.span(group), kind)
