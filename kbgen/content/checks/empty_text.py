# SPDX-License-Identifier: MIT
"""KB506: an article needs a text besides its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Kind, Support

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report articles that show nothing but a title; `index.md` may have only a title."""
    for article, body in site.with_bodies():
        if not (article.is_index or _shows_fields(article) or body.links or body.texts):
            hint = "Write it, or make it a draft."
            yield site.at_field("KB506", article, "title", "the article has no text", hint)


def _shows_fields(article: Article) -> bool:
    """Tell whether the page has content from front matter: causes, or a known issue's facts."""
    has_facts = article.kind is Kind.KNOWN_ISSUE and article.support != Support()
    return bool(article.causes) or has_facts
