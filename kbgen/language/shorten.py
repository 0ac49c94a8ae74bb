# SPDX-License-Identifier: MIT
"""Shorten texts for titles, results and messages."""

from __future__ import annotations


def shorten(
    text: str,
    length: int,
    *,
    ending: str = "…",
    ending_counts: bool = False,
    trailing: str = " ,;:–—-",
) -> str:
    """Return a text if it is not too long, else its start, cut between words, with an ending.

    A single word that is too long is cut after `length` characters.

    Args:
        text: A text on one line.
        length: Maximum number of characters.
        ending: What marks the cut.
        ending_counts: Whether `length` includes the ending of a text that is cut between words.
        trailing: Characters that are removed before the ending.
    """
    if len(text) <= length:
        return text
    limit = length - len(ending) if ending_counts else length
    # One character more, because a space there means that a word ends at the limit.
    start = text[: limit + 1].rsplit(" ", 1)[0]
    return start[:length].rstrip(trailing) + ending
