# SPDX-License-Identifier: MIT
"""Suggestions as people write words."""

from __future__ import annotations

import pytest

from kbgen.search.query.as_written import as_written


@pytest.mark.parametrize(
    ("suggestion", "query", "titles", "written"),
    [
        ("telefon nie dziala", "Telefon nie dizała", ["Tablet nie działa"], "Telefon nie działa"),
        ("usluga wifi", "usłga WiFi", ["Usługa", "Usługą"], "usługa WiFi"),
        ("front matter", "frnot matter", ["Front matter"], "front matter"),
        ("ложный елка", "ложны ёлка", ["Ложный вызов"], "ложный ёлка"),
        ("unknown word", "unknwon", [], "unknown word"),
        ("123 go", "123go", ["Go"], "123 go"),
    ],
)
def test_words_are_written_as_typed_or_as_in_titles(
    suggestion: str, query: str, titles: list[str], written: str
) -> None:
    """The first title with the word decides; without one it stays folded."""
    assert as_written(suggestion, query, titles) == written
