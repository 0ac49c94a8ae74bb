# SPDX-License-Identifier: MIT
"""Keep the SVG icons of the emoji extension out of the sanitizer, and insert them afterwards.

A sanitizer that passes SVG from a text is one mistake away from passing a script. So an icon is a
numbered placeholder until the writer's text has been sanitized. A forged placeholder can only show
another icon of the same page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element  # only created here, nothing is parsed

import nh3

from kbgen.content.html_tags import parse_attributes, tag_pattern, write_attributes
from kbgen.content.markdown.sanitizing.allowed import word_set
from kbgen.runtime.addresses import is_external

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

# Python-Markdown's placeholder for raw HTML in its stash; the group is the index.
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_SPAN = tag_pattern("span")
_SHAPES = word_set(
    "circle clipPath defs ellipse g line linearGradient path polygon polyline radialGradient rect"
    " stop"
)
_GEOMETRY = word_set(
    """clip-rule cx cy d fill fill-opacity fill-rule gradientTransform gradientUnits height offset
    opacity points r rx ry stop-color stop-opacity stroke stroke-linecap stroke-linejoin
    stroke-width transform width x x1 x2 y y1 y2"""
)
_SVG_CLEANER = nh3.Cleaner(
    tags={"svg", *_SHAPES},
    clean_content_tags={"script", "style", "title", "desc", "foreignObject", "metadata"},
    attributes={"svg": {"viewBox", "fill"}, **{name: set(_GEOMETRY) for name in _SHAPES}},
    url_schemes=set(),
    link_rel=None,
    strip_comments=True,
)


class Icons:
    """The SVG icons of the current text."""

    def __init__(self, markdown: Markdown) -> None:
        """Wrap the generator of a Markdown object's emoji extension, if it has one."""
        self._drawings: list[str] = []
        self._stash = markdown.htmlStash
        if "emoji" in markdown.inlinePatterns:
            pattern: Any = markdown.inlinePatterns["emoji"]
            pattern.generator = self._wrap_generator(pattern.generator)

    def reset(self) -> None:
        """Discard the icons of the previous text."""
        self._drawings.clear()

    def insert(self, html: str) -> str:
        """Replace the placeholders in sanitized HTML with their icons."""
        return _SPAN.sub(self._replace_placeholder, html) if "data-icon" in html else html

    def _wrap_generator(self, generator: Callable[..., Any]) -> Callable[..., Any]:
        def generate(*args: Any, **kwargs: Any) -> Any:
            element = generator(*args, **kwargs)
            return self._stash_drawing(element) if isinstance(element, Element) else element

        return generate

    def _stash_drawing(self, element: Element) -> Element | str:
        if element.tag == "img" and is_external(element.get("src", "")):
            # Pages make no requests to other sites: show the emoji character instead of its image.
            return element.get("alt", "")
        stashed = _STASHED.fullmatch(element.text or "")
        if element.tag == "span" and stashed:
            element.text = None
            element.set("data-icon", str(len(self._drawings)))
            self._drawings.append(str(self._stash.rawHtmlBlocks[int(stashed[1])]))
        return element

    def _replace_placeholder(self, match: re.Match[str]) -> str:
        attributes = parse_attributes(match[3])
        number = attributes.pop("data-icon", None)
        if number is None:
            return match.group()
        is_empty = match.string.startswith("</span>", match.end())
        is_valid = is_empty and number.isdecimal() and int(number) < len(self._drawings)
        drawing = _clean_svg(self._drawings[int(number)]) if is_valid else ""
        return f"<span{write_attributes(attributes)}>{drawing}"


@lru_cache(maxsize=512)
def _clean_svg(svg: str) -> str:
    """Reduce an SVG icon to shapes, and hide it from screen readers."""
    return (
        _SVG_CLEANER.clean(svg)
        .strip()
        .replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    )
