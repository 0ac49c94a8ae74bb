# SPDX-License-Identifier: MIT
"""The Python-Markdown extension that nests blocks as CommonMark does.

A preprocessor rewrites the text, and a block processor turns its markers into elements. Between
them, another preprocessor hides the content of markers inside admonitions and tabs, because their
processors pass on one block at a time.
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
from kbgen.content.markdown.blocks.rewrite import BREAK, CLOSE, END, OPEN, STORED, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown import Markdown
    from markdown.blockparser import BlockParser as PythonMarkdownParser

# After snippets are inserted (32) and tabs are spaces (30), before fences are taken out (25).
_PREPROCESSOR_PRIORITY: Final = 28
# After all other preprocessors, which have to see the whole text.
_STORE_PRIORITY: Final = 1
# Before admonitions (105), which look at the element before them.
_BLOCK_PRIORITY: Final = 110
# Texts without such a line have no block that the two parsers read differently: lists, quotes,
# fences, rules, the line under a table's head, headings with a space before them or
# a backslash after them, notes with too little indentation, lines under headings,
# `:::`, HTML.
_CANDIDATE: Final = re.compile(
    r"^[ ]*(?:(?:[*+-]|\d+[.)])(?:[ ]|$)|>|```|~~~|\*\*\*|___|\|?[ ]*:?-+:?[ ]*\||:::|<[a-z])"
    r"|^[ ]{1,3}#|^(?:=+|-+)[ ]*$|^#.*\\[ ]*$|^([ ]*)(?:!!!|\?\?\?|===).*\n+\1[ ]{2,3}\S",
    re.MULTILINE | re.IGNORECASE,
)
_LEFT_OVER: Final = re.compile(r"\x02kb[+|#-][^\x03]*\x03\n*|<kb-break ?(?:/>|></kb-break>)\n?")


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
        store = _Store(md)
        md.preprocessors.register(store, "commonmark_blocks_store", _STORE_PRIORITY)
        elements = _Elements(md.parser, store.texts)
        md.parser.blockprocessors.register(elements, "commonmark_blocks", _BLOCK_PRIORITY)
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


class _Store(Preprocessor):
    """Replaces indented markers and everything between them with one line."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.texts: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        self.texts.clear()
        return self._stored(lines) if any(OPEN in line for line in lines) else lines

    def _stored(self, lines: list[str]) -> list[str]:
        output: list[str] = []
        rest = iter(lines)
        for line in rest:
            indent = len(line) - len(line.lstrip(" "))
            if indent and line.startswith(OPEN, indent):
                inside = [line[indent:], *_up_to_closing(rest, indent)]
                output.append(f"{line[:indent]}{STORED}{self._add(inside)}{END}")
            else:
                output.append(line)
        return output

    def _add(self, lines: list[str]) -> int:
        text = "\n".join(self._stored(lines))
        self.texts.append(text)
        return len(self.texts) - 1


def _up_to_closing(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Yield the lines up to the closing marker, without their indentation."""
    depth = 1
    for line in lines:
        text = line[indent:]
        depth += text.startswith(OPEN) - text.startswith(CLOSE)
        yield text
        if depth == 0:
            return


class _Elements(BlockProcessor):
    """Turns the blocks between two markers into an element."""

    def __init__(self, parser: PythonMarkdownParser, texts: list[str]) -> None:
        super().__init__(parser)
        self._texts = texts

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block is an opening marker."""
        return block.startswith((OPEN, BREAK, STORED))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Turn the blocks up to the closing marker into an element."""
        marker = blocks.pop(0)
        if marker.startswith(BREAK):
            SubElement(parent, "kb-break")
        elif marker.startswith(STORED):
            text = self._texts[int(marker[len(STORED) : marker.index(END)])]
            self.parser.parseBlocks(parent, text.split("\n\n"))
        else:
            self._make(parent, marker, _taken(blocks))

    def _make(self, parent: Element, marker: str, content: list[str]) -> None:
        tag, _, option = marker[len(OPEN) : marker.index(END)].partition(" ")
        element = SubElement(parent, tag)
        if tag == "ol" and option:
            element.set("start", option)
        self.parser.state.set("commonmark")  # not `list`, where paragraphs get no element
        self.parser.parseBlocks(element, content)
        self.parser.state.reset()
        if tag == "li" and option == "tight":
            _unwrap_paragraphs(element)


def _taken(blocks: list[str]) -> list[str]:
    """Remove the blocks up to the closing marker from the list, and return those before it."""
    depth = 1
    taken: list[str] = []
    while blocks:
        block = blocks.pop(0)
        depth += block.startswith(OPEN) - block.startswith(CLOSE)
        if depth == 0:
            break
        taken.append(block)
    return taken


def _unwrap_paragraphs(item: Element) -> None:
    """Put the text of paragraphs directly into a list item."""
    last: Element | None = None
    for child in list(item):
        # The highlighter replaces a `pre` and drops the text after it.
        if child.tag != "p" or (last is not None and last.tag == "pre"):
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
