# SPDX-License-Identifier: MIT
"""Read the texts of a page with their languages: between tags, in attributes that people read, in data for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple

_READ_ATTRIBUTES: Final = ("aria-label", "title", "placeholder", "alt")
_VOID: Final = frozenset(
    ["base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]
)


class PageText(NamedTuple):
    """One piece of text."""

    text: str
    lang: str
    """Of the closest element that names one."""
    place: str
    """`text`, the name of an attribute, or `script`."""
    element: str
    """The element that has the text."""


def page_texts(html: str) -> list[PageText]:
    """Return the texts of a page in their order."""
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return [item for item in parser.texts if item.text]


def site_texts(folder: Path) -> Iterator[tuple[str, PageText]]:
    """Yield (path of the page, text) of every page of a site."""
    for path in sorted(folder.rglob("*.html")):
        for item in page_texts(path.read_text("utf-8")):
            yield path.relative_to(folder).as_posix(), item


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[PageText] = []
        self._open: list[tuple[str, str]] = []
        self._is_data = False

    @property
    def _lang(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        lang = attributes.get("lang", self._lang)
        self._is_data = tag == "script" and attributes.get("id") == "kb-data"
        for name in _READ_ATTRIBUTES:
            self._add(attributes.get(name, ""), lang, name, tag)
        if tag not in _VOID:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        element = self._open[-1][0] if self._open else ""
        if self._is_data:
            strings = json.loads(data)["strings"]
            for key, text in strings.items():
                if key != "lang" and "@" not in key:
                    self._add(text, strings.get(f"{key}@lang", self._lang), "script", key)
        elif element not in ("script", "style"):
            self._add(data, self._lang, "text", element)

    def _add(self, text: str, lang: str, place: str, element: str) -> None:
        self.texts.append(PageText(" ".join(text.split()), lang, place, element))
