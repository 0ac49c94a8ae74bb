# SPDX-License-Identifier: MIT
"""KB504: the ids in `related` must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.links.nearest import Nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report ids that no article of any language has.

    A hidden article is KB405, like a link to one.
    """
    ids = {article.id for article in site.kb.articles}
    nearest = Nearest(ids)
    for article in site.kb.articles:
        for identifier in article.related:
            if identifier in ids:
                continue
            if identifier in site.kb.hidden_ids:
                message = f"related article {identifier} is a draft or for another audience"
                yield site.at_field(
                    "KB405", article, "related", message, "It is not shown until it is published."
                )
                continue
            near = nearest.to(identifier)
            hint = f"Did you mean {near}?" if near else "Use the id of an article."
            yield site.at_field(
                "KB504", article, "related", f"there is no article {identifier}", hint
            )
