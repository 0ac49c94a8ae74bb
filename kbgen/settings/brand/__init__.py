# SPDX-License-Identifier: MIT
"""A site's colors and fonts: what mkdocs.yml says, and every color that follows from it.

`oklch` computes, `palette` decides, `reading` reads the setting, and `theme_palette` that of
Material. `fonts` reads both settings of fonts, and `images` those of pictures.
"""

from kbgen.settings.brand.colors import ColorSettings, Hero
from kbgen.settings.brand.fonts import FontSettings, font_stylesheet, read_font, theme_font
from kbgen.settings.brand.images import ImageFile, LogoSettings, read_logo, read_social_image
from kbgen.settings.brand.palette import Palette, palette_of, theme_colors
from kbgen.settings.brand.reading import read_colors
from kbgen.settings.brand.theme_palette import palette_colors, unknown_colors

__all__ = [
    "ColorSettings",
    "FontSettings",
    "Hero",
    "ImageFile",
    "LogoSettings",
    "Palette",
    "font_stylesheet",
    "palette_colors",
    "palette_of",
    "read_colors",
    "read_font",
    "read_logo",
    "read_social_image",
    "theme_colors",
    "theme_font",
    "unknown_colors",
]
