# SPDX-License-Identifier: MIT
"""KB503: the writer said until when the article holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report articles whose last day is over; nothing when today is not known."""
    if site.today is None:
        return
    for article in site.kb.articles:
        if article.expires and article.expires < site.today:
            hint = "Check it, then set `reviewed` and a new `expires`."
            yield site.at_field("KB503", article, "expires", f"the article expired on {article.expires}", hint)
