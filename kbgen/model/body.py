# SPDX-License-Identifier: MIT
"""The rendered form of one article: HTML, headings, passages and links.

All of it is a pure function of the article's text.
"""

from __future__ import annotations

from dataclasses import dataclass

STEP_MARK = "\u2023"
"""Marks a numbered step in plain text, before a space. Not a word, so search does not index it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body as published. Levels are 2 to 6 without gaps; ids are unique."""

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
    """Text, code included, with white space collapsed and one block per line.

    A numbered step begins with `STEP_MARK`.
    """
    links: tuple[str, ...] = ()
    """Texts of the links to other pages of the site in `text`, in order."""
    leads_away: bool = False
    """Whether the heading is such a link, so that the text describes another page."""


@dataclass(frozen=True, slots=True)
class LinkReference:
    """An unresolved link or image of the body."""

    target: str
    """Target as written, with entities decoded."""
    is_image: bool
    text: str = ""
    """Text of the link, or description of the image."""
    line: int = 0
    """Line in the article's file; 0 when it has not been located."""
    column: int = 0


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The facts about a body that checks and planning need; only its own page needs the text."""

    links: tuple[LinkReference, ...]
    anchors: tuple[str, ...]
    first_words: str
    """The first passage with text, white space collapsed, not truncated."""
    has_lead: bool
    """Whether there is anything before the first heading."""
    texts: int
    """Number of passages that have text."""
    has_answer: bool
    """Whether a passage under a heading has text."""
    has_steps: bool
    """Whether the body contains a numbered list."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered body of one article. `html` is sanitized; its links are still as written."""

    html: str
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    links: tuple[LinkReference, ...]
    anchors: tuple[str, ...]
    """Every id in the HTML, headings included, in document order."""
    removed: tuple[str, ...] = ()
    """What the sanitizer removed, sorted.

    Elements (`script`), URL schemes with a colon (`javascript:`), and names reserved for the theme:
    ids (`#kb-main`), classes (`.md-header`) and attributes (`[data-kb]`).
    """

    @property
    def facts(self) -> BodyFacts:
        """Return the facts about this body."""
        return BodyFacts(
            links=self.links,
            anchors=self.anchors,
            first_words=_first_words(self.passages),
            has_lead=any(not item.anchor for item in self.passages),
            texts=sum(bool(item.text) for item in self.passages),
            has_answer=any(item.anchor and item.text for item in self.passages),
            has_steps="<ol" in self.html,
        )


def _first_words(passages: tuple[Passage, ...]) -> str:
    """Return the first passage that has text, on one line and without step marks."""
    text = next((item.text for item in passages if item.text), "")
    return " ".join(word for word in text.split() if word != STEP_MARK)
