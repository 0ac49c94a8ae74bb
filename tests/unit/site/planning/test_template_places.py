# SPDX-License-Identifier: MIT
"""The theme's templates mark the interface strings that are not in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from template_places import THEME, printed_strings, with_right_filters

TEMPLATES = sorted(THEME.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_prints_strings_with_the_right_filter(path: Path) -> None:
    """`text` between tags, where a `<span>` can have `lang`; `t` in attributes, titles and data.

    `python tests/template_places.py` corrects all templates.
    """
    template = path.read_text("utf-8")
    assert template == with_right_filters(template)


def test_the_filter_depends_on_the_place() -> None:
    template = (
        '<p title="{{ s|t("a") }}"{% if x %} data-x="{{ s|text("b") }}"{% endif %}>{{ s|t("c") }}</p>'
        '<option>{{ s|text("d") }}</option><script>{{ s|t("e") }}</script><b>{{ s|text("f") }}</b>'
    )
    places = [(place.filter, place.is_between_tags) for place in printed_strings(template)]
    assert places == [
        ("t", False),
        ("text", False),
        ("t", True),
        ("text", False),
        ("t", False),
        ("text", True),
    ]
    assert with_right_filters(template).count("|text(") == 2
