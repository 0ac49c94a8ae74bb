# SPDX-License-Identifier: MIT
"""KB404: readers who cannot see an image need a description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbgen.content.checks.site import links_with_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kbgen.content.checks.site import Site
    from kbgen.model import Diagnostic


def check(site: Site) -> Iterator[Diagnostic]:
    """Report every image without a description."""
    for article, body in site.with_bodies():
        if not any(link.is_image and not link.text.strip() for link in body.links):
            continue
        for link, position in links_with_positions(article, body):
            if link.is_image and not link.text.strip():
                hint = "Describe the image: ![description](image.png)."
                yield site.at_position(
                    "KB404", article, position, f"image {link.target} has no description", hint
                )
