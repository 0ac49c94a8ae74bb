# SPDX-License-Identifier: MIT
"""Write headings, fences, rules, tables and long numbers as Python-Markdown reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pymdownx.superfences import RE_NESTED_FENCE_START

if TYPE_CHECKING:
    from kbgen.content.markdown.blocks.tree import Block

_LANGUAGE: Final = re.compile(r"[\w#.+-]+")
# Longer numbers begin no list in CommonMark.
_LONG_NUMBER: Final = re.compile(r"[ ]{0,3}\d{10,}\.[ ]")
# The beginning of a quote, heading or fence, or the line under a heading. Groups: its first
# character.
_BLOCK_START: Final = re.compile(
    r"[ ]{0,3}(>)|(?=#{1,6} )(#)|(?=(?:=+|-+)[ ]*$)([=-])|[ ]*(?=`{3}[^`]*$|~{3})([`~])"
)
_FENCE: Final = re.compile(r"[ ]*(?:`{3,}|~{3,})")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_LAST_BACKSLASH: Final = re.compile(r"(?<!\\)((?:\\\\)*\\)(?=[ ]*$)")
_OPENING_TAG: Final = re.compile(r"<[A-Za-z][A-Za-z0-9-]*")


def plain_leaf(block: Block) -> list[str]:
    """Return the lines of a leaf; unchanged if Python-Markdown reads them the same way."""
    write = _WRITERS.get(block.name)
    return write(block) if write else block.lines


def _paragraph(block: Block) -> list[str]:
    """Return a paragraph without lines that begin another block in Python-Markdown."""
    first, *rest = block.lines
    if _LONG_NUMBER.match(first):
        first = first.replace(".", "\\.", 1)
    return [first, *(_as_text(line) for line in rest)]


def _as_text(line: str) -> str:
    """Escape a line of a paragraph that would begin a block in Python-Markdown.

    In CommonMark it does not, because of its indentation.
    """
    match = _BLOCK_START.match(line)
    if not match:
        return line
    character = next(filter(None, match.groups()))
    escaped = {"=": "&#61;", "~": "&#126;"}.get(character, f"\\{character}")
    return line.replace(character, escaped, 1)


def _heading(block: Block) -> list[str]:
    """Return a heading that begins in the first column and has one line of text."""
    lines = [line.strip(" ") for line in block.lines]
    if block.marker.startswith("#"):
        # With a single backslash at its end, Python-Markdown reads no heading.
        return [_LAST_BACKSLASH.sub(r"\1\\", block.lines[0].lstrip(" "))]
    if len(lines) == 2:
        return [block.lines[0].lstrip(" "), lines[1]]
    level = 1 if block.marker == "=" else 2
    return [f"{'#' * level} {' '.join(lines[:-1])}"]


def _rule(block: Block) -> list[str]:
    return [" ".join(block.lines[0].split())]


def _table(block: Block) -> list[str]:
    """Return a table as Python-Markdown reads it.

    Code shows every character: it gets no backslash before a bar. A table with one column is none
    if a row has no bars.
    """
    lines = block.lines
    if len(lines) > 1 and "|" not in lines[1].strip(" |"):
        lines = [line if "|" in line else f"| {line.strip()} |" for line in lines]
    if not any("\\|" in line and "`" in line for line in lines):
        return lines
    return [_CODE.sub(lambda code: code[0].replace("\\|", "|"), line) for line in lines]


def _code(block: Block) -> list[str]:
    """Return indented code, or a fence if superfences would see one in it."""
    fences = [line.lstrip(" ") for line in block.lines if _FENCE.match(line)]
    if not fences:
        return block.lines
    fence = "`" * (max(len(line) - len(line.lstrip("`")) for line in fences) + 3)
    return [fence, *block.content.split("\n")[:-1], fence]


def _fence(block: Block) -> list[str]:
    """Return a fenced block with both fences and its text at one column."""
    opening, closing = block.lines[0], block.lines[-1].rstrip(" ")
    indent = len(opening) - len(opening.lstrip(" "))
    match = RE_NESTED_FENCE_START.match(opening, indent)
    header = opening.strip(" ") if match and not match["unrecognized"] else _bare_header(block)
    if (
        header == opening.strip(" ")
        and len(block.lines) > 1
        and closing == opening[:indent] + block.marker
        and all(not line.strip(" ") or line.startswith(opening[:indent]) for line in block.lines)
    ):
        return block.lines
    return [header, *block.content.split("\n")[:-1], block.marker]


def _bare_header(block: Block) -> str:
    """Return the opening fence with the language alone, if superfences reads its name."""
    language = (block.lines[0].strip(" ").removeprefix(block.marker).split() or [""])[0]
    return block.marker + (language if _LANGUAGE.fullmatch(language) else "")


def _html_flow(block: Block) -> list[str]:
    """Return the beginning of an element whose content Python-Markdown must read as Markdown."""
    first = _OPENING_TAG.sub(lambda tag: f'{tag[0]} markdown="1"', block.lines[0].lstrip(" "), 1)
    return [first, *block.lines[1:]]


_WRITERS: Final = {
    "paragraph": _paragraph,
    "heading": _heading,
    "hr": _rule,
    "table": _table,
    "code_block": _code,
    "fence": _fence,
    "html_flow": _html_flow,
}
