# SPDX-License-Identifier: MIT
"""Prepare what pymdownx's code highlighting needs once per language, and finish its HTML.

For every block, Pygments searches the names of its six hundred lexers, compiles the rules of some
lexers again, and computes the colors of a style: half of the time that highlighting takes. Each
block still gets a new lexer, because some lexers keep state from the previous text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight, HighlightExtension

# A comment that is nothing but the mark of one of Material's annotations: `# (1)!`.
_MARK: Final = re.compile(
    r'(<span class="c[a-z0-9]*">(?:&\w+;|[^<\w])*\(\d+\))!(?=(?:&\w+;|[^<\w])*</span>)'
)

_PLAIN: Final = {"Text only", "Text output"}

if TYPE_CHECKING:
    from markdown import Markdown


class CachedLexerHighlight(Highlight):  # type: ignore[misc]
    """pymdownx's highlighter with a cached lookup of the lexer class, and without a style."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Create the highlighter of one block."""
        super().__init__(*arguments, **options)
        if not self.noclasses:
            # Pygments takes any iterable of styles. Code has classes; no color is written into it.
            self.pygments_style = ()

    def highlight(
        self, src: str, language: str | None, *arguments: Any, inline: bool = False, **options: Any
    ) -> Any:
        """Return the HTML of some code; a block says its language in `data-lang`."""
        is_named = bool(language) and not inline
        name = _language_name(self.get_extended_language(language)[0]) if is_named else ""
        if name:
            options["attrs"] = {"data-lang": escape(name), **(options.get("attrs") or {})}
        return super().highlight(src, language, *arguments, inline=inline, **options)

    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Any, str]:
        """Return the lexer and the name of its language."""
        name, options = self.get_extended_language(language) if language else ("", {})
        lexer_class = _lexer_class(name) if isinstance(name, str) else None
        if lexer_class is None and not self.guess_lang:
            lexer_class = _lexer_class(self.default_lang or "text")
            language = lexer_class.aliases[0] if lexer_class else language
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


def _language_name(language: Any) -> str:
    """Return the name of a language for readers: `YAML`; empty for plain text and no language."""
    lexer_class = _lexer_class(language) if isinstance(language, str) else None
    return "" if lexer_class is None or lexer_class.name in _PLAIN else str(lexer_class.name)


@lru_cache(maxsize=1024)
def _lexer_class(name: str) -> type[Lexer] | None:
    try:
        lexer = get_lexer_by_name(name) if name else None
    except ClassNotFound:
        return None
    if lexer is not None and getattr(lexer, "token_variants", False):
        # Pygments compiles the rules of such a lexer (C#) for every block: it keeps them only for
        # classes that have this attribute, and sets it only for other lexers.
        type(lexer)._tokens = lexer._tokens  # noqa: SLF001
    return type(lexer) if lexer else None
