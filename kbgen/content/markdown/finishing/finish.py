# SPDX-License-Identifier: MIT
"""Prepare sanitized HTML for a page in one pass; collect headings, passages, links and anchors.

In: canonical HTML from `sanitizer`. Out: a `Body`. The outline begins at level 2 and has no gaps,
ids are unique, tables and code can be scrolled by keyboard, and images have an `alt` attribute and
load when they are needed.
Only fixed strings and escaped values are inserted, so that safe HTML stays safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape, unescape

from markdown.extensions import toc
from pymdownx.slugs import slugify

from kbgen.content.html_tags import TAG, parse_attributes, write_attributes
from kbgen.content.markdown.finishing.collected_text import CollectedText, join_text
from kbgen.content.markdown.finishing.reserved_names import (
    TAB_GROUP,
    is_usable_id,
    without_reserved_names,
)
from kbgen.content.media_files import ADDRESSES, MEDIA, PARTS_OF_MEDIA, kind_of_file
from kbgen.content.source.leading_heading import same_words
from kbgen.model import Body, Heading, LinkReference, Passage
from kbgen.runtime.addresses import is_absolute, is_external, own_path

# Classes of links that extensions add. Their text is not part of the article's text.
_IGNORED_LINKS = frozenset({"footnote-ref", "footnote-backref", "headerlink"})
# Pygments' links on line numbers, which no writer wrote.
_LINE_NUMBER = "#__codelineno-"
_slug: Callable[[str, str], str] = slugify(case="lower")
# How the settings of a site may make an id from a heading.
_SLUGS = (_slug, toc.slugify, toc.slugify_unicode)
_MAX_HEADING_LEVEL = 6
# The size that other editors write after a picture's target: `photo.png =300x200`, `=300x`, `=x200`
_SIZE_AFTER_TARGET = re.compile(r"(.*\S)\s+=(?=\d|x\d)(?P<width>\d{0,5})x(?P<height>\d{0,5})")


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


def finish(html: str, title: str, removed: Iterable[str] = (), site_url: str = "") -> Body:
    """Make a body from sanitized HTML.

    Args:
        html: HTML from `sanitizer.sanitize`.
        title: The article's title; a first heading of level 1 that repeats it is dropped.
        removed: What the sanitizer removed; the reserved names removed here are added.
        site_url: The site's own address: images below it are shown.
    """
    finisher = _Finisher(title, site_url)
    # The parser leaves an empty paragraph where it moved a block out of one.
    finisher.run(html.replace("<p></p>", ""))
    return finisher.body(removed)


class _Finisher:
    def __init__(self, title: str, site_url: str) -> None:
        self._title = title
        self._site_url = site_url
        self._out: list[str] = []
        self._text = CollectedText()
        self._headings: list[Heading] = []
        self._passages: list[Passage] = []
        self._passage_links: list[tuple[int, int]] = []
        """First and last + 1 of the links in each passage's text."""
        self._first_link = 0
        """Index of the first link of the current passage's text in the links."""
        self._linked_headings: set[str] = set()
        """Ids of headings that are links to another page."""
        self._links: list[LinkReference] = []
        self._anchors: dict[str, None] = {}
        self._reserved: set[str] = set()
        self._levels: list[int] = []
        self._heading: _OpenHeading | None = None
        self._is_first_heading = True
        self._open_link = -1
        """Index of the open link in the links; meaningful while its text is collected."""
        self._in_ignored_link = False
        self._open_tables: list[bool] = []
        self._open_formulas: list[bool] = []
        self._has_picture = False
        self._in_formula = False
        """Whether the open formula has a text, which search reads instead of its signs."""
        self._media = ""
        """The name of the open video or sound. Its text is for browsers that cannot play it."""
        self._media_start = 0
        self._has_own_file = False
        self._elsewhere = ""
        """The first file of another site that the open video or sound names."""

    def run(self, html: str) -> None:
        # `TAG` has three groups, so the parts are: text, then (slash, name, attributes, text)
        # for each tag.
        parts = iter(TAG.split(html))
        self._add_text(next(parts))
        for slash, name, attrs, text in zip(parts, parts, parts, parts, strict=True):
            self._text.add_separator(name, closing=bool(slash))
            if handler := _HANDLERS.get(name):
                handler(self, bool(slash), name, attrs)
            elif attrs:
                self._out.append(f"<{slash}{name}{self._attributes(attrs)}>")
            else:
                self._out.append(f"<{slash}{name}>")
            if text:
                self._add_text(text)

    def body(self, removed: Iterable[str]) -> Body:
        self._end_passage(self._text.take(), len(self._links))
        return Body(
            html="".join(self._out),
            headings=tuple(self._headings),
            passages=tuple(map(self._with_links, self._passages, self._passage_links)),
            links=tuple(self._links),
            anchors=tuple(self._anchors),
            removed=tuple(sorted({*removed, *self._reserved})),
        )

    def _add_text(self, text: str) -> None:
        self._out.append(text)
        if not self._in_ignored_link and not self._media and not self._in_formula:
            self._text.add(text)

    def _attributes(self, attrs: str) -> str:
        """Return a tag's attributes without reserved names and without an id that is taken."""
        kept, reserved = without_reserved_names(attrs)
        self._reserved |= reserved
        # The quick test spares most tags the parsing. It may find the text in another value.
        identifier = parse_attributes(kept).get("id") if ' id="' in kept else None
        if identifier is None:
            return kept
        if is_usable_id(unescape(identifier)) and unescape(identifier) not in self._anchors:
            self._anchors[unescape(identifier)] = None
            return kept
        parsed = parse_attributes(kept)
        del parsed["id"]
        return write_attributes(parsed)

    # Headings and passages

    def _on_heading(self, closing: bool, name: str, attrs: str) -> None:
        if not closing and self._heading is None:
            before, links, anchors = self._text.take(), len(self._links), len(self._anchors)
            self._heading = _OpenHeading(
                int(name[1]), attrs, len(self._out), before, links, anchors
            )
            self._out.append("")  # filled with the opening tag when the level and id are known
        elif closing and self._heading:
            self._close_heading(self._heading)
            self._heading = None

    def _close_heading(self, heading: _OpenHeading) -> None:
        title = join_text(self._text.take()).replace("\n", " ")
        repeats_title = (
            self._is_first_heading and heading.level == 1 and same_words(title, self._title)
        )
        if title:
            self._is_first_heading = False
        if title and not repeats_title:
            self._keep_heading(heading, title)
            return
        self._text.pieces = heading.text
        if title:
            self._drop_heading(heading, title)

    def _drop_heading(self, heading: _OpenHeading, title: str) -> None:
        """Reduce a heading that repeats the title to its anchor, for links to `page.md#title`."""
        # Links and anchors inside the heading go with it.
        del self._out[heading.position :]
        del self._links[heading.links :]
        for anchor in list(self._anchors)[heading.anchors :]:
            del self._anchors[anchor]
        self._out.append(f'<span id="{escape(self._new_id(heading.attributes, title))}"></span>')

    def _keep_heading(self, heading: _OpenHeading, title: str) -> None:
        level = self._outline_level(heading.level)
        identifier = self._new_id(heading.attributes, title)
        kept, reserved = without_reserved_names(heading.attributes)
        # The writer did not choose an id that is made from the heading's words: do not report it.
        self._reserved |= reserved - {f"#{slug(title, '-')}" for slug in _SLUGS}
        attributes = write_attributes(parse_attributes(kept) | {"id": escape(identifier)})
        self._out[heading.position] = f"<h{level}{attributes}>"
        self._out.append(f"</h{level}>")
        self._end_passage(heading.text, heading.links)
        self._headings.append(Heading(level, identifier, title))
        self._first_link = len(self._links)
        inside = filter(self._leads_away, self._links[heading.links :])
        if any(link.text == title for link in inside):
            self._linked_headings.add(identifier)

    def _outline_level(self, written: int) -> int:
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
        return self._unique(identifier)

    def _unique(self, name: str) -> str:
        identifier, number = name, 1
        while identifier in self._anchors:
            identifier, number = f"{name}_{number}", number + 1
        self._anchors[identifier] = None
        return identifier

    def _end_passage(self, pieces: list[str], end: int) -> None:
        """Add the passage with this text, whose links end before link number `end`."""
        text = join_text(pieces)
        if self._headings:
            last = self._headings[-1]
            self._passages.append(Passage(last.id, last.title, last.level, text))
        elif text:
            self._passages.append(Passage("", "", 0, text))
        else:
            return
        self._passage_links.append((self._first_link, end))

    def _with_links(self, passage: Passage, links: tuple[int, int]) -> Passage:
        """Return a passage with the texts of its links; they are known at the end of the body."""
        texts = tuple(
            link.text for link in self._links[slice(*links)] if link.text and self._leads_away(link)
        )
        leads_away = passage.anchor in self._linked_headings
        if not texts and not leads_away:
            return passage
        return replace(passage, links=texts, leads_away=leads_away)

    def _leads_away(self, link: LinkReference) -> bool:
        """Tell whether a link leads to another page of the site."""
        target = link.target.strip()
        if link.is_image or target.startswith("#"):
            return False
        return not is_absolute(target) or own_path(target, self._site_url) is not None

    # Links and images

    def _on_link(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            self._close_link()
            return
        parsed = parse_attributes(attrs)
        # Old-style anchors, <a name="x">, become ids: a name could shadow a property of `document`.
        old_anchor = parsed.pop("name", "")
        if old_anchor:
            parsed.setdefault("id", old_anchor)
        self._in_ignored_link = _is_ignored(parsed)
        if "href" in parsed and not self._in_ignored_link:
            self._open_link = len(self._links)
            self._links.append(LinkReference(unescape(parsed["href"]), is_image=False))
            self._text.link = []
        self._out.append(f"<a{self._attributes(write_attributes(parsed))}>")

    def _close_link(self) -> None:
        self._out.append("</a>")
        self._in_ignored_link = False
        # A heading that was dropped inside the link took the link with it.
        if self._text.link is not None and self._open_link < len(self._links):
            text = join_text(self._text.link).replace("\n", " ")
            self._links[self._open_link] = replace(self._links[self._open_link], text=text)
        self._text.link = None

    def _on_image(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        alt = unescape(parsed.get("alt", ""))
        source = unescape(parsed.get("src", "")).strip()
        if "data-diagram" in parsed:
            self._out.append(f"<img{self._attributes(attrs)}>")
            self._text.add(f" {escape(alt)} ")
            return
        if not source:
            self._add_text(escape(alt))
            return
        if size := _SIZE_AFTER_TARGET.fullmatch(source):
            source = size[1]
            parsed |= {"src": escape(source)}
            parsed |= {name: size[name] for name in ("width", "height") if size[name]}
        self._links.append(LinkReference(source, is_image=True, text=alt))
        if is_external(source) and own_path(source, self._site_url) is None:
            self._replace_external_image(source, alt)
            return
        if (kind := kind_of_file(source)) in MEDIA:
            label = {"aria-label": parsed["alt"]} if alt else {}
            kept = {name: value for name, value in parsed.items() if name not in ("alt", "loading")}
            self._open_media(kind, {**kept, **label})
            self._out.append(f"</{kind}>")
            return
        # The first picture may be what a reader waits for; the others load when they are near.
        lazy = {"loading": "lazy"} if self._has_picture and "loading" not in parsed else {}
        self._has_picture = True
        attributes = write_attributes({"alt": "", **parsed, **lazy})
        self._out.append(f"<img{self._attributes(attributes)}>")
        self._text.add(f" {escape(alt)} ")

    def _replace_external_image(self, source: str, alt: str) -> None:
        """Replace an image of another site, because pages make no requests to other sites.

        It becomes a link to the image, or its description when it is inside a link.
        """
        words = escape(alt or source.rpartition("/")[2] or source)
        inside_link = self._text.link is not None
        self._out.append("" if inside_link else f'<a href="{escape(source)}">')
        self._add_text(words)
        self._out.append("" if inside_link else "</a>")

    # Videos and sounds

    def _on_media(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            self._close_media(name)
            return
        parsed = parse_attributes(attrs)
        source = unescape(parsed.get("src", "")).strip()
        if is_external(source):
            self._links.append(LinkReference(source, is_image=True, text=name))
            self._replace_external_image(source, unescape(parsed.get("title", "")))
            return
        self._elsewhere = ""
        self._record_files(parsed, name)
        self._media, self._media_start = name, len(self._out)
        self._has_own_file = "src" in parsed
        self._open_media(name, parsed)

    def _close_media(self, name: str) -> None:
        is_open, self._media = bool(self._media), ""
        if not is_open:
            return
        if self._has_own_file:
            self._out.append(f"</{name}>")
            return
        del self._out[self._media_start :]
        if self._elsewhere:
            self._replace_external_image(self._elsewhere, "")

    def _open_media(self, name: str, attributes: dict[str, str]) -> None:
        # Without controls, a reader could not start it; until then, only its length is loaded.
        attributes = {"controls": "", "preload": "metadata", **attributes}
        self._out.append(f"<{name}{self._attributes(write_attributes(attributes))}>")

    def _on_part_of_media(self, closing: bool, name: str, attrs: str) -> None:
        if not self._media:
            return
        parsed = parse_attributes(attrs)
        self._record_files(parsed, self._media)
        if parsed.get("src"):
            self._has_own_file = self._has_own_file or name == "source"
            self._out.append(f"<{name}{self._attributes(write_attributes(parsed))}>")

    def _record_files(self, attributes: dict[str, str], description: str) -> None:
        """Record the files that an element names as links; remove those of other sites."""
        for name in ADDRESSES:
            target = unescape(attributes.get(name, "")).strip()
            if target:
                self._links.append(LinkReference(target, is_image=True, text=description))
            if not target or is_external(target):
                attributes.pop(name, None)
                self._elsewhere = self._elsewhere or (target if name == "src" else "")

    # Elements that need keyboard support

    def _on_pre(self, closing: bool, name: str, attrs: str) -> None:
        # A column of line numbers needs no tab stop.
        stop = "" if self._out and self._out[-1].endswith('"linenodiv">') else ' tabindex="0"'
        self._out.append("</pre>" if closing else f"<pre{stop}{self._attributes(attrs)}>")

    def _on_table(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            is_wrapped = self._open_tables and self._open_tables.pop()
            self._out.append("</table></div>" if is_wrapped else "</table>")
            return
        wrap = not self._open_tables and "highlighttable" not in attrs
        self._open_tables.append(wrap)
        self._out.append('<div class="kb-scroll" tabindex="0">' if wrap else "")
        self._out.append(f"<table{self._attributes(attrs)}>")

    def _on_formula(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        if closing:
            is_block = self._open_formulas and self._open_formulas.pop()
            self._in_formula = False
            self._out.append("</math></span>" if is_block else "</math>")
            return
        if text := parsed.get("alttext", ""):
            self._text.add(text)
        self._in_formula = bool(text)
        self._open_formulas.append(parsed.get("display") == "block")
        scroll = '<span class="kb-formula" tabindex="0">' if self._open_formulas[-1] else ""
        self._out.append(f"{scroll}<math{self._attributes(attrs)}>")

    def _on_input(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        kind = parsed.get("type")
        if kind == "radio" and TAB_GROUP.fullmatch(parsed.get("name", "")):
            self._out.append(f"<input{self._attributes(attrs)}>")
        elif kind == "checkbox" and (label := self._label_from_item()):
            # A reader's tick would not be saved anywhere: the checkbox only shows the state.
            kept = self._attributes(write_attributes({**parsed, "disabled": ""}))
            self._out.append(f"<input{label}{kept}>")

    def _label_from_item(self) -> str:
        """Return the attribute that labels a task's checkbox with its list item.

        The item gets an id if it has none.
        """
        for position in range(len(self._out) - 1, -1, -1):
            opening = self._out[position]
            if opening.startswith("<li"):
                parsed = parse_attributes(opening[3:-1])
                if "id" not in parsed:
                    parsed["id"] = self._unique("task")
                    self._out[position] = f"<li{write_attributes(parsed)}>"
                return f' aria-labelledby="{parsed["id"]}"'
        return ""


def _is_ignored(attributes: dict[str, str]) -> bool:
    """Tell whether an extension made a link."""
    classes = attributes.get("class", "").split()
    is_line_number = attributes.get("href", "").startswith(_LINE_NUMBER)
    return is_line_number or not _IGNORED_LINKS.isdisjoint(classes)


_Handler = Callable[[_Finisher, bool, str, str], None]
_HANDLERS: dict[str, _Handler] = {
    **{f"h{level}": _Finisher._on_heading for level in range(1, 7)},  # noqa: SLF001  (the table of this module)
    "a": _Finisher._on_link,  # noqa: SLF001
    "img": _Finisher._on_image,  # noqa: SLF001
    **dict.fromkeys(MEDIA, _Finisher._on_media),  # noqa: SLF001
    **dict.fromkeys(PARTS_OF_MEDIA, _Finisher._on_part_of_media),  # noqa: SLF001
    "pre": _Finisher._on_pre,  # noqa: SLF001
    "table": _Finisher._on_table,  # noqa: SLF001
    "math": _Finisher._on_formula,  # noqa: SLF001
    "input": _Finisher._on_input,  # noqa: SLF001
}
