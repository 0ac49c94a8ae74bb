# SPDX-License-Identifier: MIT
"""Convert a Docusaurus site.

`site.py` reads docusaurus.config.js, `documents.py` finds the articles and their addresses, and
`sidebars.py` reads the curated order. The text is MDX: `kbgen/importing/text/mdx/`.
"""
