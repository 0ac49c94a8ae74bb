# SPDX-License-Identifier: MIT
"""Where the links and images of a page lead.

In: a link of a body. Out: the `Destination` of a link that leaves the site; `resolve.py` makes the
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.runtime.addresses import is_absolute, is_external, is_malformed, own_path

if TYPE_CHECKING:
    from kbgen.model import LinkReference


@dataclass(frozen=True, slots=True)
class Destination:
    """The resolved form of one target on one page."""

    href: str | None
    """None when the target does not exist; the link becomes plain text."""
    external: bool = False
    lang: str = ""
    """The language of the target page, when it differs from the linking page's."""
    width: int = 0
    """Width of a picture in pixels; 0 for other targets, and when it is not known."""
    height: int = 0
    problem: str = ""
    """In a preview, the problem with a target that does not exist."""


Destinations = dict[tuple[str, bool], Destination]
"""Destinations by (target as written, whether it is an image)."""


def external_destination(link: LinkReference, site_url: str) -> Destination | None:
    """Return the destination of a link that leaves the site; None for other links."""
    target = link.target.strip()
    if not is_absolute(target) or is_malformed(target) or own_path(target, site_url) is not None:
        return None
    return Destination(target, external=is_external(target))
