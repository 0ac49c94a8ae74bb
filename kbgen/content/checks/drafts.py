# SPDX-License-Identifier: MIT
"""KB505: a draft is on the site.

Only where drafts are shown (`kbgen serve`), so that the page says it is one. In a build that leaves drafts out nothing
is wrong: an unfinished article is a normal state of work, and must not make `--strict` fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report every draft that is part of this knowledge base."""
    for article in site.kb.articles:
        if article.status is Status.DRAFT:
            hint = "Take `status: draft` away to publish it."
            yield site.at_field("KB505", article, "status", "the article is a draft", hint)
