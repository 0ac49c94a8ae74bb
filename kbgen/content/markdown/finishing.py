# SPDX-License-Identifier: MIT
"""Prepare sanitized HTML for a page in one pass; collect headings, passages, links and anchors.

In: canonical HTML from `sanitizer`. Out: a `Body`. The outline begins at level 2 and has no gaps,
ids are unique, tables and code can be scrolled by keyboard, and images have an `alt` attribute.
Only fixed strings and escaped values are inserted, so that safe HTML stays safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from pymdownx.slugs import slugify

from kbgen.content.markdown import attributes
from kbgen.content.source.leading_heading import same_words
from kbgen.model import STEP, Body, Heading, LinkReference, Passage
from kbgen.runtime.addresses import is_external

# Groups: slash of a closing tag, name, attributes. The sanitizer escapes `>` in values.
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_BLOCKS = frozenset(
    {
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
    }
    | {"section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_SPACE_BEFORE = frozenset({"td", "th", "br"})
_BLOCK_BREAK = "\0"
"""Separates blocks in collected text; the sanitizer removes every NUL from the text itself."""
# Links of extensions whose text is not part of the article's text.
_IGNORED_LINK = re.compile(r'class="[^"]*\b(?:footnote-ref|footnote-backref|headerlink)\b')
_TASK = re.compile(r' type="checkbox"')
# Radio buttons of content tabs, with their attributes in either order.
_TAB = re.compile(r' name="__tabbed_\d+"(?=.* type="radio")|type="radio".* name="__tabbed_\d+"')
_slug: Callable[[str, str], str] = slugify(case="lower")
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


def finish(html: str, title: str, removed: Iterable[str]) -> Body:
    """Make a body from sanitized HTML.

    Args:
        html: HTML from `sanitizer.sanitize`.
        title: The article's title; a first-level heading at the top that repeats it is dropped.
        removed: What the sanitizer removed; the reserved names removed here are added.
    """
    finisher = _Finisher(title)
    finisher.run(html)
    return finisher.body(removed)


def plain(pieces: list[str]) -> str:
    """Join pieces into text: entities decoded, white space collapsed, one line per block."""
    lines = unescape("".join(pieces)).split(_BLOCK_BREAK)
    text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    return text.replace(f"{STEP}\n", f"{STEP} ")  # when the step's text is a separate paragraph


class _Finisher:
    def __init__(self, title: str) -> None:
        self._title = title
        self._out: list[str] = []
        self._text: list[str] = []
        self._headings: list[Heading] = []
        self._passages: list[Passage] = []
        self._links: list[LinkReference] = []
        self._anchors: dict[str, None] = {}
        self._reserved: set[str] = set()
        self._levels: list[int] = []
        self._heading: _OpenHeading | None = None
        self._link_text: list[str] | None = None
        self._in_ignored_link = False
        self._open_tables: list[bool] = []
        self._open_lists: list[bool] = []

    def run(self, html: str) -> None:
        # The parser leaves an empty paragraph where it moved a block out of one.
        # `_TAG` has three groups, so the parts are: text, then (slash, name, attributes, text)
        # for each tag.
        parts = _TAG.split(html.replace("<p></p>", ""))
        self._add_text(parts[0])
        for position in range(1, len(parts), 4):
            slash, name, attrs, text = parts[position : position + 4]
            handler = _HANDLERS.get(name)
            if handler:
                handler(self, bool(slash), name, attrs)
            else:
                self._plain_tag(slash, name, attrs)
            if text:
                self._add_text(text)

    def body(self, removed: Iterable[str]) -> Body:
        self._end_passage(self._text)
        return Body(
            html="".join(self._out),
            headings=tuple(self._headings),
            passages=tuple(self._passages),
            links=tuple(self._links),
            anchors=tuple(self._anchors),
            removed=tuple(sorted({*removed, *self._reserved})),
        )

    def _add_text(self, text: str) -> None:
        self._out.append(text)
        if not self._in_ignored_link:
            self._text.append(text)
            if self._link_text is not None:
                self._link_text.append(text)

    def _plain_tag(self, slash: str, name: str, attrs: str) -> None:
        if name in _BLOCKS:
            self._text.append(_BLOCK_BREAK)
            self._mark_steps(slash, name)
        elif name in _SPACE_BEFORE:
            self._text.append(" ")
        self._out.append(
            f"<{slash}{name}{self._attributes(attrs)}>" if attrs else f"<{slash}{name}>"
        )

    def _mark_steps(self, slash: str, name: str) -> None:
        """Mark the steps of numbered lists in the collected text."""
        if name in ("ol", "ul"):
            if not slash:
                self._open_lists.append(name == "ol")
            elif self._open_lists:
                self._open_lists.pop()
        elif name == "li" and not slash and self._open_lists and self._open_lists[-1]:
            self._text.append(f"{STEP} ")

    def _attributes(self, attrs: str) -> str:
        self._reserved.update(attributes.reserved_names(attrs))
        kept = attributes.without_reserved_classes(attrs)
        if ' id="' not in kept:
            return kept
        parsed = attributes.parse(kept)
        if "id" not in parsed:  # ` id="` was part of another attribute's value
            return kept
        identifier = unescape(parsed["id"])
        if not attributes.is_usable_id(identifier) or identifier in self._anchors:
            del parsed["id"]
            return attributes.write(parsed)
        self._anchors[identifier] = None
        return kept

    # Headings and passages

    def _on_heading(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            self._close_heading()
        elif self._heading is None:
            self._heading = _OpenHeading(
                int(name[1]),
                attrs,
                len(self._out),
                self._text,
                len(self._links),
                len(self._anchors),
            )
            self._text = []
            self._out.append("")  # filled with the opening tag when the level and id are known

    def _close_heading(self) -> None:
        heading, self._heading = self._heading, None
        if heading is None:
            return
        title = plain(self._text).replace("\n", " ")
        if not title:
            self._text = heading.text
        elif self._repeats_title(heading, title):
            self._drop_heading(heading, title)
        else:
            self._keep_heading(heading, title)

    def _repeats_title(self, heading: _OpenHeading, title: str) -> bool:
        first = heading.level == 1 and not self._headings and not plain(heading.text)
        return first and same_words(title, self._title)

    def _drop_heading(self, heading: _OpenHeading, title: str) -> None:
        """Reduce a heading that repeats the title to its anchor, for links to `page.md#title`."""
        # Links and anchors inside the heading go with it.
        del self._out[heading.position :]
        del self._links[heading.links :]
        for anchor in list(self._anchors)[heading.anchors :]:
            del self._anchors[anchor]
        self._out.append(f'<span id="{escape(self._new_id(heading.attributes, title))}"></span>')
        self._text = heading.text

    def _keep_heading(self, heading: _OpenHeading, title: str) -> None:
        level = self._outline_level(heading.level)
        identifier = self._new_id(heading.attributes, title)
        others = attributes.parse(attributes.without_reserved_classes(heading.attributes)) | {
            "id": escape(identifier)
        }
        # The writer did not choose an id that is made from the heading's words: do not report it.
        self._reserved.update(
            {*attributes.reserved_names(heading.attributes)} - {f"#{_slug(title, '-')}"}
        )
        self._out[heading.position] = f"<h{level}{attributes.write(others)}>"
        self._out.append(f"</h{level}>")
        self._end_passage(heading.text)
        self._text = []
        self._headings.append(Heading(level, identifier, title))

    def _outline_level(self, written: int) -> int:
        """Return a heading's level: one below its nearest ancestor; the page's title is level 1."""
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return min(1 + len(self._levels), _MAX_HEADING_LEVEL)

    def _new_id(self, attrs: str, title: str) -> str:
        wanted = (
            "-".join(unescape(attributes.parse(attrs).get("id", "")).split())
            or _slug(title, "-")
            or "section"
        )
        if not attributes.is_usable_id(wanted):
            wanted = f"section-{wanted.strip('_')}"
        return self._unique(wanted)

    def _unique(self, wanted: str) -> str:
        identifier, number = wanted, 1
        while identifier in self._anchors:
            identifier, number = f"{wanted}_{number}", number + 1
        self._anchors[identifier] = None
        return identifier

    def _end_passage(self, pieces: list[str]) -> None:
        text = plain(pieces)
        if self._headings:
            last = self._headings[-1]
            self._passages.append(Passage(last.id, last.title, last.level, text))
        elif text:
            self._passages.append(Passage("", "", 0, text))

    # Links and images

    def _on_link(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            self._close_link()
            return
        parsed = attributes.parse(attributes.without_reserved_classes(attrs))
        self._reserved.update(attributes.reserved_names(attrs))
        self._in_ignored_link = _IGNORED_LINK.search(attrs) is not None
        # Old-style anchors, <a name="x">, become ids: a name could shadow a property of `document`.
        name = attributes.parse(attrs).get("name", "")
        parsed.pop("name", None)
        if name and "id" not in parsed:
            parsed["id"] = name
        if "href" in parsed and not self._in_ignored_link:
            self._links.append(LinkReference(unescape(parsed["href"]), is_image=False))
            self._link_text = []
        self._out.append(f"<a{self._attributes(attributes.write(parsed))}>")

    def _close_link(self) -> None:
        self._out.append("</a>")
        self._in_ignored_link = False
        if self._link_text is None:
            return
        text = plain(self._link_text).replace("\n", " ")
        # The link is the last entry that is not an image: images inside it were added after it.
        for position in range(len(self._links) - 1, -1, -1):
            if not self._links[position].is_image:
                self._links[position] = LinkReference(
                    self._links[position].target, is_image=False, text=text
                )
                break
        self._link_text = None

    def _on_image(self, closing: bool, name: str, attrs: str) -> None:
        parsed = attributes.parse(attrs)
        alt = unescape(parsed.get("alt", ""))
        source = unescape(parsed.get("src", "")).strip()
        if not source:
            self._add_text(escape(alt))
            return
        self._links.append(LinkReference(source, is_image=True, text=alt))
        if is_external(source):
            self._replace_external_image(source, alt)
            return
        self._out.append(f"<img{self._attributes(attributes.write({'alt': '', **parsed}))}>")
        self._text.append(f" {escape(alt)} ")
        if self._link_text is not None:
            self._link_text.append(f" {escape(alt)} ")

    def _replace_external_image(self, source: str, alt: str) -> None:
        """Replace an image of another site, because pages make no requests to other sites.

        It becomes a link to the image, or its description when it is inside a link.
        """
        words = escape(alt or source.rpartition("/")[2] or source)
        inside_link = self._link_text is not None
        self._out.append("" if inside_link else f'<a href="{escape(source)}">')
        self._add_text(words)
        self._out.append("" if inside_link else "</a>")

    # Elements that need keyboard support

    def _on_pre(self, closing: bool, name: str, attrs: str) -> None:
        self._text.append(_BLOCK_BREAK)
        # A column of line numbers needs no tab stop.
        stop = "" if self._out and self._out[-1].endswith('"linenodiv">') else ' tabindex="0"'
        self._out.append("</pre>" if closing else f"<pre{stop}{self._attributes(attrs)}>")

    def _on_table(self, closing: bool, name: str, attrs: str) -> None:
        self._text.append(_BLOCK_BREAK)
        if closing:
            self._out.append(
                "</table></div>" if self._open_tables and self._open_tables.pop() else "</table>"
            )
            return
        wrap = not self._open_tables and "highlighttable" not in attrs
        self._open_tables.append(wrap)
        self._out.append('<div class="kb-scroll" tabindex="0">' if wrap else "")
        self._out.append(f"<table{self._attributes(attrs)}>")

    def _on_input(self, closing: bool, name: str, attrs: str) -> None:
        if _TAB.search(attrs):
            self._out.append(f"<input{self._attributes(attrs)}>")
        elif _TASK.search(attrs) and (label := self._label_from_item()):
            # A reader's tick would not be saved anywhere: the checkbox only shows the state.
            kept = self._attributes(attributes.write({**attributes.parse(attrs), "disabled": ""}))
            self._out.append(f"<input{label}{kept}>")

    def _label_from_item(self) -> str:
        """Return the attribute that labels a task's checkbox with its list item.

        The item gets an id if it has none.
        """
        for position in range(len(self._out) - 1, -1, -1):
            opening = self._out[position]
            if opening.startswith("<li"):
                parsed = attributes.parse(opening[3:-1])
                if "id" not in parsed:
                    parsed["id"] = self._unique("task")
                    self._out[position] = f"<li{attributes.write(parsed)}>"
                return f' aria-labelledby="{parsed["id"]}"'
        return ""


_Handler = Callable[[_Finisher, bool, str, str], None]
_HANDLERS: dict[str, _Handler] = {
    **{f"h{level}": _Finisher._on_heading for level in range(1, 7)},  # noqa: SLF001  (the table of this module)
    "a": _Finisher._on_link,  # noqa: SLF001
    "img": _Finisher._on_image,  # noqa: SLF001
    "pre": _Finisher._on_pre,  # noqa: SLF001
    "table": _Finisher._on_table,  # noqa: SLF001
    "input": _Finisher._on_input,  # noqa: SLF001
}
