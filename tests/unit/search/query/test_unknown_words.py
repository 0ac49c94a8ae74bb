# SPDX-License-Identifier: MIT
"""Words that no article contains."""

from __future__ import annotations

import pytest
from search_support import MemoryLexicon, document, inverted

from kbgen.search.query.unknown_words import unknown_words

LEXICON = MemoryLexicon(
    inverted([document("a", "Connect a mouse", "The code ERR_RESET."), document("b", "Log in")])
)


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("connect the mice", []),
        ("How do I refund it?", ["refund"]),
        ("Refund for a MOUSE, reimbursement", ["refund", "reimbursement"]),
        ("err_reset", []),
        ("reset_err", []),
        ("err_refund", ["refund"]),
        ("the", []),
        ("", []),
    ],
)
def test_words_of_no_article_are_named(query: str, unknown: list[str]) -> None:
    """Forms and parts of codes are known; stop words do not count."""
    assert unknown_words(query, LEXICON) == unknown
