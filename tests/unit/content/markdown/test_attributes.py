# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.attributes import (
    is_usable_id,
    parse,
    reserved_names,
    without_reserved_classes,
    write,
)


def test_attributes_come_back_from_writing() -> None:
    """Reading and writing are inverse; values stay escaped."""
    text = ' class="a b" title="x &quot; y" open=""'
    assert parse(text) == {"class": "a b", "title": "x &quot; y", "open": ""}
    assert write(parse(text)) == text


@pytest.mark.parametrize(
    ("identifier", "usable"),
    [
        *(
            (name, True)
            for name in ("intro", "fn:1", "раздел-1", "__tabbed_1_2", "__codelineno-0-1")
        ),
        *((name, False) for name in ("__config", "kb-main", "KB-main", "a b", "", "__drawer")),
    ],
)
def test_ids_of_the_theme_are_not_for_content(identifier: str, usable: bool) -> None:
    """Except those that extensions make for themselves."""
    assert is_usable_id(identifier) is usable


def test_classes_of_the_theme_are_taken_away() -> None:
    """A text must not dress up as a part of the page."""
    assert without_reserved_classes(' class="md-header note kb-vote"') == ' class="note"'
    assert without_reserved_classes(' class="md-header" title="t"') == ' title="t"'


def test_references_to_foreign_ids_are_taken_away() -> None:
    """A label may toggle a content tab, not the menu."""
    assert without_reserved_classes(' for="__drawer"') == ""
    assert without_reserved_classes(' for="kb-search-input"') == ""
    assert without_reserved_classes(' for="__tabbed_1_1"') == ' for="__tabbed_1_1"'
    assert without_reserved_classes(' for="own"') == ' for="own"'
    assert without_reserved_classes(' name="location"') == ""


def test_reserved_names_are_listed_as_selectors() -> None:
    """As written; entities are characters."""
    assert reserved_names(' class="MD-x note kb-&amp;" id="__drawer" for="kb-y"') == (
        ".MD-x",
        ".kb-&",
        "#__drawer",
        "#kb-y",
    )
    assert reserved_names(' class="note" id="__tabbed_1_1" title="kb-x"') == ()
