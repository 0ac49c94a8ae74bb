# SPDX-License-Identifier: MIT
"""KB505: report drafts where they are part of the site: in `kbgen serve` and `kbgen check`.

A build leaves drafts out and reports nothing. An unfinished article is normal, so `kbgen check`
does not count it for `--strict`, except for unreviewed drafts from tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report every draft in this knowledge base."""
    for article in site.kb.articles:
        if article.status is Status.DRAFT:
            hint = "Remove `status: draft` to publish it."
            yield site.at_field("KB505", article, "status", "the article is a draft", hint)
