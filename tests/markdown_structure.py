# SPDX-License-Identifier: MIT
"""The structure of HTML that Markdown becomes: what is nested in what, whatever is around it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

BLOCKS: Final = frozenset(
    [
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)


def structure(html: str) -> list[str]:
    """Return the tags of lists, quotes, code, headings and tables, and the letters between them.

    Paragraphs are left out: whether a list is tight is not a matter of nesting.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return reader.parts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._text = ""

    def end_text(self) -> None:
        letters = re.sub(r"[\W_]", "", self._text)
        self._text = ""
        if letters and self.parts and not self.parts[-1].startswith("<"):
            self.parts[-1] += letters
        elif letters:
            self.parts.append(letters)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_text()
            start = dict(attrs).get("start") if tag == "ol" else None
            self.parts.append(f"<{tag} {start}>" if start else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS - {"hr"}:
            self.end_text()
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text += data
