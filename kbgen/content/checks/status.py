# SPDX-License-Identifier: MIT
"""KB213, KB503, KB505: dates that are wrong or past, drafts, in `kbgen serve` and `kbgen check`.

A build leaves drafts out, replaces the text of expired articles, and reports neither. An unfinished
article is normal, so `kbgen check` does not count it for `--strict`, except for unreviewed drafts
from tickets.
"""

from __future__ import annotations

from datetime import timedelta
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
            hint = "To publish it, remove `status: draft`, or what makes it a draft instead."
            yield site.at_field("KB505", article, "status", "the article is a draft", hint)


def check_future(site: Site) -> Iterator[Diagnostic]:
    """Report dates of past events that are in the future; without today's date, report nothing.

    Tomorrow is allowed, because it may be tomorrow in the writer's time zone.
    """
    if site.today is None:
        return
    latest = site.today + timedelta(days=1)
    for article in site.kb.articles:
        for name, day in (("updated", article.updated), ("reviewed", article.reviewed)):
            if day and day > latest:
                message = f"{name}: {day} is in the future"
                hint = "Write the day on which the article was changed or checked."
                if name == "updated" and article.status is not Status.DRAFT:
                    hint += " To publish it later, make it a draft until then."
                yield site.at_field("KB213", article, name, message, hint)


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
