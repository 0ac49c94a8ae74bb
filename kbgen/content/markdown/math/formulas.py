# SPDX-License-Identifier: MIT
"""KB606: replace the formulas in HTML that `pymdownx.arithmatex` marks with MathML.

In: HTML before it is sanitized. Out: the same with `math` elements. A formula that cannot be read
is shown as its source, and reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import tostring

from kbgen.content.html_tags import element_pattern, read_attributes
from kbgen.content.markdown.math.latex import LatexReader, UnreadableFormula
from kbgen.content.markdown.math.linear import linear_text
from kbgen.content.source.source_places import SourcePositions

if TYPE_CHECKING:
    from kbgen.model import Article
    from kbgen.runtime.problems import Problems

# An element that contains nothing but the formula.
_MARKED: Final = re.compile(r"<([a-z]+)(\s[^<>]*\barithmatex\b[^<>]*)>([^<]*+)</\1>")
# What a fence makes whose format is that of MathJax.
_SCRIPT: Final = element_pattern("script")
# `$$x$$` inside a paragraph: arithmatex reads the inner signs.
_BLOCK_IN_TEXT: Final = re.compile(r"\$(<span[^<>]*\barithmatex\b[^<>]*>)\\\(([^<]*)\\\)</span>\$")
_WRAPPED: Final = re.compile(r"\s*\\([(\[])(.*)\\[)\]]\s*", re.DOTALL)
_MAX_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class _Unreadable:
    latex: str
    reason: str


class Formulas:
    """The formulas of the current text."""

    def __init__(self) -> None:
        self.unreadable: list[_Unreadable] = []
        """Formulas that are shown as their source."""
        self._reader: LatexReader | None = None

    def reset(self) -> None:
        """Forget the formulas of the previous text."""
        self.unreadable.clear()
        self._reader = None

    def insert(self, html: str) -> str:
        """Replace the formulas in HTML with MathML."""
        if "math/tex" in html:
            html = _SCRIPT.sub(self._from_script, html)
        if "arithmatex" not in html:
            return html
        return _MARKED.sub(self._from_element, _BLOCK_IN_TEXT.sub(r"\1\\[\2\\]</span>", html))

    def _from_script(self, match: re.Match[str]) -> str:
        kind = read_attributes(match[2]).get("type", "")
        if not kind.startswith("math/tex"):
            return match.group()
        return self._mathml(unescape(match[3]), is_block="mode=display" in kind)

    def _from_element(self, match: re.Match[str]) -> str:
        wrapped = _WRAPPED.fullmatch(match[3])
        classes = read_attributes(match[2]).get("class", "").split()
        if not wrapped or "arithmatex" not in classes:
            return match.group()
        math = self._mathml(unescape(wrapped[2]), is_block=wrapped[1] == "[")
        return f"<{match[1]}{match[2]}>{math}</{match[1]}>"

    def _mathml(self, latex: str, *, is_block: bool) -> str:
        self._reader = self._reader or LatexReader()
        try:
            math = self._reader.read(latex, is_block=is_block)
        except UnreadableFormula as error:
            self.unreadable.append(_Unreadable(latex, str(error)))
            return f"<code>{escape(latex.strip())}</code>"
        text = linear_text(math)
        # A formula that only defines commands shows nothing.
        if not text:
            return ""
        math.set("alttext", text)
        return tostring(math, encoding="unicode", short_empty_elements=False)


def report_formulas(article: Article, formulas: Formulas, problems: Problems) -> None:
    """Add a diagnostic for each formula that is shown as its source."""
    positions = SourcePositions(article) if formulas.unreadable else None
    for formula in formulas.unreadable:
        lines = [line.strip() for line in formula.latex.strip().split("\n")]
        line, column = positions.of_text(lines[0]) if positions else (1, 1)
        shown = " ".join(lines)
        shown = shown if len(shown) <= _MAX_SHOWN else shown[: _MAX_SHOWN - 1] + "…"
        problems.add(
            "KB606",
            f"the formula {shown} is shown as its source: {formula.reason}",
            line=line,
            column=column,
            hint="Correct the formula, or write it as code.",
        )
