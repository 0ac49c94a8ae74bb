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
    line: int = 0
    """Where it stands in the article's file; 0 when nobody has looked for it."""
    column: int = 0


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What a site needs to know of a body to check and plan everything but the page that shows it."""

    links: tuple[LinkReference, ...]
    anchors: tuple[str, ...]
    first_words: str
    """The first text, white space folded, not cut."""
    has_lead: bool
    """Whether something stands before the first heading."""
    texts: int
    """Number of passages that have text."""
    has_answer: bool
    """Whether a passage under a heading has text."""
    has_steps: bool
    """Whether there is a numbered list."""


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

    @property
    def facts(self) -> BodyFacts:
        """The body without its text."""
        return BodyFacts(
            links=self.links,
            anchors=self.anchors,
            first_words=" ".join(next((item.text for item in self.passages if item.text), "").split()),
            has_lead=any(not item.anchor for item in self.passages),
            texts=sum(bool(item.text) for item in self.passages),
            has_answer=any(item.anchor and item.text for item in self.passages),
            has_steps="<ol" in self.html,
        )
