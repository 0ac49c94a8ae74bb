# SPDX-License-Identifier: MIT
"""Check the words before a number, for numbers that could be anything."""

from __future__ import annotations

import re
from typing import Final

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


def last_match_before(
    text: str, start: int, pattern: re.Pattern[str], window: int = _WINDOW
) -> int:
    """Return where the last match before `start` begins, on the same line; -1 without one."""
    low = max(0, start - window, text.rfind("\n", 0, start) + 1)
    return max((match.start() for match in pattern.finditer(text, low, start)), default=-1)


def is_labeled(text: str, start: int, pattern: re.Pattern[str], window: int = _WINDOW) -> bool:
    """Tell whether a word of `pattern` precedes `start`, closer than any order word."""
    return last_match_before(text, start, pattern, window) > last_match_before(
        text, start, _ORDER_WORDS, window
    )


def is_order_number(text: str, start: int) -> bool:
    """Tell whether a word before `start` says that the number is an order or the like."""
    return last_match_before(text, start, _ORDER_WORDS, 22) >= 0
