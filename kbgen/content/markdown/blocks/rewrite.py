# SPDX-License-Identifier: MIT
"""Write a text so that Python-Markdown nests its blocks as CommonMark does.

In: the tree of blocks. Out: Markdown in which the content of a list or quote that Python-Markdown
would read differently is between marker lines and begins in the first column; `extension.py` turns
them into elements. Blocks that both read the same way keep their lines.
"""

from __future__ import annotations

from typing import Final

from kbgen.content.markdown.blocks.callouts import alert_header
from kbgen.content.markdown.blocks.leaves import plain_leaf
from kbgen.content.markdown.blocks.same_in_both import (
    TAB,
    is_merged,
    is_swallowed,
    needs_blank,
    same_in_both,
)
from kbgen.content.markdown.blocks.tree import Block

# Python-Markdown first removes these control characters, so no article can contain a marker.
OPEN: Final = "\x02kb+"
CLOSE: Final = "\x02kb-"
END: Final = "\x03"
STORED: Final = "\x02kb#"
BREAK: Final = f"\x02kb|{END}"
"""A block that ends a list, so that code after it does not become a part of it."""


def rewrite(text: str, blocks: list[Block]) -> str:
    """Return the text as Python-Markdown has to read it.

    Args:
        text: The Markdown.
        blocks: Its top-level blocks.
    """
    if not blocks:
        return text
    before = text.split("\n")[: blocks[0].start]
    return "\n".join([*before, *_siblings(blocks, base=0)])


def _siblings(blocks: list[Block], base: int | None) -> list[str]:
    """Return the lines of blocks that follow each other in a container.

    Args:
        blocks: The blocks.
        base: Column where the container's content begins; None in a list item between markers.
    """
    output: list[str] = []
    before: Block | None = None
    was_rewritten = False
    for block in blocks:
        lines, rewritten = _lines_of(before, block, base)
        if before is not None:
            is_apart = rewritten or was_rewritten or needs_blank(before, block)
            output += [""] if is_apart or block.start > before.end else []
            if is_swallowed(before, block):
                output += [BREAK, ""]
        output += lines
        before, was_rewritten = block, rewritten
    return output


def _lines_of(before: Block | None, block: Block, base: int | None) -> tuple[list[str], bool]:
    """Return a block's lines, and whether they differ from those of the text."""
    if block.kind == "indented":
        return _indented(block), False
    if block.kind == "callout":
        return _callout(block.content, block.children, block.indent), True
    if block.kind == "leaf":
        return plain_leaf(block), False
    if block.kind == "quote" and (header := alert_header(block)):
        return _alert(header, block), True
    if same_in_both(block, base) and not is_merged(before, block):
        return block.lines, False
    return (_quote(block) if block.kind == "quote" else _list(block)), True


def _indented(block: Block) -> list[str]:
    """Return an admonition, a tab or a note: its beginning, and its content four columns later."""
    if not block.children:
        return block.lines
    first, *others = block.lines[: block.children[0].start - block.start]
    content = _shifted(_siblings(block.children, block.children[0].indent))
    return [first.lstrip(" "), *others, *content]


def _alert(header: str, quote: Block) -> list[str]:
    """Return the callout of a quote that begins with `[!NOTE]`."""
    first = quote.children[0]
    rest = [] if len(first.lines) == 1 else [_without_first_line(first)]
    return _callout(header, [*rest, *quote.children[1:]], base=0)


def _without_first_line(block: Block) -> Block:
    lines = [block.lines[1].lstrip(" "), *block.lines[2:]]
    return Block("leaf", block.name, block.start + 1, block.end, lines=lines)


def _callout(header: str, children: list[Block], base: int) -> list[str]:
    return [header, *_shifted(_siblings(children, base))]


def _shifted(lines: list[str]) -> list[str]:
    return [f"{' ' * TAB}{line}" if line else "" for line in lines]


def _quote(block: Block) -> list[str]:
    return _element("blockquote", "", _siblings(block.children, 0))


def _list(block: Block) -> list[str]:
    items: list[str] = []
    for item in block.children:
        content = _siblings(item.children, base=None)
        items += [*([""] if items else []), *_element("li", "tight" * block.is_tight, content)]
    start = str(block.first_number) if block.first_number != 1 else ""
    return _element("ul" if block.name == "bullet_list" else "ol", start, items)


def _element(tag: str, option: str, content: list[str]) -> list[str]:
    """Return the marker lines of an element and its content, each as a separate block."""
    opening = f"{OPEN}{tag} {option}".rstrip() + END
    return [opening, "", *([*content, ""] if content else []), f"{CLOSE}{tag}{END}"]
