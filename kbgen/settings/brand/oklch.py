# SPDX-License-Identifier: MIT
"""Colors as texts (`#0b4f94`), their contrast, and the same hue at another lightness.

Oklch keeps the hue while lightness changes: sRGB does not, and HSL makes yellow lighter than blue.
Source of the matrices: Björn Ottosson, "A perceptual color space for image processing", 2020.
Contrast is that of WCAG 2.2.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Final

_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_TO_CONES: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: Final = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES: Final = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LUMINANCE: Final = (0.2126, 0.7152, 0.0722)
_STEPS: Final = 24
"""Halvings of an interval; more precise than the 256 levels of a channel."""

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Oklch:
    """A color by lightness (0 to 1), chroma (0 to about .37) and hue (radians)."""

    lightness: float
    chroma: float
    hue: float

    def hex(self) -> str:
        """Return the color as `#rrggbb`, with as much of its chroma as a screen can show."""
        color = self
        if not _is_shown(_to_linear(color)):
            low, high = 0.0, color.chroma
            for _ in range(_STEPS):
                middle = (low + high) / 2
                fits = _is_shown(_to_linear(replace(color, chroma=middle)))
                low, high = (middle, high) if fits else (low, middle)
            color = replace(color, chroma=low)
        return "#" + "".join(f"{_channel(value):02x}" for value in _to_linear(color))


def normalized(text: str) -> str | None:
    """Return a color such as `#06C` as `#0066cc`; None if the text is no such color."""
    text = text.strip()
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def oklch_of(color: str) -> Oklch:
    """Return the lightness, chroma and hue of `#rrggbb`."""
    cones = _times(_TO_CONES, _linear(color))
    lightness, a, b = _times(
        _TO_LAB, (math.cbrt(cones[0]), math.cbrt(cones[1]), math.cbrt(cones[2]))
    )
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, ground: str, ratio: float) -> str:
    """Return the color, changed in lightness as little as needed for its contrast with `ground`.

    Args:
        color: The color to change.
        ground: The color behind it.
        ratio: The least contrast; at most 7 can be reached on every ground that is light or dark.
    """
    if contrast(color, ground) >= ratio:
        return color
    wanted = oklch_of(color)
    near, far = wanted.lightness, 0.0 if _luminance(ground) > 0.18 else 1.0
    for _ in range(_STEPS):
        middle = (near + far) / 2
        is_enough = contrast(replace(wanted, lightness=middle).hex(), ground) >= ratio
        near, far = (near, middle) if is_enough else (middle, far)
    return replace(wanted, lightness=far).hex()


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (
        sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix
    )
    return first, second, third


def _linear(color: str) -> Triple:
    """Return red, green and blue as shares of light, from 0 to 1."""
    first, second, third = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _light(first), _light(second), _light(third)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _channel(value: float) -> int:
    value = min(1.0, max(0.0, value))
    shown = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(shown * 255)


def _to_linear(color: Oklch) -> Triple:
    a, b = color.chroma * math.cos(color.hue), color.chroma * math.sin(color.hue)
    first, second, third = _times(_FROM_LAB, (color.lightness, a, b))
    return _times(_FROM_CONES, (first**3, second**3, third**3))


def _is_shown(linear: Triple) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in linear)


def _luminance(color: str) -> float:
    return sum(weight * value for weight, value in zip(_LUMINANCE, _linear(color), strict=True))
