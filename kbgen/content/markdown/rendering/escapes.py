# SPDX-License-Identifier: MIT
r"""Read backslashes as CommonMark does: `\$5` is `$5`, and one at the end of a line breaks it.

Python-Markdown reads a backslash only before the signs of its own syntax, and shows the others.
"""

from __future__ import annotations

import re
from string import punctuation
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import EscapeInlineProcessor, InlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown

_NAME: Final = "escape"
ESCAPED: Final = r"\\([!-/:-@\[-`{-~\n])"
_ATTRIBUTE: Final = r"""\s+[^\s"'=<>/\\]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+"""
_TAG: Final = re.compile(rf"<[A-Za-z][\w-]*+(?:{_ATTRIBUTE})++\s*+/?>")


def read_escapes(markdown: Markdown) -> None:
    """Make a Markdown object read backslashes, unless an extension of the site does."""
    if type(markdown.inlinePatterns[_NAME]) is EscapeInlineProcessor:
        known = markdown.ESCAPED_CHARS
        markdown.ESCAPED_CHARS = [*known, *(char for char in punctuation if char not in known)]
        markdown.inlinePatterns.register(_Escapes(ESCAPED, markdown), _NAME, 180)


class _Escapes(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  # the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int, int]:
        """Return the character or the line break; None inside a tag, whose values are literal."""
        if _is_in_tag(data, m.start()):
            return None, m.start(), m.end()
        if m[1] == "\n":
            return Element("br"), m.start(), m.end()
        # Between these control characters, no other pattern reads the character.
        hidden = f"\x02{ord(m[1])}\x03"
        # `\&amp;` shows `&amp;`: the library keeps the first `&` of an entity as it is.
        return hidden + ("amp;" if m[1] == "&" else ""), m.start(), m.end()


def _is_in_tag(text: str, position: int) -> bool:
    start = text.rfind("<", 0, position)
    tag = _TAG.match(text, start) if start >= 0 else None
    return tag is not None and tag.end() > position
