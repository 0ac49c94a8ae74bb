# SPDX-License-Identifier: MIT
"""Make typing errors: a neighboring key, a doubled, missing or extra letter, a swap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS: Final = "".join(_ROWS)


def with_typo(word: str, random: Random) -> str:
    """Return the word with exactly one error, rarely in the first letter; never the word itself.

    Args:
        word: of two letters or more.
        random: chooses the kind and position.
    """
    while True:
        place = random.randrange(len(word))
        wrong = random.choice((_neighbor, _left_out, _doubled, _inserted, _swapped))(
            word, place, random
        )
        if wrong != word:
            return wrong


def neighbors(letter: str) -> str:
    """Return the adjacent keys of an English keyboard; all letters for an unknown one."""
    row, column = next(
        ((y, keys.index(letter)) for y, keys in enumerate(_ROWS) if letter in keys), (-1, -1)
    )
    if row < 0:
        return _LETTERS
    near = ((row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1), (row + 1, column),
            (row + 1, column - 1))  # fmt: skip
    return "".join(_ROWS[y][x] for y, x in near if 0 <= y < len(_ROWS) and 0 <= x < len(_ROWS[y]))


def _neighbor(word: str, place: int, random: Random) -> str:
    return word[:place] + random.choice(neighbors(word[place].lower())) + word[place + 1 :]


def _left_out(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place] + word[place:]


def _inserted(word: str, place: int, random: Random) -> str:
    return word[:place] + random.choice(neighbors(word[place].lower())) + word[place:]


def _swapped(word: str, place: int, random: Random) -> str:
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
