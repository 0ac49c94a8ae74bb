# SPDX-License-Identifier: MIT
"""What stands in place of personal data: `[EMAIL_1]`, the same number for the same value in one ticket."""

from __future__ import annotations

import re
from typing import Final

from kbgen.model import PersonalType

PLACEHOLDER: Final = re.compile(rf"\[(?:{'|'.join(PersonalType)})_[1-9][0-9]{{0,3}}\]")
BLANK: Final = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: neither letter nor digit, so nothing is found in it or across it."""


def mask_placeholders(text: str) -> str:
    """The text with its placeholders blanked, character by character: offsets stay."""
    return PLACEHOLDER.sub(lambda match: BLANK * len(match.group()), text)


class Placeholders:
    """Numbers the values of one ticket."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[PersonalType, str], int] = {}

    def keep(self, text: str) -> None:
        """Learn the placeholders a text has already, so that new ones get other numbers."""
        for match in PLACEHOLDER.finditer(text):
            kind, _, number = match.group()[1:-1].rpartition("_")
            self._numbers[PersonalType(kind), match.group()] = int(number)

    def of(self, kind: PersonalType, value: str) -> str:
        """The placeholder of a value; case and spaces make no difference."""
        key = (kind, "".join(value.split()).casefold())
        if key not in self._numbers:
            taken = (number for (other, _), number in self._numbers.items() if other is kind)
            self._numbers[key] = max(taken, default=0) + 1
        return f"[{kind}_{self._numbers[key]}]"
