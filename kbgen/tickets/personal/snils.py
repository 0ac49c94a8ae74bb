# SPDX-License-Identifier: MIT
"""Check SNILS, the Russian insurance number: nine digits and two check digits.

python-stdnum does not have it.
"""

from __future__ import annotations

from typing import Final

_LENGTH: Final = 11
_FIRST_CHECKED: Final = 1_001_998
"""Numbers up to 001-001-998 were issued without check digits."""


def is_snils(digits: str) -> bool:
    """Tell whether eleven digits are a valid SNILS.

    The check digits are the nine digits, weighted 9 to 1, summed modulo 101; 100 becomes 00.
    """
    if (
        len(digits) != _LENGTH
        or not (digits.isascii() and digits.isdigit())
        or int(digits[:9]) <= _FIRST_CHECKED
    ):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])
