# SPDX-License-Identifier: MIT
"""The input of the rules, and helpers that build their diagnostics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.model import diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from kbgen.model import Article, BodyFacts, Diagnostic, KnowledgeBase, LinkReference
    from kbgen.settings.types import SiteSettings


@dataclass(frozen=True, slots=True)
class Site:
    """The input of all rules."""

    kb: KnowledgeBase
    settings: SiteSettings
    bodies: Mapping[str, BodyFacts]
    today: date | None
    now: datetime | None = None

    def with_bodies(self) -> Iterator[tuple[Article, BodyFacts]]:
        """Yield every article whose text could be rendered, with its body."""
        for article in self.kb.articles:
            if body := self.bodies.get(article.path):
                yield article, body

    def at_field(
        self, code: str, article: Article, field: str, message: str, hint: str = ""
    ) -> Diagnostic:
        """Return a diagnostic at a front-matter field, or at the top of the file without it."""
        line, column = article.location_of(field)
        path = self.settings.display_path(article.path)
        return diagnostic(code, path, message, line=line, column=column, hint=hint)

    def at_link(
        self, code: str, article: Article, link: LinkReference, message: str, hint: str
    ) -> Diagnostic:
        """Return a diagnostic at a link or image that has been located."""
        path = self.settings.display_path(article.path)
        return diagnostic(code, path, message, line=link.line, column=link.column, hint=hint)
