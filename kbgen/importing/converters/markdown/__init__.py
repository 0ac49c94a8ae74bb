# SPDX-License-Identifier: MIT
"""Convert any folder of Markdown: Hugo, GitBook, VitePress, mdBook, Hexo, wikis."""

from kbgen.importing.converters.markdown.convert import convert

__all__ = ["convert"]
