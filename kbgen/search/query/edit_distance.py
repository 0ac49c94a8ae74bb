# SPDX-License-Identifier: MIT
"""Bounded edit distance: which known words a misspelled one may mean.

Words of three to five letters may have one error, longer ones two. A transposition counts as one
error. Codes and numbers are never corrected. Twin: `search/edit-distance.js` in the theme.
"""

from __future__ import annotations

from typing import Final

import regex

from kbgen.search.index.ranking import CORRECTABLE, TWO_ERRORS

_LETTERS: Final = regex.compile(r"[\p{L}\p{M}]+")


def allowed_errors(word: str) -> int:
    """Return how many errors a word may have; 0 for codes, numbers, very short or long words."""
    shortest, longest = CORRECTABLE
    if not shortest <= len(word) <= longest or not _LETTERS.fullmatch(word):
        return 0
    return 1 if len(word) < TWO_ERRORS else 2


def reliable_letters(word: str, errors: int) -> tuple[int, int]:
    """Return how many first letters, or else how many last letters, must be right.

    A known word is only considered if it agrees with `word` in one of the two: this misses words
    with an error at each end.
    """
    if errors > 1:
        return max(2, len(word) // 3), max(2, len(word) // 3)
    return max(2, len(word) // 2), max(2, (len(word) - 1) // 2)


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of edits, or `limit` + 1 if more.

    An edit inserts, deletes or replaces a letter, or swaps two neighbors.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    # Each letter that the other word lacks is a separate edit. This settles most comparisons.
    letters, others = set(left), set(right)
    if len(letters - others) > limit or len(others - letters) > limit:
        return limit + 1
    # Optimal string alignment, row by row; `before` is the row above `row`, for transpositions.
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


def begins_almost(prefix: str, word: str) -> bool:
    """Tell whether `word` begins with `prefix` after one edit, and is at least as long."""
    if len(word) < len(prefix):
        return False
    pairs = enumerate(zip(prefix, word, strict=False))
    same = next((index for index, (letter, other) in pairs if letter != other), len(prefix))
    rest, after = prefix[same:], word[same:]
    return (
        after.startswith(rest[1:])  # one letter too many
        or after[1:].startswith(rest)  # one is missing
        or after[1:].startswith(rest[1:])  # another letter
        or (rest[:2] == after[1::-1] and after[2:].startswith(rest[2:]))  # two swapped
    )
