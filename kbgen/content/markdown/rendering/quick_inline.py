# SPDX-License-Identifier: MIT
"""Skip the inline patterns that cannot match a text, because it lacks the signs of their matches.

Python-Markdown tries each pattern on each text between two tags: half a million attempts for 1,000
articles, of which one in ten finds something. Patterns that are not in the table are always tried,
so the HTML is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markdown import inlinepatterns as library
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from pymdownx import magiclink

from kbgen.content.markdown.rendering.escapes import ESCAPED

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

SIGNS: Final[dict[str, tuple[str, ...]]] = {
    library.BACKTICK_RE: ("`",),
    library.ESCAPE_RE: ("\\",),
    ESCAPED: ("\\",),
    library.LINK_RE: ("[",),
    library.IMAGE_LINK_RE: ("![",),
    library.AUTOLINK_RE: ("<",),
    library.AUTOMAIL_RE: ("<",),
    library.HTML_RE: ("<",),
    library.ENTITY_RE: ("&",),
    library.LINE_BREAK_RE: ("  \n",),
    r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    magiclink.RE_AUTOLINK: ("<",),
    magiclink.RE_LINK: ("://", "w.", "W."),
    magiclink.RE_MAIL: ("@",),
}
"""Regular expression of a pattern → signs, of which each of its matches contains at least one."""
_ALTERNATIVES: Final = re.compile(r"\\?[*_~=^](?:\|\\?[*_~=^])*")
"""The regular expression of emphasis: one of some signs."""


def signs_of(expression: str) -> tuple[str, ...]:
    """Return the signs of a pattern; none if its matches may have any."""
    if _ALTERNATIVES.fullmatch(expression):
        return tuple(expression.replace("\\", "").split("|"))
    return SIGNS.get(expression, ())


def skip_inline_patterns(markdown: Markdown) -> None:
    """Make a Markdown object skip patterns, unless an extension has its own way to apply them."""
    if type(markdown.treeprocessors["inline"]) is InlineProcessor:
        markdown.treeprocessors.register(_QuickInline(markdown), "inline", 20)


class _QuickInline(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns: list[Any] = []
        self._signs: list[tuple[str, ...]] = []
        self._every_sign: tuple[str, ...] = ()
        self._tried: dict[tuple[bool, ...], list[int]] = {}
        """Which signs are in a text → the patterns to try, by number."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree."""
        patterns: list[Any] = list(self.inlinePatterns)
        if patterns != self._patterns:
            signs = [signs_of(pattern.getCompiledRegExp().pattern) for pattern in patterns]
            self._patterns, self._signs, self._tried = patterns, signs, {}
            self._every_sign = tuple({sign for one in signs for sign in one})
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # the library's names
        """Return a text whose matches are replaced by placeholders; they add no sign."""
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        present = tuple(map(data.__contains__, self._every_sign))
        if present not in self._tried:
            self._tried[present] = self._patterns_for(present)
        for index in self._tried[present]:
            matched, start = index >= patternIndex, 0
            while matched:
                data, matched, start = apply(self._patterns[index], data, index, start)
        return data

    def _patterns_for(self, present: tuple[bool, ...]) -> list[int]:
        found = {sign for sign, is_here in zip(self._every_sign, present, strict=True) if is_here}
        return [
            index
            for index, signs in enumerate(self._signs)
            if not signs or not found.isdisjoint(signs)
        ]
