# SPDX-License-Identifier: MIT
"""Colors in mkdocs.yml: what is read, and what is reported with its place."""

from __future__ import annotations

import pytest

from kbgen.settings.brand import ColorSettings, Hero, palette_colors


@pytest.mark.parametrize(
    ("written", "colors"),
    [
        ('{accent: "#06c"}', ColorSettings("#0066cc", "#0066cc", Hero.TINT)),
        ('{accent: "#06c", hero: solid}', ColorSettings("#0066cc", "#0066cc", Hero.SOLID)),
        ('{hero: "#112233"}', ColorSettings(hero="#112233")),
        (
            '{accent: {light: "#06c", dark: "#8cf"}}',
            ColorSettings("#0066cc", "#88ccff", Hero.TINT),
        ),
    ],
)
def test_colors_are_read(load, written: str, colors: ColorSettings) -> None:
    loaded = load(f"colors: {written}")
    assert loaded.diagnostics == ()
    assert loaded.settings.kbgen.colors == colors


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{accent: blue}", "mkdocs.yml:6:24: KB703 'blue' is not a color"),
        ("{hero: dark}", "mkdocs.yml:6:22: KB703 'dark' is not a color"),
        ('{acent: "#06c"}', "mkdocs.yml:6:16: KB702 unknown setting 'acent'"),
        ("solid", "mkdocs.yml:6:15: KB703 expected nested settings (accent, hero)"),
        (
            '{accent: {light: "#ffb000", dark: "#ffb001"}}',
            "mkdocs.yml:6:32: KB703 #ffb000 cannot be read on light pages: its contrast is 1.8",
        ),
    ],
)
def test_wrong_colors_are_reported(load, written: str, problem: str) -> None:
    messages = [str(item) for item in load(f"colors: {written}").diagnostics]
    assert len(messages) == 1
    assert messages[0].startswith(problem)


@pytest.mark.parametrize(
    ("palette", "accent"),
    [
        ({"primary": "teal"}, "#009485"),
        ({"primary": "black", "accent": "deep-orange"}, "#ff6e42"),
        (
            [{"scheme": "slate", "primary": "red"}, {"scheme": "default", "primary": "teal"}],
            "#009485",
        ),
        ([{"scheme": "slate", "primary": "red"}], "#ef5552"),
        ({"primary": "custom"}, None),
        ("teal", None),
        (None, None),
    ],
)
def test_the_palette_of_material_names_the_accent(palette, accent: str | None) -> None:
    colors = palette_colors(palette)
    assert (colors and colors.light) == accent
