# SPDX-License-Identifier: MIT
"""Rewrite the links, images, videos and sounds of a body to their destinations.

In: the HTML of a body, the destinations. Out: HTML with links relative to the page, in which a
broken link is plain text, and pictures have a size.
"""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING

from kbgen.content.html_tags import parse_attributes, tag_pattern, write_attributes
from kbgen.content.media_files import ADDRESSES, MEDIA, PARTS_OF_MEDIA

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from kbgen.content.links.destinations import Destination, Destinations

_LINKS = tag_pattern("a", "img", *MEDIA, *PARTS_OF_MEDIA)
_BROKEN = "kb-broken"
"""Class of what a preview marks."""


def with_links(html: str, destinations: Destinations) -> str:
    """Return the HTML of a body with its links rewritten to their destinations."""
    return _LINKS.sub(lambda match: _rewrite(match, destinations), html) if destinations else html


def _rewrite(match: re.Match[str], destinations: Destinations) -> str:
    """Return a link's or image's tag with its destination; a missing image becomes its words."""
    if match[2] not in ("a", "img"):
        return _rewrite_media(match, destinations)
    attributes, is_image = parse_attributes(match[3]), match[2] == "img"
    name = "src" if is_image else "href"
    target = unescape(attributes.get(name, ""))
    destination = destinations.get((target.strip() if is_image else target, is_image))
    if not destination and not is_image:
        # An image of another site that became a link is recorded as an image.
        destination = destinations.get((target, True))
    if not destination or name not in attributes:
        return match.group()
    if destination.href is None and is_image:
        words = attributes.get("alt", "")
        if not destination.problem:
            return words
        mark = write_attributes({"class": _BROKEN, "title": escape(destination.problem)})
        return f"<span{mark}>{words}</span>"
    # An `<a>` without `href` is not a link: its text stays, and its id remains a target.
    linked = {} if destination.href is None else {name: escape(destination.href)}
    if destination.problem:
        linked = {"class": _BROKEN, "title": escape(destination.problem)}
    if linked and destination.external and not is_image:
        linked["rel"] = "noopener"
    if linked and destination.lang and not is_image:
        linked["hreflang"] = escape(destination.lang)
    if is_image:
        linked |= _size_attributes(destination, attributes)
    rewritten: dict[str, str] = {}
    for other, value in attributes.items():
        rewritten |= linked if other == name else {other: value}
    return f"<{match[2]}{write_attributes(rewritten)}>"


def _rewrite_media(match: re.Match[str], destinations: Destinations) -> str:
    """Return the tag of a video or sound with the addresses of its files; without missing ones."""
    attributes = parse_attributes(match[3])
    if not attributes:
        return match.group()
    for name in ADDRESSES:
        destination = destinations.get((unescape(attributes.get(name, "")).strip(), True))
        if destination and destination.href:
            attributes[name] = escape(destination.href)
        elif destination:
            del attributes[name]
    return f"<{match[2]}{write_attributes(attributes)}>"


def _size_attributes(picture: Destination, written: Mapping[str, str]) -> dict[str, str]:
    """Return a picture's width and height, so that the page does not jump when it is loaded.

    A writer's width gets the height that keeps the proportions, and the reverse. A size in percent
    has no height in pixels.
    """
    width, height = written.get("width", ""), written.get("height", "")
    if not picture.width or not picture.height or (width and height):
        return {}
    if not width and not height:
        return {"width": str(picture.width), "height": str(picture.height)}
    number = (width or height).removesuffix("px")
    if not number.isdecimal():
        return {}
    if width:
        return {"height": str(max(1, round(int(number) * picture.height / picture.width)))}
    return {"width": str(max(1, round(int(number) * picture.width / picture.height)))}
