# SPDX-License-Identifier: MIT
"""Find what a stylesheet loads: other stylesheets, pictures, fonts.

In: the text of a stylesheet. Out: the addresses in it, with their places. Comments and texts are
skipped as browsers skip them; nothing else of CSS needs to be understood for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from urllib.parse import unquote

from kbgen.runtime.addresses import is_absolute, is_external, own_path

_STRING = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
_PLAIN = r"(?:\\[0-9a-f]{1,6}\s?|\\[^\n]|[^\s\"'()\\])*"
_TOKEN = re.compile(
    rf"""
      /\*.*?(?:\*/|\Z)                                   # a comment
    | @namespace\b[^;{{}}]*                              # names an address, and loads nothing
    | (?P<rule>@import\s*)?
      \burl\(\s*(?P<url>{_STRING}|{_PLAIN})\s*\)      # url(a.png), url("a.png")
    | @import\s*(?P<import>{_STRING})
    | {_STRING}
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6}\s?|[^0-9a-f\n])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoadedAddress:
    """An address in a stylesheet that browsers load."""

    text: str
    line: int
    column: int
    is_stylesheet: bool
    """Whether it is imported."""


def loaded_addresses(css: str) -> Iterator[LoadedAddress]:
    """Yield what a stylesheet loads; not what it contains itself, as in `data:` and `#shape`."""
    for match in _TOKEN.finditer(css):
        name = next((name for name in ("url", "import") if match[name] is not None), "")
        text = _unquoted(match[name]) if name else ""
        if not text or text.startswith("#") or (is_absolute(text) and not is_external(text)):
            continue
        start = match.start(name)
        line, column = css.count("\n", 0, start) + 1, start - css.rfind("\n", 0, start)
        yield LoadedAddress(text, line, column, name == "import" or match["rule"] is not None)


def output_of_address(text: str, stylesheet: str, site_url: str, root_path: str) -> str | None:
    """Return the output path that an address means; None if it is outside the site.

    Args:
        text: The address as written.
        stylesheet: Output path of the stylesheet.
        site_url: The address of the site; may be empty.
        root_path: The path of the site on its host.
    """
    if is_absolute(text):
        own = own_path(text, site_url)
        if own is None:
            return None
        text = own
    path = unquote(re.split("[?#]", text, maxsplit=1)[0])
    if path.startswith("/"):
        return normpath(path.removeprefix(root_path)) if path.startswith(root_path) else None
    return normpath(f"{dirname(stylesheet)}/{path}".lstrip("/"))


def _unquoted(text: str) -> str:
    if text[:1] in ("'", '"'):
        text = text[1:-1]
    return _ESCAPE.sub(_letter, text).strip()


def _letter(match: re.Match[str]) -> str:
    code = match[1].strip()
    if not code or code[0] not in "0123456789abcdefABCDEF":
        return match[1]
    return chr(int(code, 16)) if 0 < int(code, 16) < 0x110000 else ""
