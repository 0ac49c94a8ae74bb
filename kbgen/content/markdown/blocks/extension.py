# SPDX-License-Identifier: MIT
"""The Python-Markdown extension that nests blocks as CommonMark does.

A preprocessor rewrites the text, a block processor makes elements of its markers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from kbgen.content.markdown.blocks.parser import BlockParser
from kbgen.content.markdown.blocks.rewrite import BREAK, CLOSE, END, OPEN, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

# After snippets are inserted (32) and tabs are spaces (30), before fences are taken out (25).
_PREPROCESSOR_PRIORITY: Final = 28
# Before admonitions (105), which look at the element before them.
_BLOCK_PRIORITY: Final = 110
# Texts without such a line have no block that the two parsers read differently: lists, quotes,
# fences, rules, the line under a table's head, headings with a space before them, `:::`, HTML.
_CANDIDATE: Final = re.compile(
    r"^[ ]*(?:(?:[*+-]|\d+[.)])(?:[ ]|$)|>|```|~~~|\*\*\*|___|\|?[ ]*:?-+:?[ ]*\||:::|<[a-z])"
    r"|^[ ]{1,3}#",
    re.MULTILINE | re.IGNORECASE,
)
_LEFT_OVER: Final = re.compile(r"\x02kb[+|-][^\x03]*\x03\n*|<kb-break ?(?:/>|></kb-break>)\n?")


class CommonMarkBlocks(Extension):
    """Nests lists, quotes, fences and tables as CommonMark does."""

    def __init__(self, extensions: Iterable[str], *, html: bool) -> None:
        """Create the extension for a Markdown object.

        Args:
            extensions: Names of the object's other extensions.
            html: Whether raw HTML in a text is HTML.
        """
        super().__init__()
        self._parser = BlockParser(extensions, html=html)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Register the processors."""
        md.preprocessors.register(
            _Rewriter(md, self._parser), "commonmark_blocks", _PREPROCESSOR_PRIORITY
        )
        md.parser.blockprocessors.register(
            _Elements(md.parser), "commonmark_blocks", _BLOCK_PRIORITY
        )
        md.postprocessors.register(_LeftOvers(md), "commonmark_blocks", 0)


class _Rewriter(Preprocessor):
    def __init__(self, md: Markdown, parser: BlockParser) -> None:
        super().__init__(md)
        self._parser = parser

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not _CANDIDATE.search(text):
            return lines
        return rewrite(text, self._parser.parse(text)).split("\n")


class _Elements(BlockProcessor):
    """Makes an element of the blocks between two markers."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Tell whether a block is an opening marker."""
        return block.startswith((OPEN, BREAK))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the blocks up to the closing marker."""
        marker = blocks.pop(0)
        if marker.startswith(BREAK):
            SubElement(parent, "kb-break")
            return
        tag, _, option = marker[len(OPEN) : marker.index(END)].partition(" ")
        element = SubElement(parent, tag)
        if tag == "ol" and option:
            element.set("start", option)
        self.parser.state.set("commonmark")  # not `list`, where paragraphs get no element
        self.parser.parseBlocks(element, _taken(blocks))
        self.parser.state.reset()
        if tag == "li" and option == "tight":
            _unwrap_paragraphs(element)


def _taken(blocks: list[str]) -> list[str]:
    """Take the blocks before the closing marker off the list, and the marker."""
    depth, length = 1, 0
    for length, block in enumerate(blocks):
        depth += block.startswith(OPEN) - block.startswith(CLOSE)
        if depth == 0:
            break
    taken = blocks[:length]
    del blocks[: length + 1]
    return taken


def _unwrap_paragraphs(item: Element) -> None:
    """Put the text of paragraphs directly into a list item."""
    last: Element | None = None
    for child in list(item):
        if child.tag != "p":
            last = child
            continue
        if last is None:
            item.text = _joined(item.text, child.text)
        else:
            last.tail = _joined(last.tail, child.text)
        item.remove(child)


def _joined(one: str | None, other: str | None) -> str:
    return "\n".join(filter(None, (one, other)))


class _LeftOvers(Postprocessor):
    """Removes markers that raw HTML has swallowed, such as an element that is not closed."""

    def run(self, text: str) -> str:
        return _LEFT_OVER.sub("", text) if "kb" in text else text
