# SPDX-License-Identifier: MIT
"""A site's colors: what mkdocs.yml says, and every color that follows from it.

`oklch` computes, `palette` decides, `reading` reads the setting,
and `theme_palette` that of Material.
"""

from kbgen.settings.brand.colors import ColorSettings, Hero
from kbgen.settings.brand.palette import Palette, palette_of
from kbgen.settings.brand.reading import read_colors
from kbgen.settings.brand.theme_palette import palette_colors

__all__ = ["ColorSettings", "Hero", "Palette", "palette_colors", "palette_of", "read_colors"]
