# SPDX-License-Identifier: MIT
"""Search for addresses only in texts that contain a part of one.

The patterns of pymdownx.magiclink look for an address at each character of every text. Few texts
have one, and a search for `@` or `://` takes a hundredth of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from markdown import Markdown

_PARTS: Final = {
    "magic-link": ("://", "w.", "W."),
    "magic-mail": ("@",),
}
"""Name of an inline pattern → texts of which every match has one."""


def search_addresses_quickly(markdown: Markdown) -> None:
    """Make the patterns of a Markdown object for addresses quick, if it has them."""
    for name, parts in _PARTS.items():
        if name in markdown.inlinePatterns:
            processor = markdown.inlinePatterns[name]
            quick: Any = _QuickPattern(processor.compiled_re, parts)
            processor.compiled_re = quick


class _QuickPattern:
    """A regular expression that is not tried on texts without a part of any match."""

    def __init__(self, pattern: re.Pattern[str], parts: tuple[str, ...]) -> None:
        self._pattern = pattern
        self._parts = parts

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        """Find the matches from a position on."""
        return (
            self._pattern.finditer(text, start) if any(map(text.__contains__, self._parts)) else ()
        )
