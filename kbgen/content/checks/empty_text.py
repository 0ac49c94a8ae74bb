# SPDX-License-Identifier: MIT
"""KB506: an article needs a text besides its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report articles without text, images or causes; `index.md` may have only a title."""
    for article, body in site.with_bodies():
        if not (article.is_index or article.causes or body.links or body.texts):
            hint = "Write it, or make it a draft."
            yield site.at_field("KB506", article, "title", "the article has no text", hint)
