# SPDX-License-Identifier: MIT
"""Every color of a page that follows from the accent and the hero of a site.

Text on a color has a contrast of at least 4.5, and controls 3 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Final

from kbgen.settings.brand.colors import ColorSettings, Hero
from kbgen.settings.brand.oklch import contrast, oklch_of, readable

TEXT: Final = 4.5
STRONG_TEXT: Final = 7.0
WHITE: Final = "#ffffff"
INK: Final = "#17202b"
"""Text on light colors."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A scheme's colors that no setting changes, and the lightness of its tints."""

    page: str
    text: str
    muted: str
    tint: float
    tint_chroma: float


LIGHT: Final = _Ground(page=WHITE, text=INK, muted="#4a5562", tint=0.965, tint_chroma=0.016)
DARK: Final = _Ground(page="#0f1318", text="#e9edf2", muted="#b4bdc9", tint=0.27, tint_chroma=0.035)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colors of the light or of the dark scheme, each `#rrggbb`. Tokens have their names."""

    accent: str
    """Links, and the current place."""
    on_accent: str
    accent_strong: str
    """A link under the pointer."""
    button: str
    """The ground of the primary button."""
    on_button: str
    tint: str
    """The ground of quiet surfaces."""
    focus: str
    hero: str
    """The ground of the band with the question on the home page."""
    on_hero: str
    hero_muted: str
    hero_link: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of both schemes."""

    light: Scheme
    dark: Scheme

    def stylesheet(self) -> str:
        """Return the tokens as CSS; `color-scheme` chooses between light and dark."""
        tokens = (
            f"--kb-{field.name.replace('_', '-')}:"
            f"light-dark({getattr(self.light, field.name)},{getattr(self.dark, field.name)})"
            for field in fields(Scheme)
        )
        return f":root{{{';'.join(tokens)}}}\n"


def palette_of(colors: ColorSettings) -> Palette:
    """Return the colors that follow from the setting `colors`."""
    return Palette(
        light=_scheme(colors.light, colors.hero, LIGHT),
        dark=_scheme(colors.dark, colors.hero, DARK),
    )


def theme_colors(colors: ColorSettings | None) -> tuple[str, str]:
    """Return the color of a browser's own bars in the light and in the dark scheme.

    It is the accent, and on dark pages their ground, because a bright bar would dazzle.
    """
    return (palette_of(colors).light.accent if colors else LIGHT.page, DARK.page)


def unreadable(colors: ColorSettings) -> Iterator[tuple[str, str, float, str]]:
    """Yield (scheme, color, contrast, nearest readable color) of the accents to use as written.

    A single accent is never unreadable: its lightness follows the scheme.
    """
    if colors.light == colors.dark:
        return
    for name, color, ground in (("light", colors.light, LIGHT), ("dark", colors.dark, DARK)):
        ratio = contrast(color, ground.page)
        if ratio < TEXT:
            yield name, color, ratio, readable(color, ground.page, TEXT)


def _scheme(accent: str, hero: Hero | str, ground: _Ground) -> Scheme:
    seen = oklch_of(accent)
    chroma = min(seen.chroma, ground.tint_chroma)
    tint = replace(seen, lightness=ground.tint, chroma=chroma).hex()
    # Links are on the page and on tints; the tint is the nearer of the two to the text.
    link = _ground_of_text(readable(readable(accent, tint, TEXT), ground.page, TEXT))
    button = _ground_of_text(link if ground is DARK else readable(accent, ground.page, 3))
    is_tint = hero == Hero.TINT
    band = tint if is_tint else _ground_of_text(accent if hero == Hero.SOLID else hero)
    on_hero = ground.text if is_tint else _text_on(band)
    return Scheme(
        accent=link,
        accent_strong=readable(link, tint, STRONG_TEXT),
        on_accent=_text_on(link),
        button=button,
        on_button=_text_on(button),
        tint=tint,
        focus=link,
        hero=band,
        on_hero=on_hero,
        hero_muted=ground.muted if is_tint else on_hero,
        hero_link=link if is_tint else on_hero,
    )


def _ground_of_text(color: str) -> str:
    """Return the color, or a darker one if neither white nor dark text can be read on it."""
    if max(contrast(WHITE, color), contrast(INK, color)) >= TEXT:
        return color
    return readable(color, WHITE, TEXT)


def _text_on(color: str) -> str:
    return WHITE if contrast(WHITE, color) >= TEXT else INK
