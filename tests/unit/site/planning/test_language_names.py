# SPDX-License-Identifier: MIT
"""Languages are named as their readers name them."""

from __future__ import annotations

import pytest

from kbgen.site.planning.language_names import direction, language_name


@pytest.mark.parametrize(
    ("lang", "name"),
    [("pl", "Polski"), ("ru", "Русский"), ("pt-BR", "Português (BR)"), ("zh-Hant", "中文 (HANT)"), ("tlh", "TLH")],
)
def test_a_language_has_its_own_name(lang: str, name: str) -> None:
    assert language_name(lang) == name


@pytest.mark.parametrize(
    ("lang", "way"), [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("xx", "ltr")]
)
def test_a_language_has_its_direction(lang: str, way: str) -> None:
    assert direction(lang) == way
