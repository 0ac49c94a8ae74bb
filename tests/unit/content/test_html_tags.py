# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.html_tags import (
    TAG,
    TAG_START,
    element_pattern,
    parse_attributes,
    read_attributes,
    tag_pattern,
    text_of,
    without_attribute,
    write_attributes,
)


def test_attributes_come_back_from_writing() -> None:
    """Reading and writing are inverse; values stay escaped."""
    text = ' class="a b" title="x &quot; y" open=""'
    assert parse_attributes(text) == {"class": "a b", "title": "x &quot; y", "open": ""}
    assert write_attributes(parse_attributes(text)) == text


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        (' href="a&amp;b" open', {"href": "a&b", "open": ""}),
        (" HREF='a \"b\"' x = y", {"href": 'a "b"', "x": "y"}),
        (' a="1"b=2', {"a": "1", "b": "2"}),
        (' a="1" a="2"', {"a": "1"}),
        (' title=" href=" href="x"', {"title": " href=", "href": "x"}),
        ("/", {}),
    ],
)
def test_attributes_are_read_in_any_form(written: str, attributes: dict[str, str]) -> None:
    """Plugins and templates do not write as the sanitizer does."""
    assert read_attributes(written) == attributes


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ('<a title="x>y">t</a>', [("", "a", ' title="x>y"'), ("/", "a", "")]),
        ("<br/>a < b > c <B C='>'>", [("", "br", "/"), ("", "B", " C='>'")]),
        ('<a "x <b>', [("", "b", "")]),
        ("<x-y:z.1>", [("", "x-y:z.1", "")]),
        ("<!-- c --> <1> </>", []),
    ],
)
def test_tags_are_found_and_text_is_not(html: str, tags: list[tuple[str, str, str]]) -> None:
    """A value may contain `>`; a quote without its pair does not hide what follows."""
    assert TAG.findall(html) == tags


def test_a_pattern_with_names_finds_no_longer_names() -> None:
    assert [match[2] for match in tag_pattern("a", "img").finditer("<abbr><a><img src=x>")] == [
        "a",
        "img",
    ]


def test_a_tag_without_an_end_has_a_start() -> None:
    """A parser would read it to the end of the text."""
    assert TAG_START.findall('<script src="x"') == [("script", ' src="x"')]


def test_an_element_ends_at_its_closing_tag() -> None:
    html = "<h1 class=a>A <b>B</b>\n&amp; C</h1 ><h1>D</h1><header>E</header>"
    first, second = element_pattern("h1").finditer(html)
    assert (first[1], first[2], text_of(first[3])) == ("h1", " class=a", "A B & C")
    assert second[3] == "D"


def test_an_attribute_is_removed_and_not_what_looks_like_it() -> None:
    html = '<p id="a" class="b">id="c"</p><p title=" id=">d</p>'
    assert without_attribute(html, "id") == '<p class="b">id="c"</p><p title=" id=">d</p>'
