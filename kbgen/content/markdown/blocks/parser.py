# SPDX-License-Identifier: MIT
"""Parse the blocks of a text with markdown-it-py.

In: Markdown without tabs. Out: the tree of `Block`s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from kbgen.content.markdown.blocks.callouts import directive
from kbgen.content.markdown.blocks.line_state import LineState
from kbgen.content.markdown.blocks.own_rules import own_rules
from kbgen.content.markdown.blocks.rules_by_character import RulesByCharacter
from kbgen.content.markdown.blocks.tree import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

_KINDS: Final[dict[str, Kind]] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "indented_open": "indented",
    "directive_open": "callout",
}
# Markers with so many spaces after them that the content begins more than four columns later.
# Python-Markdown reads a block at four columns as part of the item, however many spaces there are.
_LONG_MARKER: Final = re.compile(
    r"^((?: {4})*)([*+-](?= {4}\S)|\d\.(?= {3,4}\S)|\d\d\.(?= {2,4}\S)) +", re.MULTILINE
)

# Levels of lists, items and quotes. Python's stack has room for some hundred.
_MAX_NESTING: Final = 64


class BlockParser:
    """A parser for the texts of a site."""

    def __init__(self, extensions: Iterable[str], *, html: bool) -> None:
        """Create the parser.

        Args:
            extensions: Names of the Markdown extensions, without `markdown.extensions.`.
            html: Whether raw HTML in a text is HTML.
        """
        options = {"html": html, "maxNesting": _MAX_NESTING}
        self._parser = MarkdownIt("commonmark", options).enable("table")
        # Python-Markdown reads definitions of references, in whichever paragraph they are.
        self._parser.disable("reference")
        ruler = self._parser.block.ruler
        for before, name, rule, ends in own_rules(extensions):
            ruler.before(before, name, rule, {"alt": ends})
        ends = ["paragraph", "reference", "blockquote", "list"]
        ruler.before("fence", "directive", directive, {"alt": ends})
        self._parser.block.ruler = RulesByCharacter(ruler)

    def parse(self, text: str) -> list[Block]:
        """Return the top-level blocks of a text; none for a text that is nested too deeply."""
        text = _LONG_MARKER.sub(_short_marker, text)
        tokens: list[Token] = []
        state = LineState(text, self._parser, tokens)
        self._parser.block.tokenize(state, 0, state.lineMax)
        if any(token.nesting > 0 and token.level >= _MAX_NESTING - 1 for token in tokens):
            return []  # the parser has left out what is deeper
        root = Block("item", "root")
        stack = [root]
        for token in tokens:
            if token.nesting < 0:
                stack.pop()
            elif token.type != "inline":
                block = _block(token) if token.meta else Block("leaf", token.type)
                stack[-1].children.append(block)
                if token.hidden:  # a paragraph of a tight list: root or list, item, paragraph
                    stack[-2].is_tight = True
                if token.nesting > 0:
                    stack.append(block)
        return root.children


def _short_marker(match: re.Match[str]) -> str:
    indent, marker = match.groups()
    return indent + marker + " " * max(1, 4 - len(marker))


def _block(token: Token) -> Block:
    start, end = token.map or (0, 0)
    return Block(
        kind=_KINDS.get(token.type, "leaf"),
        name=token.type.removesuffix("_open"),
        start=start,
        end=end,
        content=token.content,
        marker=token.markup,
        first_number=int(token.attrs.get("start", 1)),
        **token.meta,
    )
