# SPDX-License-Identifier: MIT
"""Read the content folder: find files, open them safely, decode them, split off the front matter.

In: the content folder of the settings. Out: a `Source` per file, and diagnostics.
"""
