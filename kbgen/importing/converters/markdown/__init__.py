# SPDX-License-Identifier: MIT
"""Convert any folder of Markdown: Hugo, GitBook, VitePress, mdBook, Hexo, wikis."""
