# SPDX-License-Identifier: MIT
"""Number the placeholders of a ticket: `[EMAIL_1]`, one number for each distinct value."""

from __future__ import annotations

import re
from typing import Final

from kbgen.model import PersonalType

PLACEHOLDER: Final = re.compile(rf"\[(?:{'|'.join(PersonalType)})_[1-9][0-9]{{0,3}}\]")
BLANK: Final = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: neither letter nor digit, so no pattern matches it or across it."""


def mask_placeholders(text: str) -> str:
    """Return the text with its placeholders blanked out; all offsets stay the same."""
    return PLACEHOLDER.sub(lambda match: BLANK * len(match.group()), text)


class Placeholders:
    """The placeholders of one ticket."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[PersonalType, str], int] = {}

    def reserve(self, text: str) -> None:
        """Reserve the placeholders that a text already contains; new ones get other numbers."""
        for match in PLACEHOLDER.finditer(text):
            kind, _, number = match.group()[1:-1].rpartition("_")
            self._numbers[PersonalType(kind), match.group()] = int(number)

    def placeholder_for(self, kind: PersonalType, value: str) -> str:
        """Return the placeholder of a value; case and spaces do not matter."""
        key = (kind, "".join(value.split()).casefold())
        if key not in self._numbers:
            taken = (number for (other, _), number in self._numbers.items() if other is kind)
            self._numbers[key] = max(taken, default=0) + 1
        return f"[{kind}_{self._numbers[key]}]"
