# SPDX-License-Identifier: MIT
"""Change single lines of front matter and keep all others, with their comments and their order.

In: the text of a file that `parse_article` accepts, with any line endings. Out: its new text.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
# What continues the value of a field: indented lines, entries of a list, and lines of a text block.
_VALUE = r"[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n|-[ \t][^\n]*\n)*"


def without_fields(text: str, names: Collection[str]) -> str:
    """Remove fields from front matter, with their values."""
    start, end = _span(text)
    return text[:start] + without_lines(text[start:end], names) + text[end:]


def without_lines(fields: str, names: Collection[str]) -> str:
    """Remove fields from YAML without dashes, with their values."""
    pattern = re.compile(rf"^(?:{'|'.join(map(re.escape, names))}){_VALUE}", re.MULTILINE)
    return pattern.sub("", fields)


def with_field(text: str, name: str, value: str) -> str:
    """Set a field with a value of one line; a new one is added as the last.

    A text without front matter gets one.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    line = f"{name}: {value}{line_end}"
    start, end = _span(text)
    if not end:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}---{line_end}{line}---{line_end}{text.removeprefix(mark)}"
    fields = text[start:end]
    pattern = re.compile(rf"^{re.escape(name)}{_VALUE}", re.MULTILINE)
    has_field = pattern.search(fields)
    fields = pattern.sub(lambda _: line, fields, count=1) if has_field else fields + line
    return text[:start] + fields + text[end:]


def _span(text: str) -> tuple[int, int]:
    """Return where the lines between the dashes begin and end; (0, 0) without any."""
    opening = _OPENING.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    return (opening.end(), closing.start()) if opening and closing else (0, 0)
