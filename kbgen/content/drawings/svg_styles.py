# SPDX-License-Identifier: MIT
"""Remove everything from the styles of a drawing that loads another file.

In: a style sheet, or the value of an attribute that may contain `url(…)`. Out: the same without
imports and without addresses other than `#id` and embedded pictures and fonts.
"""

from __future__ import annotations

import re
from typing import Final

EMBEDDED: Final = re.compile(
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif|bmp)|font/[\w-]+"
    r"|application/(?:x-)?font[\w-]*|application/octet-stream)[;,]",
    re.IGNORECASE,
)
"""The beginning of an address that contains a picture or a font and loads nothing."""
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORT: Final = re.compile(r"@(?:import|namespace)\b[^;]*(?:;|\Z)", re.IGNORECASE)
_URL: Final = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)?", re.IGNORECASE | re.DOTALL
)
# Functions that load what a string names, and old ways to run a script.
_LOADS: Final = re.compile(
    r"(?:-webkit-)?image-set\s*\(|\bimage\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding|behavior\s*:"
    r"|javascript:",
    re.IGNORECASE,
)
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_HIDDEN: Final = re.compile(r"url\s*\(|@import|@namespace|image-set|expression|binding", re.I)


def without_comments(css: str) -> str:
    """Return the styles without their comments, in which the name of a function could be split."""
    return _COMMENT.sub(" ", css)


def inert_styles(css: str) -> str:
    """Return styles that have no comments without anything that loads another file."""
    if "\\" in css:
        # An escape may hide the name of a function; styles of drawings do not need one.
        plain = _ESCAPE.sub(_unescape, css)
        if len(_HIDDEN.findall(plain)) != len(_HIDDEN.findall(css)):
            return ""
    css = _IMPORT.sub("", css)
    css = _URL.sub(_inert_url, css)
    return "" if _LOADS.search(css) else css


def _inert_url(match: re.Match[str]) -> str:
    address = next((group for group in match.groups() if group is not None), "").strip()
    if address.startswith("#") or EMBEDDED.match(address):
        return match.group()
    return "none"


def _unescape(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"
