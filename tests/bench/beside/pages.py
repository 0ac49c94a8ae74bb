# SPDX-License-Identifier: MIT
"""Read the main content of a page of MkDocs' Material or of kbgen: its words and its anchors."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr", "param"}
)
_SILENT: Final = frozenset({"script", "style", "svg", "template", "noscript", "math"})
"""Elements whose text is no text for readers; formulas are compared by eye."""
_FURNITURE: Final = frozenset(
    {"headerlink", "md-content__button", "md-source-file", "md-tags", "md-feedback", "linenos"}
    | {"linenodiv", "md-nav", "md-path", "kb-trail", "doc-symbol"}
)
"""Classes of what a theme adds to an article."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What two builds of one page have in common or not."""

    words: Counter[str]
    headings: frozenset[str]
    """The ids of the headings in the main content."""
    anchors: frozenset[str]
    """Every id of the page."""

    @property
    def is_article(self) -> bool:
        """Whether the page has main content; a page that redirects has none."""
        return bool(self.words)


def read_page(html: str) -> PageContent:
    """Return the content of the articles of a page, or of its `<main>` if it has none."""
    reader = _Reader("article" if "<article" in html else "main")
    reader.feed(html)
    reader.close()
    return PageContent(
        Counter(_WORD.findall("".join(reader.text).casefold())),
        frozenset(reader.headings),
        frozenset(reader.anchors),
    )


class _Reader(HTMLParser):
    """A parser that collects the text of one kind of element."""

    def __init__(self, main: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.headings: set[str] = set()
        self.anchors: set[str] = set()
        self._main = main
        self._open: list[tuple[str, bool, bool]] = []
        """Each open element: its tag, whether it is in the main content, whether it is silent."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        anchor = values.get("id") or (values.get("name") if tag == "a" else None)
        _, inside, silent = self._open[-1] if self._open else ("", False, False)
        inside = inside or tag == self._main
        classes = set((values.get("class") or "").split())
        silent = silent or tag in _SILENT or bool(classes & _FURNITURE)
        if anchor:
            self.anchors.add(anchor)
            if tag in _HEADINGS and inside and not silent:
                self.headings.add(anchor)
        if tag not in _VOID:
            self._open.append((tag, inside, silent))
        if tag not in {"span", "a", "code", "em", "strong", "abbr", "b", "i", "mark", "wbr"}:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        depth = next(
            (at for at in reversed(range(len(self._open))) if self._open[at][0] == tag), None
        )
        if depth is not None:  # elements that were not closed end with the one around them
            del self._open[depth:]
            self.text.append(" " if tag in _HEADINGS | {"p", "li", "td", "th", "div"} else "")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and not self._open[-1][2]:
            self.text.append(data)
