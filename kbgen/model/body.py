# SPDX-License-Identifier: MIT
"""What Markdown becomes: HTML, headings, passages and links of one article. A pure function of its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body as published: levels 2 to 6 without gaps, ids unique on the page."""

    level: int
    id: str
    title: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of an article under one heading, up to the next heading of any level. Plain text."""

    anchor: str
    """The heading's id; empty for the text before the first heading."""
    title: str
    level: int
    """The heading's level; 0 for the text before the first heading."""
    text: str
    """White space folded, blocks separated by a newline, code included."""


@dataclass(frozen=True, slots=True)
class LinkReference:
    """A link or image of the body, unresolved."""

    target: str
    """As written, entities decoded."""
    is_image: bool
    text: str = ""
    """The words of the link, or the description of the image."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered body of one article. `html` is sanitised and still holds links as written."""

    html: str
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    links: tuple[LinkReference, ...]
    anchors: tuple[str, ...]
    """Every id that exists in the HTML, headings included, in order."""
    removed: tuple[str, ...] = ()
    """What was taken out, sorted: names of elements (`script`), URL schemes with a colon (`javascript:`), and what
    is the theme's: ids (`#kb-main`), classes (`.md-header`), attributes (`[data-kb]`)."""
