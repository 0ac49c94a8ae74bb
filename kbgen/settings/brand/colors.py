# SPDX-License-Identifier: MIT
"""The colors that a site chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hero(StrEnum):
    """The ground of the first band of the home page, where it is not a color of its own."""

    TINT = "tint"
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class ColorSettings:
    """`colors:` the colors of a site, each `#rrggbb`."""

    light: str = "#0b4f94"
    """The accent in the light scheme."""
    dark: str = "#0b4f94"
    """The accent in the dark scheme; the same as `light` if the site names one."""
    hero: Hero | str = Hero.TINT
