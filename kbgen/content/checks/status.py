# SPDX-License-Identifier: MIT
"""KB503, KB505: articles past their date, and drafts, in `kbgen serve` and `kbgen check`.

A build leaves drafts out, replaces the text of expired articles, and reports neither. An unfinished
article is normal, so `kbgen check` does not count it for `--strict`, except for unreviewed drafts
from tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check_drafts(site: Site) -> Iterator[Diagnostic]:
    """Report every draft in this knowledge base."""
    for article in site.kb.articles:
        if article.status is Status.DRAFT:
            hint = "To publish it, remove `status: draft`, or what else makes it a draft."
            yield site.at_field("KB505", article, "status", "the article is a draft", hint)


def check_expired(site: Site) -> Iterator[Diagnostic]:
    """Report articles past their `expires` date; without today's date, report nothing."""
    if site.today is None:
        return
    for article in site.kb.articles:
        if article.has_expired(site.today):
            message = f"the article expired on {article.expires}"
            hint = "Check it, then set `reviewed` and a new `expires`, or name its successor in"
            hint += " `replaced_by`."
            yield site.at_field("KB503", article, "expires", message, hint)
