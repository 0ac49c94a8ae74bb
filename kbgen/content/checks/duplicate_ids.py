# SPDX-License-Identifier: MIT
"""KB301: an id names one article of a language, permanently."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report every article whose id an earlier article of its language already has."""
    first: dict[tuple[str, str], str] = {}
    for article in site.kb.articles:
        owner = first.setdefault((article.lang, article.id), article.path)
        if owner != article.path:
            message = f"{site.settings.display_path(owner)} has the same id, {article.id}"
            hint = "Give one of them a different `id`; never change the id of a published article."
            yield site.at_field("KB301", article, "id", message, hint)
