# SPDX-License-Identifier: MIT
"""Parse a text with Liquid.

In: a text. Out: a tree of nodes, each with its offset in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r"\{%-?\s*(\w*)((?:\"[^\"\n]*\"|'[^'\n]*'|(?!%\}).)*?)-?%\}|\{\{-?((?:(?!\}\}).)*?)-?\}\}",
    re.DOTALL,
)
_OWN_END: Final = re.compile(r"\{%-?\s*end(\w+)\s*-?%\}")
_ENDS: Final = frozenset({"if", "unless", "case", "for", "tablerow", "capture", "highlight"})
"""Tags that begin a block."""
_VERBATIM: Final = frozenset({"raw", "comment"})
"""Blocks whose content is not a template."""
_VERBATIM_ENDS: Final = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in _VERBATIM}
_NOT_SPACE: Final = re.compile(r"\S")
_MAX_DEPTH: Final = 50


@dataclass(slots=True)
class Node:
    """A part of a text."""

    name: str
    """`text`, `output`, or the name of a tag."""
    start: int
    end: int = 0
    """The end of the node, with its closing tag."""
    markup: str = ""
    """The text of a `text`; the expression of an `output`; what follows the name of a tag."""
    children: list[Node] = field(default_factory=list)
    is_closed: bool = True
    """False for a block without an end, and for an end without a block."""
    tag_end: int = 0
    """The end of its first tag."""


def parse(text: str) -> list[Node]:
    """Return the nodes of a text."""
    root = Node("root", 0)
    blocks = _ENDS | {match[1] for match in _OWN_END.finditer(text)}
    opened = [root]
    position = 0
    while match := _TOKEN.search(text, position):
        _add_text(opened[-1], text, position, match.start(), trims_end=match[0][2] == "-")
        position = match.end()
        node = _node(match)
        if node.name in _VERBATIM:
            position = _read_verbatim(node, text, position)
            opened[-1].children.append(node)
        elif node.name in blocks:
            opened.append(node)
            if len(opened) > _MAX_DEPTH:
                _give_up(opened)
        elif node.name.startswith("end"):
            _close(opened, node)
        else:
            opened[-1].children.append(node)
        if text[position - 3] == "-":
            position = _after_space(text, position)
    _add_text(opened[-1], text, position, len(text))
    while len(opened) > 1:
        _give_up(opened)
    return root.children


def _add_text(parent: Node, text: str, start: int, end: int, *, trims_end: bool = False) -> None:
    part = text[start:end].rstrip() if trims_end else text[start:end]
    if part:
        parent.children.append(Node("text", start, end, part))


def _after_space(text: str, position: int) -> int:
    """Return the offset of the next character that is not white space."""
    match = _NOT_SPACE.search(text, position)
    return match.start() if match else len(text)


def _read_verbatim(node: Node, text: str, position: int) -> int:
    """Add the content of a block as one text, and return the offset after the block."""
    end = _VERBATIM_ENDS[node.name].search(text, position)
    if end is None:
        node.is_closed = False
        return position
    _add_text(node, text, position, end.start())
    node.end = end.end()
    return end.end()


def _close(opened: list[Node], ending: Node) -> None:
    """End the block that a tag ends, and give up blocks inside it that have no end."""
    name = ending.name.removeprefix("end")
    if not any(node.name == name for node in opened):
        ending.is_closed = False
        opened[-1].children.append(ending)
        return
    while opened[-1].name != name:
        _give_up(opened)
    block = opened.pop()
    block.end = ending.end
    opened[-1].children.append(block)


def _give_up(opened: list[Node]) -> None:
    """Make the innermost block, which has no end, a tag without content."""
    block = opened.pop()
    block.is_closed = False
    opened[-1].children += [block, *block.children]
    block.children = []


def _node(match: re.Match[str]) -> Node:
    is_output = match[3] is not None
    return Node(
        name="output" if is_output else match[1] or "unnamed",
        start=match.start(),
        end=match.end(),
        tag_end=match.end(),
        markup=(match[3] if is_output else match[2]).strip(),
    )
