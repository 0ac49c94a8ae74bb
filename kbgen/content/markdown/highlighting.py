# SPDX-License-Identifier: MIT
"""Cache the lexer class of each language for pymdownx's code highlighting, and finish its HTML.

Pygments searches the names of its six hundred lexers for every code block: 5 % of the rendering
time on real articles. Only the class is cached. Each block gets a new lexer, because some lexers
keep state from the previous text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight, HighlightExtension

# A comment that is nothing but the mark of one of Material's annotations: `# (1)!`.
_MARK: Final = re.compile(
    r'(<span class="c[a-z0-9]*">(?:&\w+;|[^<\w])*\(\d+\))!(?=(?:&\w+;|[^<\w])*</span>)'
)

if TYPE_CHECKING:
    from markdown import Markdown


class CachedLexerHighlight(Highlight):  # type: ignore[misc]
    """pymdownx's highlighter with a cached lookup of the lexer class."""

    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Any, str]:
        """Return the lexer and the name of its language."""
        name, options = self.get_extended_language(language) if language else ("", {})
        lexer_class = _lexer_class(name) if isinstance(name, str) else None
        if lexer_class is None:
            lexer: tuple[Any, str] = super().get_lexer(src, language, inline, stripnl)
            return lexer
        return lexer_class(**{"stripnl": stripnl, **options}), language


def cache_lexers(markdown: Markdown) -> None:
    """Use the cached lookup in the highlighting extension of a Markdown object, if it has one."""
    for extension in markdown.registeredExtensions:
        if isinstance(extension, HighlightExtension):
            extension.get_pymdownx_highlighter = lambda: CachedLexerHighlight


def plain_annotations(html: str) -> str:
    """Remove the `!` after the number of an annotation, by which Material hides the comment.

    The number stays in a comment, so that copied code runs; the list below the code explains it.
    """
    return _MARK.sub(r"\1", html) if ")!" in html else html


@lru_cache(maxsize=1024)
def _lexer_class(name: str) -> type[Lexer] | None:
    try:
        return type(get_lexer_by_name(name)) if name else None
    except ClassNotFound:
        return None
