# SPDX-License-Identifier: MIT
"""Fields are set and removed line by line; everything else in a file stays as it is."""

from __future__ import annotations

import pytest

from kbgen.content.translations.front_matter_lines import with_field, without_fields


def test_a_field_is_removed_with_its_list_and_its_comment() -> None:
    text = "---\nstatus: draft # yes\ntitle: A\nold:\n- x\n- y\ntags: [a]\n---\nstatus: text\n"
    expected = "---\ntitle: A\ntags: [a]\n---\nstatus: text\n"
    assert without_fields(text, ["status", "old"]) == expected


def test_a_field_whose_name_begins_like_another_one_stays() -> None:
    text = "---\nupdated_by: me\nupdated: 2026-01-01\n---\n"
    assert without_fields(text, ["updated"]) == "---\nupdated_by: me\n---\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_field_replaces_its_old_value_or_comes_last(end: str) -> None:
    text = f"---{end}title: A{end}# note{end}---{end}Text.{end}"
    added = with_field(text, "id", "a")
    assert added == f"---{end}title: A{end}# note{end}id: a{end}---{end}Text.{end}"
    assert with_field(added, "id", "b") == added.replace("id: a", "id: b")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_without_fields_gets_front_matter(mark: str) -> None:
    assert with_field(f"{mark}# Title\n", "id", "a") == f"{mark}---\nid: a\n---\n# Title\n"


def test_a_line_of_dashes_in_the_text_does_not_end_the_fields() -> None:
    assert with_field("---\na: |\n  x\n---\n\n---\n", "id", "b") == (
        "---\na: |\n  x\nid: b\n---\n\n---\n"
    )
