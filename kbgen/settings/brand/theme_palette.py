# SPDX-License-Identifier: MIT
"""Read the colors that an existing site sets with `theme.palette`, Material's setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kbgen.settings.brand.colors import ColorSettings

_DARK: Final = "slate"
COLOR_NAMES: Final[Mapping[str, str]] = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue grey": "#546d78",
}
"""Material's name of a color → the color. Black and white are no accents: both mean that there is
none, and Material then uses `accent`."""


def palette_colors(palette: Any) -> ColorSettings | None:
    """Return the colors of `theme.palette`; None if it names none that is known.

    Args:
        palette: A mapping, or a list of them, one for each scheme.
    """
    named = list(_named(palette))
    light = [color for scheme, color in named if scheme != _DARK]
    accent = next(iter([*light, *(color for _, color in named)]), None)
    # One color for both schemes, because Material does not promise that a pair can be read.
    return ColorSettings(accent, accent) if accent else None


def unknown_colors(palette: Any) -> Iterator[str]:
    """Yield the names of the colors of `theme.palette` in entries without a known one."""
    for entry in _entries(palette):
        names = _color_names(entry)
        if not any(name in COLOR_NAMES for name in names):
            yield from names


def _named(palette: Any) -> Iterator[tuple[str, str]]:
    for entry in _entries(palette):
        color = next((COLOR_NAMES[name] for name in _color_names(entry) if name in COLOR_NAMES), "")
        if color:
            yield str(entry.get("scheme", "")), color


def _entries(palette: Any) -> list[dict[str, Any]]:
    entries = palette if isinstance(palette, list) else [palette]
    return [entry for entry in entries if isinstance(entry, dict)]


def _color_names(entry: Mapping[str, Any]) -> list[str]:
    """Return the names of the primary and the accent color that an entry has."""
    names = (str(entry.get(key) or "").replace("-", " ") for key in ("primary", "accent"))
    return [name for name in names if name]
