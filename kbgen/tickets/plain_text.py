# SPDX-License-Identifier: MIT
"""Cells and fields of an export become plain text: HTML without its tags, no control characters, blank lines joined."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

from kbgen.tickets.strict_json import BadJson

LONGEST: Final = 200_000
"""Characters of one field; more is no ticket."""
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ufff9-\ufffb]"
)
_BREAK: Final = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote)\b[^<>]{0,200}>")
_SPACES: Final = re.compile(r"[ \t\u00a0\u2028\u2029]+")
_LINES: Final = re.compile(r"\s*\n\s*\n\s*")


def plain(value: object) -> str:
    """Text of a field; numbers as they are written, nothing for null.

    Raises:
        BadJson: the value is a list or a mapping, too long, or holds half a character.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadJson("a text was expected")
    text = str(value)
    if len(text) > LONGEST:
        raise BadJson(f"a text is longer than {LONGEST:,} characters")
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise BadJson("a text holds half a character")
    return _tidy(text)


def plain_of_html(value: object) -> str:
    """Text of a field that holds HTML."""
    text = _BREAK.sub("\n", plain(value))
    return _tidy(html.unescape(nh3.clean(text, tags=set())))


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub("\n\n", text).strip()
