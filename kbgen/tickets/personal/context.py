# SPDX-License-Identifier: MIT
"""Words that say what a number is: the gate for numbers that could be anything."""

from __future__ import annotations

import re
from typing import Final

_WINDOW: Final = 28


def words(*stems: str) -> re.Pattern[str]:
    """A pattern for words that begin with one of the stems, case ignored."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})", re.IGNORECASE)


ORDER: Final = words(
    "orders?", "ticket", "invoice", "case", "ref(?:erence)?", "tracking", "version", "serial", "model",
    "заказ", "заявк", "тикет", "счёт-фактур", "накладн", "обращени", "верси", "модел", "серийн",
    "zam[oó]wieni", "zgłoszeni", "faktur", "przesyłk", "wersj", "seryjn",
)  # fmt: skip
"""Before a number that is nobody's: an order, a ticket, a version."""


def before(text: str, start: int, pattern: re.Pattern[str], window: int = _WINDOW) -> int:
    """Where the nearest match in front of `start` begins; -1 without one. A line break ends the search."""
    low = max(0, start - window, text.rfind("\n", 0, start) + 1)
    return max((match.start() for match in pattern.finditer(text, low, start)), default=-1)


def says(text: str, start: int, pattern: re.Pattern[str], window: int = _WINDOW) -> bool:
    """Whether the words in front of `start` speak for `pattern` and not, nearer, for an order."""
    return before(text, start, pattern, window) > before(text, start, ORDER, window)


def is_order(text: str, start: int) -> bool:
    """Whether the number at `start` is said to be an order or the like."""
    return before(text, start, ORDER, 22) >= 0
