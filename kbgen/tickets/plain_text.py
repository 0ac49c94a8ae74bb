# SPDX-License-Identifier: MIT
"""Turn fields of an export into plain text: no tags, no control characters, single blank lines."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import nh3

from kbgen.content.html_tags import TAG
from kbgen.tickets.strict_json import InvalidRecord

MAX_CHARACTERS: Final = 200_000
"""Maximum number of characters per field; a longer field is not a ticket's text."""
# Control characters, soft hyphens, zero-width and bidirectional marks, invisible operators.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ufff9-\ufffb]"
)
# nh3 keeps only the elements that end a line.
_CLEANER: Final = nh3.Cleaner(
    tags={"br", "p", "div", "li", "tr", "blockquote", *(f"h{level}" for level in range(1, 7))},
    attributes={},
    link_rel=None,
)
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
    html = _CLEANER.clean(plain(value))
    return _tidy(unescape(TAG.sub(lambda tag: "\n" if tag[1] or tag[2] == "br" else "", html)))


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub("\n\n", text).strip()
