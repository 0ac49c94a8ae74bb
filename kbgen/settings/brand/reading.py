# SPDX-License-Identifier: MIT
"""Read the setting `colors`, and report colors that readers could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kbgen.runtime.located_fields import read_fields
from kbgen.settings.brand.colors import ColorSettings, Hero
from kbgen.settings.brand.oklch import normalized
from kbgen.settings.brand.palette import TEXT, unreadable

if TYPE_CHECKING:
    from kbgen.runtime.located_fields import FieldReport
    from kbgen.runtime.located_yaml import Located

_EXAMPLE: Final = 'Write it as "#0b4f94", in quotes.'
_HERO_EXAMPLE: Final = 'Write tint, solid, or a color such as "#0b4f94", in quotes.'


def read_colors(value: Located, name: str, report: FieldReport) -> ColorSettings | None:
    """Read `{accent: …, hero: …}`. An accent is one color, or `{light: …, dark: …}`."""
    if not isinstance(value.value, dict):
        report.fill(report.rules.no_mapping, value, name, ("accent", "hero"))
        return None
    fields = read_fields(value, name, {"accent": _accent, "hero": _hero}, report)
    default = ColorSettings()
    light, dark = fields.get("accent", (default.light, default.dark))
    colors = ColorSettings(light, dark, fields.get("hero", default.hero))
    _report_unreadable(colors, value, report)
    return colors


def _accent(value: Located, name: str, report: FieldReport) -> tuple[str, str] | None:
    if isinstance(value.value, dict):
        pair = read_fields(value, name, {"light": _color, "dark": _color}, report)
        light, dark = pair.get("light"), pair.get("dark")
        first = light or dark
        return (light or first, dark or first) if first else None
    color = _color(value, name, report)
    return (color, color) if color else None


def _hero(value: Located, name: str, report: FieldReport) -> Hero | str | None:
    word = str(value.value).strip().lower()
    if word in list(Hero):
        return Hero(word)
    return _color(value, name, report, _HERO_EXAMPLE)


def _color(value: Located, _name: str, report: FieldReport, hint: str = _EXAMPLE) -> str | None:
    color = normalized(value.value) if isinstance(value.value, str) else None
    if color is None:
        report.add("KB703", f"{report.rules.describe(value)} is not a color", value, hint)
    return color


def _report_unreadable(colors: ColorSettings, value: Located, report: FieldReport) -> None:
    entries = dict(value.items())
    for scheme, color, ratio, near in unreadable(colors):
        entry = dict(entries["accent"].items())[scheme]
        message = (
            f"{color} cannot be read on {scheme} pages: its contrast is {ratio:.1f},"
            f" and text needs {TEXT}"
        )
        hint = f'Write "{near}", or one color for both: kbgen then fits it to each scheme.'
        report.add("KB703", message, entry, hint)
