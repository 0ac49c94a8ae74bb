# SPDX-License-Identifier: MIT
"""Code is highlighted by pymdownx; which lexer a language has is looked up once, not for every block.

Pygments goes through the names of its six hundred lexers each time: on real articles a twentieth of what rendering
costs. Only the class is remembered. Some lexers keep what they saw in the last text, so each block gets its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight, HighlightExtension

if TYPE_CHECKING:
    from markdown import Markdown


class QuickHighlight(Highlight):  # type: ignore[misc]
    """pymdownx's, with a quicker way to the lexer of a block that names its language."""

    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Any, str]:
        """The lexer, and the name of its language."""
        name, options = self.get_extended_language(language) if language else ("", {})
        found = _lexer_class(name) if isinstance(name, str) else None
        if found is None:
            lexer: tuple[Any, str] = super().get_lexer(src, language, inline, stripnl)
            return lexer
        return found(**{"stripnl": stripnl, **options}), language


def highlight_quickly(markdown: Markdown) -> None:
    """Have the extension of a Markdown object, if it is there, highlight so."""
    for extension in markdown.registeredExtensions:
        if isinstance(extension, HighlightExtension):
            extension.get_pymdownx_highlighter = lambda: QuickHighlight


@lru_cache(maxsize=1024)
def _lexer_class(name: str) -> type[Lexer] | None:
    try:
        return type(get_lexer_by_name(name)) if name else None
    except ClassNotFound:
        return None
