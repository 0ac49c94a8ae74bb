# SPDX-License-Identifier: MIT
"""Convert the folder of another generator to articles of kbgen, once: `kbgen import`.

A converter (`docusaurus`, `jekyll`, …) reads a `SourceTree` and returns a `Conversion`: articles
with their fields, text and old addresses. `assembly` does what all converters need: file names,
links, used files, headings, ids and redirects. `writing` writes all files or none. What cannot be
carried is a `Finding`.

In: a folder. Out: files below the content folder, and findings by kind.
"""
