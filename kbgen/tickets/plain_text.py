# SPDX-License-Identifier: MIT
"""Turn fields of an export into plain text: no tags, no control characters, single blank lines."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

from kbgen.tickets.strict_json import InvalidRecord

MAX_CHARACTERS: Final = 200_000
"""Maximum number of characters per field; a longer field is not a ticket's text."""
# Control characters, soft hyphens, zero-width and bidirectional marks, invisible operators.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ufff9-\ufffb]"
)
# Tags that end a line; nh3 would remove them without leaving a break.
_BREAK: Final = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote)\b[^<>]{0,200}>")
_SPACES: Final = re.compile(r"[ \t\u00a0\u2028\u2029]+")
_LINES: Final = re.compile(r"\s*\n\s*\n\s*")


def plain(value: object) -> str:
    """Return the text of a field: numbers as written, an empty string for null.

    Raises:
        InvalidRecord: The value is a list or a mapping, is too long, or contains a lone surrogate.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidRecord("a field is not text")
    text = str(value)
    if len(text) > MAX_CHARACTERS:
        raise InvalidRecord(f"a field is longer than {MAX_CHARACTERS:,} characters")
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidRecord("a field contains invalid Unicode (a lone surrogate)")
    return _tidy(text)


def html_to_text(value: object) -> str:
    """Return the plain text of a field that contains HTML."""
    text = _BREAK.sub("\n", plain(value))
    return _tidy(html.unescape(nh3.clean(text, tags=set())))


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub("\n\n", text).strip()
