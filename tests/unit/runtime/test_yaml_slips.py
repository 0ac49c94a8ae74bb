# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.runtime.yaml_slips import find_slip, in_quotes


@pytest.mark.parametrize(
    ("text", "place", "words", "hint"),
    [
        ("questions:\n\t- How?", (2, 1), "a tab", "two spaces"),
        ("title:\u00a0New", (1, 7), "no-break space follows", "ordinary space"),
        ("a:\n \u00a0b: c", (2, 2), "no-break space indents", "ordinary space"),
        ("title:No space", (1, 7), "no space after the colon", "`title: No space`"),
        ("title = New", (1, 7), "equals sign", "`title: …`"),
        ("title：New", (1, 6), "wide colon", "`title: …`"),
        ("title: [Beta] New", (1, 8), "bracket", '"[Beta] New"'),
        ("title: {Beta} New", (1, 8), "brace", '"{Beta} New"'),
        ("title: *New*", (1, 8), "character *", '"*New*"'),
        ("  - @kim", (1, 5), "character @", '"@kim"'),
        ('title: "Quick" start', (1, 16), "text follows", "'\"Quick\" start'"),
        ("title: 'Quick' start", (1, 16), "text follows", "\"'Quick' start\""),
        ("title: “Error: no space”", (1, 14), "curly quotes", 'Write "Error: no space"'),
        ("title: Error: no space", (1, 13), "a colon inside", '"Error: no space"'),
        ('title: "New” editor', (1, 12), "do not match", "straight mark"),
        ('title: "New', (1, 8), "not closed", 'Add "'),
        ("<<<<<<< HEAD", (1, 1), "merge conflict", "one of the two versions"),
        ("questions:\n  -How?", (2, 3), "no space after the hyphen", "`- How?`"),
        ("questions:\n  * How?", (2, 3), "not with an asterisk", "`- How?`"),
        ("**title**: New", (1, 1), "marked as bold", "`title: …`"),
        ("// a comment", (1, 1), "begin no comment", "#"),
        ("tags: [#new, old]", (1, 8), "begins a comment", '["#first", "#second"]'),
        ("tags: [old, #new]", (1, 13), "begins a comment", '["#first", "#second"]'),
        ("title: - New", (1, 8), "hyphen and a space", '"- New"'),
        ("title: New\n tags: [a]", (2, 1), "a space indents", "before `tags`"),
        ('title: "New""', (1, 13), "too many", "Remove"),
    ],
)
def test_each_slip_is_named_at_its_character(
    text: str, place: tuple[int, int], words: str, hint: str
) -> None:
    """The hint shows what to write."""
    slip = find_slip(text, text.count("\n") + 1)
    assert slip is not None
    assert (slip.line, slip.column) == place
    assert words in slip.message
    assert hint in slip.hint


def test_a_slip_that_the_parser_notices_later_is_found_above() -> None:
    """A quotation mark that is not closed runs to the end of the text."""
    slip = find_slip('title: "New\nkind: faq\norder: 1\n', 4)
    assert slip is not None
    assert (slip.line, slip.column) == (1, 8)


@pytest.mark.parametrize(
    "text", ["a: *x\nb c", "a: b: c\nd e", "a: 'it''s'\nb c", "a: !ENV X\nb c"]
)
def test_lines_above_that_may_be_right_are_not_blamed(text: str) -> None:
    """The parser stopped below them."""
    assert find_slip(text, 2) is None


def test_a_long_value_is_not_repeated() -> None:
    slip = find_slip("title: Error: " + "x" * 100, 1)
    assert slip is not None
    assert slip.hint == "Put the whole value in quotes."


@pytest.mark.parametrize("value", ['say "hi"', "it's", "a\\b", "plain: text"])
def test_quotes_fit_the_value(value: str) -> None:
    import yaml

    assert yaml.safe_load(in_quotes(value)) == value
