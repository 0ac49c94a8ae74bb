# SPDX-License-Identifier: MIT
"""KB503: an article is past the date up to which its writer declared it valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report articles past their `expires` date; report nothing without today's date."""
    if site.today is None:
        return
    for article in site.kb.articles:
        if article.expires and article.expires < site.today:
            hint = "Check it, then set `reviewed` and a new `expires`."
            yield site.at_field(
                "KB503", article, "expires", f"the article expired on {article.expires}", hint
            )
