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
from dataclasses import replace
from html import escape, unescape

from kbgen.content.html_tags import TAG, parse_attributes, write_attributes
from kbgen.content.markdown.finishing.collected_text import SEPARATED, join_text
from kbgen.content.markdown.finishing.media import Media
from kbgen.content.markdown.finishing.outline import Outline
from kbgen.content.markdown.finishing.output import Output
from kbgen.content.markdown.finishing.reserved_names import (
    TAB_GROUP,
)
from kbgen.content.media_files import MEDIA, PARTS_OF_MEDIA, kind_of_file
from kbgen.model import Body, LinkReference
from kbgen.runtime.addresses import is_external, own_path

# Classes of links that extensions add. Their text is not part of the article's text.
_IGNORED_LINKS = frozenset({"footnote-ref", "footnote-backref", "headerlink"})
# Pygments' links on line numbers, which no writer wrote.
_LINE_NUMBER = "#__codelineno-"
# The size that other editors write after a picture's target: `photo.png =300x200`, `=300x`, `=x200`
_SIZE_AFTER_TARGET = re.compile(r"(.*\S)\s+=(?=\d|x\d)(?P<width>\d{0,5})x(?P<height>\d{0,5})")


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
        self._output = Output(site_url)
        self._outline = Outline(self._output, title)
        self._media = Media(self._output)
        self._open_link = -1
        """Index of the open link in the links; meaningful while its text is collected."""
        self._open_tables: list[bool] = []
        self._open_formulas: list[bool] = []
        self._has_picture = False

    def run(self, html: str) -> None:
        output = self._output
        # `TAG` has three groups, so the parts are: text, then (slash, name, attributes, text)
        # for each tag.
        parts = iter(TAG.split(html))
        output.add_text(next(parts))
        for slash, name, attrs, text in zip(parts, parts, parts, parts, strict=True):
            if name in SEPARATED:
                output.text.add_separator(name, closing=bool(slash))
            if handler := _HANDLERS.get(name):
                handler(self, bool(slash), name, attrs)
            elif attrs:
                output.html.append(f"<{slash}{name}{output.attributes(attrs)}>")
            else:
                output.html.append(f"<{slash}{name}>")
            if text:
                output.add_text(text)

    def body(self, removed: Iterable[str]) -> Body:
        output = self._output
        passages = self._outline.passages()
        return Body(
            html="".join(output.html),
            headings=tuple(self._outline.headings),
            passages=passages,
            links=tuple(output.links),
            anchors=tuple(output.anchors),
            removed=tuple(sorted({*removed, *output.reserved})),
        )

    def _on_heading(self, closing: bool, name: str, attrs: str) -> None:
        self._outline.on_heading(closing, name, attrs)

    def _on_media(self, closing: bool, name: str, attrs: str) -> None:
        self._media.on_media(closing, name, attrs)

    def _on_part_of_media(self, closing: bool, name: str, attrs: str) -> None:
        self._media.on_part_of_media(closing, name, attrs)

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
        self._output.in_ignored_link = _is_ignored(parsed)
        if "href" in parsed and not self._output.in_ignored_link:
            self._open_link = len(self._output.links)
            self._output.links.append(LinkReference(unescape(parsed["href"]), is_image=False))
            self._output.text.link = []
        self._output.html.append(f"<a{self._output.attributes(write_attributes(parsed))}>")

    def _close_link(self) -> None:
        self._output.html.append("</a>")
        self._output.in_ignored_link = False
        # A heading that was dropped inside the link took the link with it.
        if self._output.text.link is not None and self._open_link < len(self._output.links):
            text = join_text(self._output.text.link).replace("\n", " ")
            self._output.links[self._open_link] = replace(
                self._output.links[self._open_link], text=text
            )
        self._output.text.link = None

    def _on_image(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        alt = unescape(parsed.get("alt", ""))
        source = unescape(parsed.get("src", "")).strip()
        if "data-diagram" in parsed:
            self._output.html.append(f"<img{self._output.attributes(attrs)}>")
            self._output.text.add(f" {escape(alt)} ")
            return
        if not source:
            self._output.add_text(escape(alt))
            return
        if size := _SIZE_AFTER_TARGET.fullmatch(source):
            source = size[1]
            parsed |= {"src": escape(source)}
            parsed |= {name: size[name] for name in ("width", "height") if size[name]}
        self._output.links.append(LinkReference(source, is_image=True, text=alt))
        if is_external(source) and own_path(source, self._output.site_url) is None:
            self._output.replace_external_image(source, alt)
            return
        if (kind := kind_of_file(source)) in MEDIA:
            label = {"aria-label": parsed["alt"]} if alt else {}
            kept = {name: value for name, value in parsed.items() if name not in ("alt", "loading")}
            self._media.open_media(kind, {**kept, **label})
            self._output.html.append(f"</{kind}>")
            return
        # The first picture may be what a reader waits for; the others load when they are near.
        lazy = {"loading": "lazy"} if self._has_picture and "loading" not in parsed else {}
        self._has_picture = True
        attributes = write_attributes({"alt": "", **parsed, **lazy})
        self._output.html.append(f"<img{self._output.attributes(attributes)}>")
        self._output.text.add(f" {escape(alt)} ")

    # Elements that need keyboard support

    def _on_pre(self, closing: bool, name: str, attrs: str) -> None:
        # A column of line numbers needs no tab stop.
        stop = (
            ""
            if self._output.html and self._output.html[-1].endswith('"linenodiv">')
            else ' tabindex="0"'
        )
        self._output.html.append(
            "</pre>" if closing else f"<pre{stop}{self._output.attributes(attrs)}>"
        )

    def _on_table(self, closing: bool, name: str, attrs: str) -> None:
        if closing:
            is_wrapped = self._open_tables and self._open_tables.pop()
            self._output.html.append("</table></div>" if is_wrapped else "</table>")
            return
        wrap = not self._open_tables and "highlighttable" not in attrs
        self._open_tables.append(wrap)
        self._output.html.append('<div class="kb-scroll" tabindex="0">' if wrap else "")
        self._output.html.append(f"<table{self._output.attributes(attrs)}>")

    def _on_formula(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        if closing:
            is_block = self._open_formulas and self._open_formulas.pop()
            self._output.in_formula = False
            self._output.html.append("</math></span>" if is_block else "</math>")
            return
        if text := parsed.get("alttext", ""):
            self._output.text.add(text)
        self._output.in_formula = bool(text)
        self._open_formulas.append(parsed.get("display") == "block")
        scroll = '<span class="kb-formula" tabindex="0">' if self._open_formulas[-1] else ""
        self._output.html.append(f"{scroll}<math{self._output.attributes(attrs)}>")

    def _on_input(self, closing: bool, name: str, attrs: str) -> None:
        parsed = parse_attributes(attrs)
        kind = parsed.get("type")
        if kind == "radio" and TAB_GROUP.fullmatch(parsed.get("name", "")):
            self._output.html.append(f"<input{self._output.attributes(attrs)}>")
        elif kind == "checkbox" and (label := self._label_from_item()):
            # A reader's tick would not be saved anywhere: the checkbox only shows the state.
            kept = self._output.attributes(write_attributes({**parsed, "disabled": ""}))
            self._output.html.append(f"<input{label}{kept}>")

    def _label_from_item(self) -> str:
        """Return the attribute that labels a task's checkbox with its list item.

        The item gets an id if it has none.
        """
        for position in range(len(self._output.html) - 1, -1, -1):
            opening = self._output.html[position]
            if opening.startswith("<li"):
                parsed = parse_attributes(opening[3:-1])
                if "id" not in parsed:
                    parsed["id"] = self._output.unique("task")
                    self._output.html[position] = f"<li{write_attributes(parsed)}>"
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
