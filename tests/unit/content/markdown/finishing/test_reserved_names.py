# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.markdown.finishing.reserved_names import is_usable_id, without_reserved_names


def kept(attributes: str) -> str:
    return without_reserved_names(attributes)[0]


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
    assert kept(' class="md-header note kb-vote"') == ' class="note"'
    assert kept(' class="md-button md-button--primary"') == ' class="md-button md-button--primary"'
    assert kept(' class="md-header" title="t"') == ' title="t"'


def test_references_to_foreign_ids_are_taken_away() -> None:
    """A label may toggle a content tab, not the menu."""
    assert kept(' for="__drawer"') == ""
    assert kept(' for="kb-search-input"') == ""
    assert kept(' for="__tabbed_1_1"') == ' for="__tabbed_1_1"'
    assert kept(' for="own"') == ' for="own"'
    assert kept(' name="location"') == ""


def test_reserved_names_are_listed_as_selectors() -> None:
    """As written; entities are characters. Ids stay: who calls may give another one."""
    attributes = ' class="MD-x note kb-&amp;" id="__drawer" for="kb-y"'
    assert without_reserved_names(attributes) == (
        ' class="note" id="__drawer"',
        frozenset({".MD-x", ".kb-&", "#__drawer", "#kb-y"}),
    )
    attributes = ' class="note" id="__tabbed_1_1" title="kb-x"'
    assert without_reserved_names(attributes) == (attributes, frozenset())
