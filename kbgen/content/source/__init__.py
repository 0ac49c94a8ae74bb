# SPDX-License-Identifier: MIT
"""Reading the content folder: find files, open them safely, decode them, split off the front matter.

In: the content folder of the settings. Out: an `Source` per file, and diagnostics.
"""
