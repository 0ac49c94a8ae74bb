# SPDX-License-Identifier: MIT
"""Troubleshooters, `_data/troubleshooters/<id>.yml`: read, prove, and give them addresses.

`read_file` reads one file, `graph` proves that every way through it ends, `languages` makes a
`Troubleshooter` for each language, and `load` does all of it for a site.
"""

from kbgen.content.troubleshooters.load import load_troubleshooters

__all__ = ["load_troubleshooters"]
