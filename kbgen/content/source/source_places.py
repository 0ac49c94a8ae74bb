# SPDX-License-Identifier: MIT
"""Find the source position of something in a rendered body.

Bodies carry no positions, because only diagnostics need them.

In: an article; link targets, element names. Out: line and column in the article's file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import escape
from string import punctuation
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kbgen.runtime.problems import line_and_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kbgen.model import Article, LinkReference

# Fenced blocks, to the end of the text if not closed.
_FENCED = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
# Code spans of one or two backticks. The first one is looked for, then what is before it.
_SPAN = re.compile(r"(?P<ticks>`(?<!``)`?)(?!`)[^\n]*?[^`\n](?P=ticks)(?!`)")
# These patterns find positions in Markdown source, in which HTML may be written in any way.
# Where an empty target is: `[text]()`, `href=""`.
_NO_TARGET = re.compile(r"(?<=\]\()[ ]*\)|(?<=href=)(?:\"\"|'')")
_ESCAPABLE = frozenset(punctuation)
# What surrounds a target: `](target)`, `<target>`, `"target"`, `]: target`.
_BEFORE, _AFTER = r"(?<=[(<\"'=\s:])", r"(?=[)>\"'\s]|$)"


# The end of a line that is inside of a target, up to the place where the target continues.
_IN_TARGET = re.compile(
    r"\]\([^\s()]*$|(?:href|src)=(?:\"[^\"]*|'[^']*)$|^ {0,3}\[[^\]]+\]:\s*\S*$"
)
_ENDS_IN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\$")
# In a table, `\|` is the only way to write `|`.
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{}~]|&(?:\w+|#\w+);")


def locate_links(article: Article, links: tuple[LinkReference, ...]) -> tuple[LinkReference, ...]:
    """Return the links of a body with their positions; keep positions that they already have."""
    if not links or links[0].line:
        return links
    positions = SourcePositions(article)
    positioned = [(link, positions.of_target(link.target)) for link in links]
    return tuple(replace(link, line=line, column=column) for link, (line, column) in positioned)


class SourcePositions:
    """Finds positions in one article.

    Call `of_target` once for each link, in order: each call for the same target returns the next
    occurrence.
    """

    def __init__(self, article: Article) -> None:
        # Blank out code without moving anything: offsets and line endings stay.
        text = article.markdown
        if "```" in text or "~~~" in text:
            text = _FENCED.sub(_blank, text)
        self._text = _SPAN.sub(_blank, text)
        self._markdown = article.markdown
        self._first_line = article.body_line
        self._times_asked: Counter[str] = Counter()
        self._offsets_by_target: dict[str, list[int]] = {}
        self._ends_of_texts: dict[str, int] = {}

    def of_target(self, target: str) -> tuple[int, int]:
        """Return the position of the next link or image with this target.

        It may be Markdown, a reference definition or HTML.
        """
        number = self._times_asked[target]
        self._times_asked[target] += 1
        if target not in self._offsets_by_target:
            exact = next(filter(None, map(self._offsets, _spellings(target))), [])
            self._offsets_by_target[target] = exact or self._offsets_with_tabs(target)
        offsets = self._offsets_by_target[target]
        if not offsets:
            return self._first_line, 1
        # Many links may use one reference definition.
        return self._position(offsets[min(number, len(offsets) - 1)])

    def of_text(self, text: str) -> tuple[int, int]:
        """Return the position of the next occurrence of a text, outside of code.

        Call it once for each occurrence, in order.
        """
        after = self._ends_of_texts.get(text, 0)
        start = found = self._text.find(text, after)
        while found > 0 and self._text[found - 1] == "\\" and text[0] in _ESCAPABLE:
            found = self._text.find(text, found + 1)
        start = found if found >= 0 else start
        if start < 0:
            return self._first_line, 1
        self._ends_of_texts[text] = start + len(text)
        return self._position(start)

    def times_escaped(self, text: str) -> int:
        """Count where, outside of code, a text begins or ends with an escaped sign."""
        if "\\" not in self._text:
            return 0
        inside = text.strip(punctuation)
        start, _, end = text.partition(inside) if inside else (text, "", "")
        first, middle, last = ("".join(map(_letter, part)) for part in (start, inside, end))
        pattern = re.compile(f"({first}){middle}({last})")
        length = len(start) + len(end)
        return sum(len(found[1]) + len(found[2]) > length for found in pattern.finditer(self._text))

    def of_element(
        self, name: str, accepts: Callable[[str], bool] = lambda _: True
    ) -> tuple[int, int]:
        """Return the position of the first opening tag with this name.

        Args:
            name: The name of the element.
            accepts: Tells whether a tag with these attributes is meant.
        """
        pattern = re.compile(rf"<{re.escape(name)}(?=[\s/>]|$)([^>]*)", re.IGNORECASE)
        tags = list(pattern.finditer(self._text))
        match = next((tag for tag in tags if accepts(tag[1])), tags[0] if tags else None)
        return self._position(match.start()) if match else (self._first_line, 1)

    def of_shown_text(self, text: str) -> tuple[int, int] | None:
        """Return the position of the next occurrence of a text that readers see.

        None if the writer escaped its signs with entities, so that readers should see them. Call
        it once for each occurrence that is not escaped, in order. What is in the target of a link
        is not shown.
        """
        start = self._ends_of_texts.get(text, 0)
        while (start := self._text.find(text, start)) >= 0:
            line = self._text[self._text.rfind("\n", 0, start) + 1 : start]
            if not _IN_TARGET.search(line) and not _ENDS_IN_ESCAPE.search(line):
                self._ends_of_texts[text] = start + len(text)
                return self._position(start)
            start += len(text)
        match = re.search("".join(map(_written, text)), self._text) if text else None
        if match is None:
            return self._first_line, 1
        is_escaped = _ESCAPE.search(match.group()) and not _ESCAPE.search(text)
        return None if is_escaped else self._position(match.start())

    def of_scheme(self, scheme: str) -> tuple[int, int]:
        """Return the position of the first target with this scheme, colon included."""
        return self._first(re.compile(re.escape(scheme), re.IGNORECASE))

    def of_name(self, name: str) -> tuple[int, int]:
        """Return the position of the first id, class or attribute with this name.

        It may be in the first line of a fenced block.
        """
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
        match = pattern.search(self._text) or pattern.search(self._markdown)
        return self._position(match.start()) if match else (self._first_line, 1)

    def of_attribute(self, name: str) -> tuple[int, int] | None:
        """Return the position of the first attribute with this name and a value, or None."""
        match = re.search(rf"(?<![\w-]){re.escape(name)}\s*=", self._text, re.IGNORECASE)
        return self._position(match.start()) if match else None

    def _first(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        match = pattern.search(self._text)
        return self._position(match.start()) if match else (self._first_line, 1)

    def _offsets(self, spelling: str) -> list[int]:
        if not spelling:
            return [match.start() for match in _NO_TARGET.finditer(self._text)]
        if "\\" not in self._text:
            return list(self._plain_offsets(spelling))
        return self._matches("".join(map(_letter, spelling)))

    def _offsets_with_tabs(self, target: str) -> list[int]:
        """Return the offsets of a target with tabs, each of which Markdown converts to spaces."""
        words = re.split(" +", target)
        return (
            self._matches(r"[ \t]+".join("".join(map(_letter, word)) for word in words))
            if len(words) > 1
            else []
        )

    def _matches(self, pattern: str) -> list[int]:
        return [
            match.start()
            for match in re.finditer(_BEFORE + pattern + _AFTER, self._text, re.MULTILINE)
        ]

    def _plain_offsets(self, spelling: str) -> Iterator[int]:
        """Yield the offsets of a target in a text without backslashes.

        This saves compiling a regular expression for each target.
        """
        text, start = self._text, self._text.find(spelling)
        while start >= 0:
            end = start + len(spelling)
            before, after = text[start - 1 : start], text[end : end + 1]
            if (
                before
                and (before.isspace() or before in "(<\"'=:")
                and (not after or after.isspace() or after in ")>\"'")
            ):
                yield start
            start = text.find(spelling, start + 1)

    def _position(self, offset: int) -> tuple[int, int]:
        line, column = line_and_column(self._text, offset)
        return line + self._first_line - 1, column


def _blank(match: re.Match[str]) -> str:
    """Return spaces instead of a text, with the same line breaks."""
    return "\n".join([" " * len(line) for line in match.group().split("\n")])


def _letter(char: str) -> str:
    """Return the pattern of one character; Markdown allows a backslash before punctuation."""
    return rf"\\?{re.escape(char)}" if char in _ESCAPABLE else re.escape(char)


def _written(char: str) -> str:
    """Return the pattern of a character that readers see: with a backslash, or as an entity."""
    if char.isspace():
        return r"[ \t\n>]+" if char == "\n" else r"[ \t]"
    plain = rf"\\?{re.escape(char)}"
    entity = re.escape(escape(char))
    if char.isalnum():
        return re.escape(char)
    return rf"(?:{plain}|{entity}|&#{ord(char)};|&#x0*{ord(char):x};)"


def _spellings(target: str) -> Iterator[str]:
    """Yield the ways in which a target may be written in the source."""
    yield target
    yield escape(target)
    yield unquote(target)
