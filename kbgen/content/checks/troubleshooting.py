# SPDX-License-Identifier: MIT
"""KB501: a troubleshooting article says what one sees and what one does about it (DITA, KCS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Article, Body, Diagnostic


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


def _has_symptom(article: Article, body: Body) -> bool:
    """In front matter, or as text before the first heading or under one that is followed by others."""
    if article.symptoms or article.error_codes or article.questions:
        return True
    has_lead = any(not passage.anchor for passage in body.passages)
    return has_lead or sum(bool(passage.text) for passage in body.passages) > 1


def _has_remedy(article: Article, body: Body) -> bool:
    """In front matter, as a numbered list, or as text under a heading."""
    if article.causes or "<ol" in body.html:
        return True
    return any(passage.anchor and passage.text for passage in body.passages)
