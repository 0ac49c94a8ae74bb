# SPDX-License-Identifier: MIT
"""KB305: readers cannot tell two search results with the same title apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report every article whose title an earlier article of its language already has.

    Texts of folders do not count.
    """
    first: dict[tuple[str, str], str] = {}
    for article in site.kb.articles:
        if article.is_index:
            continue
        owner = first.setdefault((article.lang, article.title.casefold()), article.path)
        if owner != article.path:
            message = f"{site.settings.display_path(owner)} has the same title, “{article.title}”"
            hint = "Make each title say what is different, or merge the two articles."
            yield site.at_field("KB305", article, "title", message, hint)
