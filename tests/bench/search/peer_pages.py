# SPDX-License-Identifier: MIT
"""Write the corpus for other engines: as plain HTML pages (Pagefind) and as one file of texts."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .corpus import Page

_PAGE: Final = """\
<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main data-pagefind-body><h1>{title}</h1>
{body}
</main></body></html>
"""
_EXTENSIONS: Final = ("tables", "fenced_code", "sane_lists", "attr_list", "def_list", "toc")
_SPACE: Final = re.compile(r"\s+")
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


def write_pages(pages: Iterable[Page], lang: str, site: Path, documents: Path) -> None:
    """Write `<url>/index.html` below `site`, and the JSON file `documents`.

    `documents` is `[{id, url, title, headings, text}]`.
    """
    converter = markdown.Markdown(extensions=list(_EXTENSIONS))
    rows = []
    for number, page in enumerate(pages):
        body = converter.reset().convert(page.text)
        target = site / page.url / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            _PAGE.format(lang=lang, title=html.escape(page.title), body=body), "utf-8", newline="\n"
        )
        headings, text = texts_of(body)
        rows.append(
            {"id": number, "url": page.url, "title": page.title, "headings": headings, "text": text}
        )
    documents.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def texts_of(body: str) -> tuple[str, str]:
    """Return the words of the headings, and all other words."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return tuple(
        _SPACE.sub(" ", "".join(parts)).strip() for parts in (reader.headings, reader.rest)
    )  # type: ignore[return-value]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[str] = []
        self.rest: list[str] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._in_heading = self._in_heading or tag in _HEADINGS
        self._break()

    def handle_endtag(self, tag: str) -> None:
        self._break()
        self._in_heading = self._in_heading and tag not in _HEADINGS

    def handle_data(self, data: str) -> None:
        (self.headings if self._in_heading else self.rest).append(data)

    def _break(self) -> None:
        (self.headings if self._in_heading else self.rest).append(" ")
