# SPDX-License-Identifier: MIT
"""Measure pictures, so that a page has room for them before they are loaded.

In: a file. Out: its width and height in pixels as a browser shows it (a photo may be turned), or
None for a file of another format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

RASTER_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
DRAWING_SUFFIX: Final = ".svg"
_ROOT: Final = re.compile(r"<svg\b[^>]*>")
_SIZE: Final = re.compile(r"\s(width|height)\s*=\s*[\"']\s*(\d+(?:\.\d+)?)(?:px)?\s*[\"']")


def picture_size(file: Path) -> tuple[int, int] | None:
    """Return the width and height of a raster picture; None if they cannot be read."""
    import imagesize  # imports urllib, which only sites with pictures need

    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None


def drawing_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a drawing names in pixels; None if it names none.

    Without them, a browser fits the drawing into the space that it has.
    """
    root = _ROOT.search(data[:20_000].decode("utf-8", "replace"))
    sizes = {name: float(value) for name, value in _SIZE.findall(root.group())} if root else {}
    if len(sizes) < 2 or min(sizes.values()) < 1:
        return None
    return round(sizes["width"]), round(sizes["height"])
