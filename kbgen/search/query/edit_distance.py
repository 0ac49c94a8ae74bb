# SPDX-License-Identifier: MIT
"""Bounded edit distance: which known words a misspelt one may mean. Twin: `search/spelling.js` in the theme.

One error is forgiven in words of three to five letters, two in longer ones; a transposition is one error. Codes and
numbers are never corrected.
"""

from __future__ import annotations

from typing import Final

import regex

_CORRECTABLE: Final = regex.compile(r"[\p{L}\p{M}]{3,32}")


def allowed_errors(word: str) -> int:
    """How many errors are forgiven in a word; 0 for codes, numbers and very short or long words."""
    if not _CORRECTABLE.fullmatch(word):
        return 0
    return 1 if len(word) < 6 else 2


def reliable_letters(word: str, errors: int) -> tuple[int, int]:
    """How many letters at its beginning, or else at its end, a word has right that may have so many errors.

    Two errors, one at each end, are too many.
    """
    if errors > 1:
        return max(2, len(word) // 3), max(2, len(word) // 3)
    return max(2, len(word) // 2), max(2, (len(word) - 1) // 2)


def distance(left: str, right: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap neighbors) between two words; `limit` + 1 when there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    # Each letter that the other word lacks is an edit of its own; this is most of all comparisons.
    letters, others = set(left), set(right)
    if len(letters - others) > limit or len(others - letters) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        current = [i]
        for j, other in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)


def begins_almost(beginning: str, word: str) -> bool:
    """Whether `word` begins with `beginning` after one edit, the word being as long as it or longer."""
    if len(word) < len(beginning):
        return False
    pairs = enumerate(zip(beginning, word, strict=False))
    place = next((place for place, (letter, other) in pairs if letter != other), len(beginning))
    rest, after = beginning[place:], word[place:]
    return (
        after.startswith(rest[1:])  # one letter too many
        or after[1:].startswith(rest)  # one is missing
        or after[1:].startswith(rest[1:])  # another letter
        or (rest[:2] == after[1::-1] and after[2:].startswith(rest[2:]))  # two swapped
    )
