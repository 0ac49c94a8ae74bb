# SPDX-License-Identifier: MIT
"""KB501: a troubleshooting article needs a symptom and a remedy (DITA, KCS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, BodyFacts, Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report troubleshooting articles without a symptom or without a remedy."""
    for article, body in site.with_bodies():
        if article.kind is not Kind.TROUBLESHOOTING:
            continue
        if not _has_symptom(article, body):
            hint = "List what the customer sees under `symptoms`, or begin the text with it."
            yield site.at_field("KB501", article, "kind", "there is no symptom", hint)
        if not _has_remedy(article, body):
            hint = "List causes and remedies under `causes`, or write the steps as a numbered list."
            yield site.at_field("KB501", article, "kind", "there is no remedy", hint)


def _has_symptom(article: Article, body: BodyFacts) -> bool:
    """Tell whether there is a symptom.

    It is in front matter, or is text before the first heading or under a heading before others.
    """
    if article.symptoms or article.error_codes or article.questions:
        return True
    return body.has_lead or body.texts > 1


def _has_remedy(article: Article, body: BodyFacts) -> bool:
    """Tell whether there is a remedy: in front matter, a numbered list, or text under a heading."""
    return bool(article.causes or body.has_steps or body.has_answer)
