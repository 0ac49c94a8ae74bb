# SPDX-License-Identifier: MIT
"""The outline of a text: its headings, and the passages below them.

The outline begins at level 2 and has no gaps. A first heading that repeats the title is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape, unescape

from markdown.extensions import toc
from pymdownx.slugs import slugify

from kbgen.content.html_tags import parse_attributes, write_attributes
from kbgen.content.markdown.finishing.collected_text import join_text
from kbgen.content.markdown.finishing.output import Output
from kbgen.content.markdown.finishing.reserved_names import is_usable_id, without_reserved_names
from kbgen.content.source.leading_heading import same_words
from kbgen.model import Heading, Passage

_slug: Callable[[str, str], str] = slugify(case="lower")
# How the settings of a site may make an id from a heading.
_SLUGS = (_slug, toc.slugify, toc.slugify_unicode)
_MAX_HEADING_LEVEL = 6


@dataclass(slots=True)
class _OpenHeading:
    level: int
    attributes: str
    position: int
    """Index of its opening tag in the output."""
    text: list[str]
    """Text before the heading, which becomes a passage if the heading is kept."""
    links: int
    anchors: int


class Outline:
    """Collects the headings and passages of one text.

    Attributes:
        headings: The headings that are kept, in order.
    """

    def __init__(self, output: Output, title: str) -> None:
        """Begin without headings.

        Args:
            output: Where the tags of headings are written.
            title: The article's title.
        """
        self.headings: list[Heading] = []
        self._output = output
        self._title = title
        self._passages: list[Passage] = []
        self._passage_links: list[tuple[int, int]] = []
        """First and last + 1 of the links in each passage's text."""
        self._first_link = 0
        """Index of the first link of the current passage's text in the links."""
        self._linked_headings: set[str] = set()
        """Ids of headings that are links to another page."""
        self._levels: list[int] = []
        self._heading: _OpenHeading | None = None
        self._is_first_heading = True

    def passages(self) -> tuple[Passage, ...]:
        """End the last passage, and return all of them."""
        self._end_passage(self._output.text.take(), len(self._output.links))
        return tuple(map(self._with_links, self._passages, self._passage_links))

    def on_heading(self, closing: bool, name: str, attrs: str) -> None:
        """Handle the tag of a heading."""
        if not closing and self._heading is None:
            before, links, anchors = (
                self._output.text.take(),
                len(self._output.links),
                len(self._output.anchors),
            )
            self._heading = _OpenHeading(
                int(name[1]), attrs, len(self._output.html), before, links, anchors
            )
            self._output.html.append(
                ""
            )  # filled with the opening tag when the level and id are known
        elif closing and self._heading:
            self._close_heading(self._heading)
            self._heading = None

    def _close_heading(self, heading: _OpenHeading) -> None:
        title = join_text(self._output.text.take()).replace("\n", " ")
        repeats_title = (
            self._is_first_heading and heading.level == 1 and same_words(title, self._title)
        )
        if title:
            self._is_first_heading = False
        if title and not repeats_title:
            self._keep_heading(heading, title)
            return
        self._output.text.pieces = heading.text
        if title:
            self._drop_heading(heading, title)

    def _drop_heading(self, heading: _OpenHeading, title: str) -> None:
        """Reduce a heading that repeats the title to its anchor, for links to `page.md#title`."""
        # Links and anchors inside the heading go with it.
        del self._output.html[heading.position :]
        del self._output.links[heading.links :]
        for anchor in list(self._output.anchors)[heading.anchors :]:
            del self._output.anchors[anchor]
        self._output.html.append(
            f'<span id="{escape(self._new_id(heading.attributes, title))}"></span>'
        )

    def _keep_heading(self, heading: _OpenHeading, title: str) -> None:
        level = self._level_of(heading.level)
        identifier = self._new_id(heading.attributes, title)
        kept, reserved = without_reserved_names(heading.attributes)
        # The writer did not choose an id that is made from the heading's words: do not report it.
        self._output.reserved |= reserved - {f"#{slug(title, '-')}" for slug in _SLUGS}
        attributes = write_attributes(parse_attributes(kept) | {"id": escape(identifier)})
        self._output.html[heading.position] = f"<h{level}{attributes}>"
        self._output.html.append(f"</h{level}>")
        self._end_passage(heading.text, heading.links)
        self.headings.append(Heading(level, identifier, title))
        self._first_link = len(self._output.links)
        inside = filter(self._output.leads_away, self._output.links[heading.links :])
        if any(link.text == title for link in inside):
            self._linked_headings.add(identifier)

    def _level_of(self, written: int) -> int:
        """Return a heading's level: one below its nearest ancestor; the page's title is level 1."""
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return min(1 + len(self._levels), _MAX_HEADING_LEVEL)

    def _new_id(self, attrs: str, title: str) -> str:
        written = "-".join(unescape(parse_attributes(attrs).get("id", "")).split())
        identifier = written or _slug(title, "-") or "section"
        if not is_usable_id(identifier):
            identifier = f"section-{identifier.strip('_')}"
        return self._output.unique(identifier)

    def _end_passage(self, pieces: list[str], end: int) -> None:
        """Add the passage with this text, whose links end before link number `end`."""
        text = join_text(pieces)
        if self.headings:
            last = self.headings[-1]
            self._passages.append(Passage(last.id, last.title, last.level, text))
        elif text:
            self._passages.append(Passage("", "", 0, text))
        else:
            return
        self._passage_links.append((self._first_link, end))

    def _with_links(self, passage: Passage, links: tuple[int, int]) -> Passage:
        """Return a passage with the texts of its links; they are known at the end of the body."""
        texts = tuple(
            link.text
            for link in self._output.links[slice(*links)]
            if link.text and self._output.leads_away(link)
        )
        leads_away = passage.anchor in self._linked_headings
        if not texts and not leads_away:
            return passage
        return replace(passage, links=texts, leads_away=leads_away)
