# SPDX-License-Identifier: MIT
"""Convert the folder of another generator to articles of kbgen, once: `kbgen import`.

`source` reads a folder. A converter (`converters.docusaurus`, …) returns a `Conversion`: articles
with their fields, text and old addresses; `text` has what converters share. `writing.assembly` does
what every import needs: file names, links, used files, headings, ids and redirects. `writing.files`
writes all files or none. What cannot be converted is a `Finding`.

In: a folder. Out: files below the content folder, and findings by kind.
"""
