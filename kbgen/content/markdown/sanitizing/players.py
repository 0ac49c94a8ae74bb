# SPDX-License-Identifier: MIT
"""Replace players with links, because pages load nothing from other sites.

In: HTML of extensions, before it is sanitized. Out: HTML in which each `<iframe>` that has an
address is a link with the title of the player, or the host.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import urlsplit

from kbgen.content.html_tags import element_pattern, read_attributes
from kbgen.runtime.addresses import is_absolute, is_external

LINKED_PLAYER: Final = "iframe[src]"
"""Stands for players in `Body.removed`."""
_IFRAME: Final = element_pattern("iframe")
# The address of a player shows an error when it is opened as a page.
_PAGES: Final = (
    (
        re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
)


def link_players(html: str) -> tuple[str, frozenset[str]]:
    """Replace players by links.

    Returns:
        The HTML, and `LINKED_PLAYER` if there was one.
    """
    if "<iframe" not in html.lower():
        return html, frozenset()
    linked = _IFRAME.sub(_link, html)
    return linked, frozenset({LINKED_PLAYER} if linked != html else ())


def is_player(attributes: str) -> bool:
    """Tell whether an `<iframe>` with these attributes has an address to link to."""
    address = read_attributes(attributes).get("src", "").strip()
    return bool(address) and (is_external(address) or not is_absolute(address))


def _link(match: re.Match[str]) -> str:
    if not is_player(match[2]):
        return match.group()
    attributes = read_attributes(match[2])
    address = attributes["src"].strip()
    for pattern, page in _PAGES:
        address = pattern.sub(page, address)
    address = f"https:{address}" if address.startswith("//") else address
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    title = " ".join(attributes.get("title", "").split()) or host
    return f'<a class="player" href="{escape(address)}">{escape(title)}</a>'
