# SPDX-License-Identifier: MIT
"""Write the line breaks of CommonMark, a backslash at the end of a line, as two spaces."""

from __future__ import annotations

import re
from typing import Final

from kbgen.importing.text.outside_code import replace_outside_code

_BREAK: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\\n(?=[ \t>]*[^\s>])")


def plain_line_breaks(text: str) -> str:
    """Return a text with line breaks that kbgen reads."""
    return replace_outside_code(_BREAK, lambda hit: f"{hit[1]}  \n", text)
