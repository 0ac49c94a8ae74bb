# SPDX-License-Identifier: MIT
"""Convert what Markdown extensions only mark in their HTML: formulas, diagrams, annotations.

In: HTML of Markdown, by our renderer or by MkDocs. Out: the same with MathML, pictures, and numbers
in comments; KB606 and KB607 for what is shown as its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.markdown.diagrams.diagrams import Diagrams
from kbgen.content.markdown.math.formulas import Formulas, report_formulas
from kbgen.content.markdown.rendering.highlighting import plain_annotations

if TYPE_CHECKING:
    from kbgen.model import Article
    from kbgen.runtime.problems import Problems
    from kbgen.settings.types import SiteSettings


class Conversions:
    """The conversions of the current text."""

    def __init__(self, settings: SiteSettings, *, may_run: bool) -> None:
        """Begin without a text.

        Args:
            settings: The site's settings.
            may_run: Whether the program that draws diagrams may run on the texts.
        """
        self._formulas = Formulas()
        self._diagrams = Diagrams(settings, may_run=may_run)

    @property
    def has_failed(self) -> bool:
        """Tell whether the next build should try again."""
        return self._diagrams.has_failed

    def reset(self) -> None:
        """Forget the previous text."""
        self._formulas.reset()
        self._diagrams.reset()

    def convert(self, html: str) -> str:
        """Convert HTML before it is sanitized; a picture is a placeholder until `insert`."""
        return plain_annotations(self._diagrams.replace(self._formulas.insert(html)))

    def insert(self, html: str) -> str:
        """Insert the pictures into sanitized HTML."""
        return self._diagrams.insert(html)

    def report(self, article: Article, problems: Problems) -> None:
        """Add a diagnostic for each formula and diagram that is shown as its source."""
        report_formulas(article, self._formulas, problems)
        self._diagrams.report(article, problems)
