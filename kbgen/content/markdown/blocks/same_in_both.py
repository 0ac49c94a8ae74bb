# SPDX-License-Identifier: MIT
"""Tell whether Python-Markdown nests a list or quote as CommonMark does.

Python-Markdown indents in steps of four columns, continues a block up to a blank line, and joins
adjacent lists and quotes. A list that follows these rules stays unchanged.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kbgen.content.markdown.blocks.callouts import alert_header
from kbgen.content.markdown.blocks.leaves import plain_leaf
from kbgen.content.markdown.blocks.tree import Block

TAB: Final = 4
_ITEM: Final = re.compile(r"[ ]*(?:[*+-]|\d+[.])[ ]+\S")
_QUOTE_MARK: Final = re.compile(r"[ ]{0,3}>")
_AFTER_PARAGRAPH: Final = frozenset({"table", "fence", "bullet_list", "ordered_list"})


def needs_blank(before: Block, block: Block) -> bool:
    """Tell whether Python-Markdown needs a blank line between two blocks."""
    if before.kind in ("list", "quote") or before.name in ("fence", "code_block", "table"):
        return True
    if block.name == "code_block":
        return True
    if before.name == "hr":
        return block.name == "hr"
    return before.name == "paragraph" and block.name in _AFTER_PARAGRAPH


def is_merged(before: Block | None, block: Block) -> bool:
    """Tell whether Python-Markdown joins two adjacent lists or quotes."""
    return before is not None and before.name == block.name and block.kind in ("list", "quote")


def is_swallowed(before: Block, block: Block) -> bool:
    """Tell whether Python-Markdown reads code after a list as a part of the list."""
    return block.name == "code_block" and before.kind == "list"


def same_in_both(block: Block, base: int | None) -> bool:
    """Tell whether Python-Markdown reads a block, and all blocks in it, as CommonMark does.

    Args:
        block: The block.
        base: Column where Python-Markdown expects it; None in an item between markers, where it
            would read the second block of a list's item as a child of the list.
    """
    if block.kind == "list":
        return base is not None and _is_same_list(block, base)
    if block.kind == "quote":
        if alert_header(block):
            return False  # Python-Markdown knows no alerts
        # Without a mark on each line the quote may end elsewhere.
        has_marks = all(_QUOTE_MARK.match(line) for line in block.lines)
        return has_marks and _are_same(block.children, 0)
    if block.kind == "indented":
        column = (base or 0) + TAB
        has_depth = not block.children or block.children[0].indent >= block.indent + TAB
        return has_depth and _are_same(block.children, column)
    return block.kind == "leaf" and plain_leaf(block) == block.lines


def _are_same(blocks: list[Block], base: int) -> bool:
    return all(same_in_both(block, base) for block in blocks) and not any(
        is_merged(before, block)
        or is_swallowed(before, block)
        or (before.end == block.start and needs_blank(before, block))
        for before, block in pairwise(blocks)
    )


def _is_same_list(block: Block, base: int) -> bool:
    if block.marker == ")" or block.lines[0].startswith("00"):
        return False
    if not all(_is_same_item(item, base) for item in block.children):
        return False
    return not any(
        before.end == item.start and _goes_on(before) for before, item in pairwise(block.children)
    )


def _goes_on(item: Block) -> bool:
    """Tell whether an item ends with a block that, in Python-Markdown, ends at a blank line."""
    if not item.children:
        return False
    last = item.children[-1]
    if last.kind == "list":
        # After a blank line, Python-Markdown reads what follows as an item of this list.
        is_apart = _follows_blank(item.children) or _follows_blank(last.children)
        return is_apart or _goes_on(last.children[-1])
    return len(item.children) > 1 or last.name == "fence"


def _follows_blank(blocks: list[Block]) -> bool:
    """Tell whether a blank line is between the last two blocks."""
    return len(blocks) > 1 and blocks[-1].start > blocks[-2].end


def _is_same_item(item: Block, base: int) -> bool:
    if not base <= item.column < base + TAB or not item.children:
        return False
    first = item.children[0]
    if first.start != item.start or first.name not in ("paragraph", "heading"):
        return False
    # A paragraph that continues with `- text`, indented too little for a separate list.
    if any(_ITEM.match(line) for line in first.lines[1:]) or plain_leaf(first) != first.lines:
        return False
    return all(
        _is_same_content(before, block, is_second=before is first, base=base + TAB)
        for before, block in pairwise(item.children)
    )


def _is_same_content(before: Block, block: Block, *, is_second: bool, base: int) -> bool:
    """Tell whether a block inside a list item is read the same way after the block before it."""
    if block.name == "code_block":
        if not _is_deep_enough(block, base + TAB):
            return False
    elif not base <= block.column < (base + 1 if block.name == "heading" else base + TAB):
        return False
    if is_merged(before, block) or is_swallowed(before, block):
        return False
    # Items directly below the text of an item are a list in both.
    is_sublist = block.kind == "list" and is_second
    if before.end == block.start and not is_sublist:
        return False
    return same_in_both(block, base)


def _is_deep_enough(code: Block, column: int) -> bool:
    """Tell whether each line of an indented code block begins at this column or later."""
    depth = column - code.indent
    return all(
        (not line[:depth].strip(" ") and len(line) > depth) or not line.strip(" ")
        for line in code.lines
    )
