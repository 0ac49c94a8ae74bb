# SPDX-License-Identifier: MIT
"""Write the blocks of a text so that Python-Markdown nests them as CommonMark does.

In: the tree of blocks. Out: Markdown in which each list and quote that Python-Markdown would read
differently stands between marker lines, and its content begins at the first column. `extension`
turns the markers into elements. What Python-Markdown reads alike stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pymdownx.superfences import RE_NESTED_FENCE_START

from kbgen.content.markdown.blocks.tree import Block

# Python-Markdown removes these two characters from every text before our pass, so that a writer
# cannot write a marker.
OPEN: Final = "\x02kb+"
CLOSE: Final = "\x02kb-"
END: Final = "\x03"
# Separates two lists or quotes that Python-Markdown would merge.
BREAK: Final = f"\x02kb|{END}"

_TAB: Final = 4
_PARAGRAPHS: Final = frozenset({"paragraph", "table"})
_NEEDS_BLANK_BEFORE: Final = frozenset({"table", "bullet_list", "ordered_list"})
_LANGUAGE: Final = re.compile(r"[\w#.+-]+")
# A number that is too long for an ordered list in CommonMark, and not in Python-Markdown.
_LONG_NUMBER: Final = re.compile(r"[ ]{0,3}\d{10,}\.[ ]")
_ITEM: Final = re.compile(r"[ ]*(?:[*+-]|\d+[.])[ ]+\S")


def rewritten(text: str, blocks: list[Block]) -> str:
    """Return a text that Python-Markdown reads as CommonMark reads the given one."""
    lines = text.split("\n")
    output = [*lines[: blocks[0].start], *_siblings(blocks, base=0)] if blocks else lines
    return "\n".join(output)


def _siblings(blocks: list[Block], base: int) -> list[str]:
    """Return the lines of blocks that follow each other.

    Args:
        blocks: Blocks of one container.
        base: Column where the container's content begins.
    """
    output: list[str] = []
    before: Block | None = None
    marked_before = False
    for block in blocks:
        marked = block.kind in ("list", "quote") and (
            not _reads_alike(block, base) or _merges(before, block)
        )
        if before is not None:
            gap = block.start - before.end
            blank = gap > 0 or marked or marked_before or _needs_blank(before, block)
            output += [""] * max(gap, int(blank)) if blank else []
            if block.name == "code_block" and before.kind == "list":
                output += [BREAK, ""]
        output += _marked(block) if marked else _plain(block)
        before, marked_before = block, marked
    return output


def _needs_blank(before: Block, block: Block) -> bool:
    if before.kind in ("list", "quote") or before.name == "fence":
        return True
    return before.name in _PARAGRAPHS and (
        block.name in _NEEDS_BLANK_BEFORE or block.name == "fence"
    )


def _merges(before: Block | None, block: Block) -> bool:
    """Tell whether Python-Markdown would join two lists or two quotes."""
    return before is not None and before.name == block.name and block.kind in ("list", "quote")


def _plain(block: Block) -> list[str]:
    if block.name == "heading":
        return _heading(block)
    if block.name == "fence":
        return _fence(block)
    if block.kind == "indented":
        inside = _siblings(block.children, block.indent + _TAB)
        gap = [""] * (block.children[0].start - block.start - 1) if block.children else []
        return [block.lines[0], *gap, *(f"{' ' * _TAB}{line}" if line else "" for line in inside)]
    if block.name == "paragraph" and _LONG_NUMBER.match(block.lines[0]):
        return [block.lines[0].replace(".", "\\.", 1), *block.lines[1:]]
    return block.lines


def _marked(block: Block) -> list[str]:
    """Return a list or quote between markers."""
    if block.kind == "quote":
        return _element("blockquote", "", _siblings(block.children, 0))
    items: list[str] = []
    for item in block.children:
        base = item.children[0].indent if item.children else 0
        items += ["", *_element("li", "tight" if block.tight else "", _siblings(item.children, base))]
    start = str(block.first_number) if block.first_number != 1 else ""
    return _element("ul" if block.name == "bullet_list" else "ol", start, items[1:])


def _heading(block: Block) -> list[str]:
    """Return a heading that begins in the first column and has one line, or the line under it."""
    lines = [line.strip(" ") for line in block.lines]
    if block.marker.startswith("#"):
        return lines
    if len(lines) == 2:
        return [block.lines[0].lstrip(" "), lines[1]]
    return ["#" * (1 if block.marker == "=" else 2) + " " + " ".join(lines[:-1])]


def _fence(block: Block) -> list[str]:
    """Return a fenced block that superfences reads: both fences and the text at one column."""
    opening, closing = block.lines[0], block.lines[-1]
    indent = len(opening) - len(opening.lstrip(" "))
    match = RE_NESTED_FENCE_START.match(opening, indent)
    header = opening.strip() if match and not match["unrecognized"] else _bare_header(block)
    is_aligned = all(not line or line[:indent].isspace() for line in block.lines) if indent else True
    is_closed = len(block.lines) > 1 and closing.rstrip() == opening[:indent] + block.marker
    if is_aligned and is_closed and header == opening.strip():
        return block.lines
    text = block.content.split("\n")[:-1]
    return [header, *text, block.marker]


def _bare_header(block: Block) -> str:
    """Return the opening fence with the language alone, if its name is one that superfences reads."""
    language = (block.lines[0].strip().removeprefix(block.marker).split() or [""])[0]
    return block.marker + (language if _LANGUAGE.fullmatch(language) else "")


def _element(tag: str, option: str, inside: list[str]) -> list[str]:
    content = [*inside, ""] if inside else []
    return [f"{OPEN}{tag} {option}".rstrip() + END, "", *content, f"{CLOSE}{tag}{END}"]


def _reads_alike(block: Block, base: int) -> bool:
    """Tell whether Python-Markdown reads a block, and all blocks in it, as CommonMark does."""
    if block.kind == "quote":
        # Without a mark on each line, the block ends elsewhere.
        return all(line.lstrip(" ").startswith(">") for line in block.lines) and (
            _all_alike(block.children, 0)
        )
    if block.kind == "list":
        return _list_reads_alike(block, base)
    if block.name in ("fence", "heading"):
        return _plain(block) == block.lines
    return True


def _all_alike(blocks: list[Block], base: int) -> bool:
    return all(_reads_alike(block, base) for block in blocks) and not any(
        _merges(before, block)
        or (before.end == block.start and _needs_blank(before, block))
        or (block.name == "code_block" and before.kind == "list")
        for before, block in pairwise(blocks)
    )


def _list_reads_alike(block: Block, base: int) -> bool:
    """Tell whether a list is indented by four columns a level, with content in every item.

    Args:
        block: The list.
        base: Column where Python-Markdown expects a list at this level.
    """
    if block.marker == ")" or block.lines[0].lstrip(" ").startswith("00"):
        return False
    for item in block.children:
        if not base <= item.column < base + _TAB or not item.children:
            return False
        first = item.children[0]
        if first.start != item.start or first.name not in ("paragraph", "heading"):
            return False
        if any(_ITEM.match(line) for line in first.lines[1:]):  # PM: an item, CommonMark: text
            return False
        if not _content_reads_alike(item, base + _TAB):
            return False
    return not any(
        before.end == item.start and _ends_open(before) for before, item in pairwise(block.children)
    )


def _ends_open(item: Block) -> bool:
    """Tell whether an item ends with a block that goes on up to a blank line in Python-Markdown."""
    last = item.children[-1]
    if last.kind == "list":
        return _ends_open(last.children[-1]) if last.children[-1].children else False
    return len(item.children) > 1 or last.name == "fence"


def _content_reads_alike(item: Block, base: int) -> bool:
    for before, block in pairwise(item.children):
        low = base + _TAB if block.name == "code_block" else base
        if block.column < low or (block.name != "code_block" and block.column >= base + _TAB):
            return False
        if _merges(before, block) or (block.name == "code_block" and before.kind == "list"):
            return False
        direct = before.end == block.start
        goes_on = block.kind == "list" and before is item.children[0]
        if direct and not goes_on and _needs_blank(before, block):
            return False
        if not _reads_alike(block, base):
            return False
    return True
