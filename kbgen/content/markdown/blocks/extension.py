# SPDX-License-Identifier: MIT
"""The Python-Markdown extension that nests lists, quotes and tables as CommonMark says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from kbgen.content.markdown.blocks.layout import BREAK, CLOSE, END, OPEN, rewritten
from kbgen.content.markdown.blocks.parse import block_parser, parse_blocks

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

# After tabs are spaces (30) and snippets are inserted (32), before fences are taken out (25).
_PRIORITY: Final = 28
# Before admonitions, which look at the last sibling.
_BLOCK_PRIORITY: Final = 110
# A text without such a line has no block that the two read differently.
_CANDIDATE: Final = re.compile(r"^[ ]*(?:[*+-]|\d{1,9}[.)])(?:[ ]|$)|^[ ]*(?:>|```|~~~)|^[ ]*\|?[ :|-]*-[ :|-]*$", re.M)

_MARKER: Final = re.compile(r"\x02kb[+|-][^\x03]*\x03\n*|<kb-break ?/?>(?:</kb-break>)?\n?")


class CommonMarkBlocks(Extension):
    """Nests blocks as CommonMark says."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is the library's
        """Register the two processors."""
        md.preprocessors.register(_Rewriter(md), "kbgen_blocks", _PRIORITY)
        md.postprocessors.register(_Leftovers(md), "kbgen_blocks", 0)
        md.parser.blockprocessors.register(_Containers(md.parser), "kbgen_blocks", _BLOCK_PRIORITY)


class _Rewriter(Preprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._parser = None

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not _CANDIDATE.search(text):
            return lines
        if self._parser is None:
            names = [type(e).__module__.removeprefix("markdown.extensions.") for e in self.md.registeredExtensions]
            self._parser = block_parser(names)
        return rewritten(text, parse_blocks(self._parser, text)).split("\n")


class _Containers(BlockProcessor):
    """Builds the elements between markers."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return block.startswith((OPEN, BREAK))

    def run(self, parent: Element, blocks: list[str]) -> None:
        opening = blocks.pop(0)
        if opening.startswith(BREAK):
            SubElement(parent, "kb-break")
            return
        tag, _, option = opening[len(OPEN) : opening.index(END)].partition(" ")
        inside = self._inside(blocks)
        element = SubElement(parent, tag)
        if tag == "ol" and option:
            element.set("start", option)
        state = self.parser.state
        state.set("kb")
        self.parser.parseBlocks(element, inside)
        state.reset()
        if tag == "li" and option == "tight":
            _unwrap(element)

    def _inside(self, blocks: list[str]) -> list[str]:
        """Take the blocks up to the closing marker off the list."""
        depth = 1
        for number, block in enumerate(blocks):
            depth += block.startswith(OPEN) - block.startswith(CLOSE)
            if depth == 0:
                inside = blocks[:number]
                del blocks[: number + 1]
                return inside
        inside, blocks[:] = list(blocks), []
        return inside


class _Leftovers(Postprocessor):
    """Removes markers that ended up in raw HTML, such as an element that is not closed."""

    def run(self, text: str) -> str:
        return _MARKER.sub("", text) if "kb" in text else text


def _unwrap(item: Element) -> None:
    """Put the text of paragraphs directly into a list item."""
    last: Element | None = None
    for child in list(item):
        if child.tag != "p":
            last = child
            continue
        text = child.text or ""
        if last is None:
            item.text = f"{item.text or ''}\n{text}".lstrip("\n")
        else:
            last.tail = f"{last.tail or ''}\n{text}".lstrip("\n") 
        item.remove(child)
