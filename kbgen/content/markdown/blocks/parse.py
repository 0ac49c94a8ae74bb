# SPDX-License-Identifier: MIT
"""Parse the block structure of a text with markdown-it-py, plus the blocks of Python-Markdown.

In: Markdown without tabs. Out: the tree of `Block`s. Each rule of markdown-it-py is wrapped so that
its tokens carry their source lines, without the indentation and quote marks of their containers.
Blocks that only Python-Markdown knows (admonitions, tabs, footnotes, definitions, `///`, formulas)
have rules here, so that their content is not taken for code or for the rest of a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markdown.util import BLOCK_LEVEL_ELEMENTS
from markdown_it import MarkdownIt

from kbgen.content.markdown.blocks.tree import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    Rule = Callable[[StateBlock, int, int, bool], bool]

_KINDS: Final[dict[str, Kind]] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "indented_open": "indented",
}
# Blocks that can end a paragraph, a quote or a list without a blank line.
_INTERRUPTS: Final = {"alt": ["paragraph", "reference", "blockquote", "list"]}

_BLOCK_TAGS: Final = frozenset(BLOCK_LEVEL_ELEMENTS)

# A marker with so many spaces after it that the content begins more than four columns later.
_LONG_MARKER: Final = re.compile(r"^((?: {4})*)([*+-](?= {4}\S)|\d\.(?= {3,4}\S)|\d\d\.(?= {2,4}\S)) +", re.MULTILINE)
_INDENTED: Final = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]*)[ ]+\S")
_NOTE: Final = re.compile(r"\[\^[^\]\n]+\]:|:[ ]{1,3}\S")
_FENCED_BLOCK: Final = re.compile(r"/{3,}(?:[ ]|$)")
_FORMULA_ENDS: Final = {"$$": "$$", "\\[": "\\]"}
# A tag that begins a block of raw HTML in Python-Markdown, which ends at the closing tag.
_TAG: Final = re.compile(r"<([a-z][a-z0-9-]*)\b([^>]*)>?", re.IGNORECASE)
_MARKDOWN_ATTRIBUTE: Final = re.compile(r"\smarkdown(?=[\s=>]|$)", re.IGNORECASE)
# Elements whose content is Markdown after a blank line, as on GitHub.
_FLOW: Final = frozenset({"details", "div", "section", "aside", "center", "article"})


def parse_blocks(parser: MarkdownIt, text: str) -> list[Block]:
    """Return the top-level blocks of a text."""
    text = _LONG_MARKER.sub(_shorten_marker, text)
    tokens: list[Token] = []
    parser.block.parse(text, parser, {}, tokens)
    root = Block("item", "root", 0, 0)
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
        elif token.type != "inline" and token.map is not None:
            block = _block(token)
            stack[-1].children.append(block)
            if token.hidden and token.type == "paragraph_open":
                stack[-2].tight = True
            if token.nesting > 0:
                stack.append(block)
        elif token.nesting > 0:  # parts of a table
            stack.append(Block("leaf", token.type, 0, 0))
    return root.children


def _shorten_marker(match: re.Match[str]) -> str:
    """Return a marker after which the content begins four columns after it, if that is possible.

    Python-Markdown reads a child at four columns as nested, however many spaces follow the marker.
    """
    indent, marker = match.groups()
    return indent + marker + " " * max(1, 4 - len(marker))


def _block(token: Token) -> Block:
    start, end = token.map or (0, 0)
    name = token.type.removesuffix("_open")
    return Block(
        kind=_KINDS.get(token.type, "leaf"),
        name=name,
        start=start,
        end=end,
        marker=token.markup,
        content=token.content,
        first_number=int(token.attrs.get("start", 1)) if token.attrs else 1,
        **token.meta,
    )


def block_parser(extensions: Iterable[str]) -> MarkdownIt:
    """Return a parser for a site with these Markdown extensions."""
    names = set(extensions)
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    ruler = parser.block.ruler
    indented = _indented_prefixes(names)
    ruler.before("fence", "html_region", _html_region, _INTERRUPTS)
    if indented:
        ruler.before("code", "indented", _indented_rule(indented), _INTERRUPTS)
    if names & {"footnotes", "def_list"}:
        ruler.before("code", "note", _note, {"alt": ["paragraph"]})
    ruler.before("code", "fenced_block", _fenced_block, _INTERRUPTS)
    if "pymdownx.arithmatex" in names:
        ruler.before("code", "formula", _formula, _INTERRUPTS)
    for rule in ruler.__rules__:
        rule.fn = _keep_source(rule.fn)
    return parser


def _indented_prefixes(names: set[str]) -> tuple[str, ...]:
    prefixes = {"admonition": "!!!", "pymdownx.details": "???", "pymdownx.tabbed": "==="}
    return tuple(prefix for name, prefix in prefixes.items() if name in names)


def _keep_source(rule: Rule) -> Rule:
    """Wrap a rule: its first token gets the lines, the column and the indent of the block."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first, indent, column = len(state.tokens), state.blkIndent, state.sCount[start]
        if not rule(state, start, end, silent):
            return False
        if not silent and len(state.tokens) > first:
            opening = state.tokens[first]
            if opening.map is not None and opening.type != "paragraph_open":
                opening.map[1] = state.line if opening.map[1] == 0 else opening.map[1]
            stop = opening.map[1] if opening.map else state.line
            lines = [
                state.getLines(line, line + 1, indent, False).rstrip("\n")
                for line in range(start, stop)
            ]
            while len(lines) > 1 and not lines[-1].strip(" "):
                lines.pop()
            opening.meta = {"lines": lines, "column": column, "indent": indent}
            if opening.type.endswith("list_open"):
                for token in state.tokens[first + 1 :]:
                    if token.type == "list_item_open" and token.level == opening.level + 1:
                        at = token.map[0] if token.map else start
                        token.meta = {
                            "column": column if at == start else state.sCount[at],
                            "indent": indent,
                        }
        return True

    return wrapped


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push_leaf(state: StateBlock, name: str, start: int, end: int) -> bool:
    token = state.push(name, "", 0)
    token.map = [start, end]
    state.line = end
    return True


def _indented_rule(prefixes: tuple[str, ...]) -> Rule:
    """Return the rule of `!!! note` and its kin: a line, then content indented by four."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        text = _line(state, start)
        if (
            state.is_code_block(start)
            or not text.startswith(prefixes)
            or not _INDENTED.match(text)
        ):
            return False
        if silent:
            return True
        stop = _indented_end(state, start + 1, end)
        token = state.push("indented_open", "", 1)
        token.map = [start, stop]
        old = state.blkIndent, state.parentType
        state.blkIndent += 4
        state.parentType = "indented"
        state.md.block.tokenize(state, start + 1, stop)
        state.blkIndent, state.parentType = old
        state.push("indented_close", "", -1)
        state.line = stop
        return True

    return rule


def _indented_end(state: StateBlock, line: int, end: int) -> int:
    """Return the line after the lines indented by four more, without blank lines at the end."""
    last = line
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + 4):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    return last


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a footnote or a definition as one leaf: Python-Markdown reads its indented content."""
    if state.is_code_block(start) or not _NOTE.match(_line(state, start)):
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not state.isEmpty(line):  # lines of the first paragraph
        line += 1
    return _push_leaf(state, "note", start, _indented_end(state, line, end))


def _fenced_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line `/// name` or `///` as a leaf: blocks of pymdownx are not indented."""
    if state.is_code_block(start) or not _FENCED_BLOCK.match(_line(state, start)):
        return False
    return silent or _push_leaf(state, "fenced_block", start, start + 1)


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a formula between `$$` or in brackets as a leaf."""
    text = _line(state, start)
    closing = _FORMULA_ENDS.get(text[:2])
    if closing is None or state.is_code_block(start):
        return False
    line = start
    while closing not in (_line(state, line)[2:] if line == start else _line(state, line)):
        line += 1
        if line >= end or state.isEmpty(line):
            return False
    return silent or _push_leaf(state, "formula", start, line + 1)


def _html_region(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take raw HTML up to its closing tag as a leaf, as Python-Markdown does."""
    if state.is_code_block(start):
        return False
    match = _TAG.match(_line(state, start))
    if not match or match[1].lower() not in _BLOCK_TAGS:
        return False
    stop = _region_end(state, match[1].lower(), start, end)
    if stop is None or _MARKDOWN_ATTRIBUTE.search(match[2]):
        return False
    if match[1].lower() in _FLOW and any(state.isEmpty(line) for line in range(start, stop)):
        return False
    return silent or _push_leaf(state, "html_block", start, stop)


def _region_end(state: StateBlock, name: str, start: int, end: int) -> int | None:
    """Return the line after the closing tag of an element; None if it is not closed."""
    tags = re.compile(rf"<(/?){name}(?=[\s>/])", re.IGNORECASE)
    depth = 0
    for line in range(start, end):
        for match in tags.finditer(_line(state, line)):
            depth += -1 if match[1] else 1
        if depth <= 0:
            return line + 1
    return None
