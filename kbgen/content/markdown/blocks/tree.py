# SPDX-License-Identifier: MIT
"""The blocks of a Markdown text, as CommonMark nests them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["leaf", "list", "item", "quote", "indented"]


@dataclass(slots=True)
class Block:
    """A block and the blocks inside it. Lines are counted from 0, columns too."""

    kind: Kind
    name: str
    """What the parser calls it: `paragraph`, `fence`, `bullet_list`, …"""
    start: int
    end: int
    """The line after the block."""
    column: int = 0
    """Column of the first character, in the quote that contains the block or in the text."""
    indent: int = 0
    """Column where the content of the container around it begins."""
    lines: list[str] = field(default_factory=list)
    """Its lines without the indentation and the quote marks of the containers around it."""
    content: str = ""
    """Text of a fenced block."""
    marker: str = ""
    """`-`, `*`, `+`, `.` or `)` of a list, or the fence."""
    first_number: int = 1
    """Number of an ordered list's first item."""
    tight: bool = False
    """True if the paragraphs of a list's items are not separated."""
    children: list[Block] = field(default_factory=list)
