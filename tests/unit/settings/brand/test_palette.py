# SPDX-License-Identifier: MIT
"""Every text of a page can be read in any accent and on any hero, in both schemes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.settings.brand import ColorSettings, Hero, palette_of, theme_colors
from kbgen.settings.brand.oklch import contrast, normalized, oklch_of, readable

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
HEROES = st.one_of(st.sampled_from(Hero), COLORS)


@given(COLORS, HEROES)
def test_all_texts_have_enough_contrast(accent: str, hero: Hero | str) -> None:
    palette = palette_of(ColorSettings(accent, accent, hero))
    for scheme, page, text in (
        (palette.light, "#ffffff", "#17202b"),
        (palette.dark, "#0f1318", "#e9edf2"),
    ):
        assert contrast(scheme.accent, page) >= 4.5
        assert contrast(scheme.accent, scheme.tint) >= 4.5
        assert contrast(scheme.on_accent, scheme.accent) >= 4.5
        assert contrast(scheme.hero_muted, scheme.hero) >= 4.5
        assert contrast(scheme.accent_strong, scheme.tint) >= 7
        assert contrast(text, scheme.tint) >= 7
        assert contrast(scheme.button, page) >= 3
        assert contrast(scheme.on_button, scheme.button) >= 4.5
        assert contrast(scheme.on_hero, scheme.hero) >= 4.5
        assert contrast(scheme.hero_link, scheme.hero) >= 4.5


@given(COLORS)
def test_a_color_survives_the_way_to_oklch_and_back(color: str) -> None:
    assert oklch_of(color).hex() == color


@given(COLORS, COLORS, st.floats(1, 4.5))
def test_a_readable_color_keeps_its_hue_and_is_changed_only_if_needed(
    color: str, ground: str, ratio: float
) -> None:
    found = readable(color, ground, ratio)
    assert contrast(found, ground) >= ratio
    if contrast(color, ground) >= ratio:
        assert found == color


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48), ("#ffb000", "#ffffff", 1.84)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("text", "color"),
    [(" #06C ", "#0066cc"), ("#0B4F94", "#0b4f94"), ("blue", None), ("#12345", None), ("", None)],
)
def test_colors_are_written_with_three_or_six_digits(text: str, color: str | None) -> None:
    assert normalized(text) == color


def test_a_brand_with_a_readable_color_keeps_it() -> None:
    palette = palette_of(ColorSettings("#0b4f94", "#0b4f94", Hero.SOLID))
    assert (palette.light.accent, palette.light.button) == ("#0b4f94", "#0b4f94")
    assert (palette.light.hero, palette.light.on_hero) == ("#0b4f94", "#ffffff")


def test_a_yellow_brand_has_dark_text_on_its_buttons_and_darker_links() -> None:
    palette = palette_of(ColorSettings("#ffb000", "#ffb000", Hero.SOLID))
    assert palette.light.on_hero == "#17202b"
    assert palette.light.accent != "#ffb000"
    assert palette.dark.accent == "#ffb000"


def test_the_stylesheet_has_the_tokens_of_both_schemes() -> None:
    text = palette_of(ColorSettings("#0b4f94", "#0b4f94")).stylesheet()
    assert text.startswith(":root{--kb-accent:light-dark(#0b4f94,#")
    assert "--kb-on-hero:light-dark(#17202b,#e9edf2)" in text


def test_the_bars_of_browsers_have_the_accent_or_the_color_of_the_page() -> None:
    assert theme_colors(None) == ("#ffffff", "#0f1318")
    assert theme_colors(ColorSettings("#7a1f5c", "#7a1f5c")) == ("#7a1f5c", "#0f1318")
