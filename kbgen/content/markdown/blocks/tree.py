# SPDX-License-Identifier: MIT
"""The blocks of a Markdown text, nested as CommonMark says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["leaf", "list", "item", "quote", "indented", "callout"]


@dataclass(slots=True)
class Block:
    """A block and the blocks inside it. Lines and columns are counted from 0."""

    kind: Kind
    name: str
    """Name of the parser's token, such as `paragraph`, `fence` or `bullet_list`."""
    start: int = 0
    end: int = 0
    """The line after the block; blank lines at the end do not belong to it."""
    column: int = 0
    """Column of the first character in the text, or in the quote around the block."""
    indent: int = 0
    """Column where the content of the container around the block begins."""
    lines: list[str] = field(default_factory=list)
    """The block's lines without the indentation and quote marks of the containers around it."""
    content: str = ""
    """Text of a fenced block; title of a callout."""
    marker: str = ""
    """`-`, `*`, `+`, `.` or `)` of a list; the fence; the characters under a heading."""
    first_number: int = 1
    """Number of an ordered list's first item."""
    is_tight: bool = False
    """True for a list without blank lines between its items, whose text gets no `<p>`."""
    children: list[Block] = field(default_factory=list)
