# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.source.leading_heading import leading_heading, same_words


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("# Refund\n\ntext", "Refund"),
        ("\n  \n#  Refund  ##  \n", "Refund"),
        ("Refund\n======\n", "Refund"),
        ("<!-- lint -->\n\n# Refund {#refund .big}\n", "Refund"),
        ("# How *to* get `code` **back** [now](x.md)\n", "How to get code back now"),
        ("# C\\# & co &amp; more <br> here\n", "C# & co & more here"),
        ("# Costs \\$5, \\<name\\>, \\&amp; \\& \\:x\\:\n", "Costs $5, <name>, &amp; & :x:"),
        ("# snake_case_name stays\n", "snake_case_name stays"),
        ("#Refund\n", "Refund"),
        ("## Refund\n", ""),
        ("text\n\n# Refund\n", ""),
        ("- item\n======\n", ""),
        ("#\n", ""),
        ("", ""),
    ],
)
def test_the_heading_a_body_begins_with_is_its_title(markdown: str, title: str) -> None:
    """Only a first-level heading at the very top counts, and markup in it does not."""
    assert leading_heading(markdown) == title


def test_endless_headings_cost_nothing() -> None:
    """A megabyte of spaces or asterisks on the first line is cut, not pondered."""
    assert len(leading_heading("# " + "*a" * 500_000)) <= 1000
    assert leading_heading("# a" + " " * 900_000 + "#") == "a"


def test_titles_are_compared_by_their_words() -> None:
    """Case, quotes and punctuation do not make another title."""
    assert same_words("Can't log in?", "can’t  log in")
    assert not same_words("Log in", "Log out")
