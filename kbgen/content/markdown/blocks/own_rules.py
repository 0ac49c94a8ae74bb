# SPDX-License-Identifier: MIT
"""Rules of markdown-it-py for blocks that are not in CommonMark.

Without them, the content of `!!! note` would be code, and a `///` after a list would be part of the
list's last paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown.util import BLOCK_LEVEL_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

# `!!! note`, `??? note`, `???+ note`, `=== "Tab"`, `===! "Tab"`: a line with content below it.
_INDENTED: Final = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]*)[ ]+\S")
_INDENTED_BY: Final = {"admonition": "!!!", "pymdownx.details": "???", "pymdownx.tabbed": "==="}
_NOTE: Final = re.compile(r"\[\^[^\]\n]+\]:|:[ ]{1,3}\S")
_FENCED_BLOCK: Final = re.compile(r"/{3,}(?:[ ]|$)")
_TAB: Final = 4
_FORMULA_ENDS: Final = {"$$": "$$", "\\[": "\\]"}

_BLOCK_TAGS: Final = frozenset(BLOCK_LEVEL_ELEMENTS)
_TAG: Final = re.compile(r"<([a-z][a-z0-9-]*)\b([^>]*)", re.IGNORECASE)
_MARKDOWN_ATTRIBUTE: Final = re.compile(r"\smarkdown(?=[\s=>]|$)", re.IGNORECASE)
# Elements whose content is Markdown after a blank line, as on GitHub.
_FLOW: Final = frozenset({"details", "div", "section", "aside", "center", "article"})

# Rules in the `alt` list of others can end a paragraph, a quote or a list without a blank line.
_ENDS_ALL: Final = ["paragraph", "reference", "blockquote", "list"]


def own_rules(extensions: Iterable[str]) -> Iterator[tuple[str, str, Rule, list[str]]]:
    """Yield the rules for a site with these Markdown extensions.

    Yields:
        Name of the rule that comes after it, its own name, the rule, what it can end.
    """
    names = set(extensions)
    yield "fence", "html_region", _html_region, _ENDS_ALL
    if prefixes := tuple(prefix for name, prefix in _INDENTED_BY.items() if name in names):
        yield "code", "indented", _indented_rule(prefixes), _ENDS_ALL
    if names & {"footnotes", "def_list"}:
        yield "code", "note", _note, ["paragraph"]
    if any(name.startswith("pymdownx.blocks") for name in names):
        yield "code", "fenced_block", _fenced_block, _ENDS_ALL
    if "pymdownx.arithmatex" in names:
        yield "code", "formula", _formula, _ENDS_ALL


def line_text(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the marks of the quotes around it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def push_leaf(state: StateBlock, name: str, start: int, end: int) -> bool:
    """Add a block of these lines, and continue after it."""
    state.push(name, "", 0).map = [start, end]
    state.line = end
    return True


def _indented_rule(prefixes: tuple[str, ...]) -> Rule:
    """Return the rule of blocks with a first line and content indented by four columns."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        text = line_text(state, start)
        if state.is_code_block(start) or not text.startswith(prefixes):
            return False
        if not _INDENTED.match(text):
            return False
        if silent:
            return True
        width = _width(state, start, end)
        stop = _end_of_indented(state, start + 1, end, width)
        _push_indented(state, start, start + 1, stop, width)
        return True

    return rule


def _width(state: StateBlock, start: int, end: int) -> int:
    """Return by how many columns a block's content is indented: four, or two or three.

    Python-Markdown wants four. With fewer it shows an empty box, and the text below it.
    """
    line = next((line for line in range(start + 1, end) if not state.isEmpty(line)), start)
    depth = state.sCount[line] - state.sCount[start]
    return min(state.sCount[line] - state.blkIndent, _TAB) if depth in (2, 3) else _TAB


def _push_indented(
    state: StateBlock, start: int, content: int, stop: int, width: int = _TAB
) -> None:
    """Add a block whose lines from `content` on are blocks, indented by `width` columns."""
    state.push("indented_open", "", 1).map = [start, stop]
    old = state.blkIndent, state.parentType
    state.blkIndent += width
    state.parentType = "indented"
    state.md.block.tokenize(state, content, stop)
    state.blkIndent, state.parentType = old
    state.push("indented_close", "", -1)
    state.line = stop


def _end_of_indented(state: StateBlock, line: int, end: int, width: int = _TAB) -> int:
    """Return the line after those indented by more columns, blank ones at the end excluded."""
    stop = line
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + width):
        line += 1
        if not state.isEmpty(line - 1):
            stop = line
    return stop


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a footnote or a definition: a paragraph, and blocks indented by four columns."""
    if state.is_code_block(start) or not _NOTE.match(line_text(state, start)):
        return False
    if silent:
        return True
    line = start + 1
    is_bare = line_text(state, start).rstrip().endswith("]:")
    if not (is_bare and line < end and state.sCount[line] >= state.blkIndent + _TAB):
        while line < end and not state.isEmpty(line):  # the first paragraph need not be indented
            line += 1
    _push_indented(state, start, line, _end_of_indented(state, line, end))
    return True


def _fenced_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Read a line `/// name` or `///` as a block, as blocks of pymdownx are not indented."""
    if state.is_code_block(start) or not _FENCED_BLOCK.match(line_text(state, start)):
        return False
    return silent or push_leaf(state, "fenced_block", start, start + 1)


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula in `$$` or brackets as one block; its lines may look like list items."""
    closing = _FORMULA_ENDS.get(line_text(state, start)[:2])
    if closing is None or state.is_code_block(start):
        return False
    line, text = start, line_text(state, start)[2:]
    while closing not in text:
        line += 1
        if line >= end or state.isEmpty(line):
            return False
        text = line_text(state, line)
    return silent or push_leaf(state, "formula", start, line + 1)


def _html_region(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read raw HTML up to its closing tag, as Python-Markdown does, and not up to a blank line.

    Elements in which Markdown may follow a blank line are read only up to that line.
    """
    match = _TAG.match(line_text(state, start))
    if not match or state.is_code_block(start) or not state.md.options.html:
        return False
    name = match[1].lower()
    if name not in _BLOCK_TAGS or _MARKDOWN_ATTRIBUTE.search(match[2]):
        return False
    stop = _end_of_element(state, name, start, end)
    if stop is None:
        return False
    blank = next((line for line in range(start, stop) if state.isEmpty(line)), None)
    if blank is not None and name in _FLOW:
        return silent or push_leaf(state, "html_flow", start, blank)
    return silent or push_leaf(state, "html_block", start, stop)


def _end_of_element(state: StateBlock, name: str, start: int, end: int) -> int | None:
    """Return the line after an element's closing tag; None if its container ends before."""
    closing = _closing_lines(state, name).get(start, end)
    if closing >= end:
        return None
    inside = range(start, closing + 1)
    if any(state.sCount[line] < state.blkIndent and not state.isEmpty(line) for line in inside):
        return None
    return closing + 1


def _closing_lines(state: StateBlock, name: str) -> dict[int, int]:
    """Return the line of an element's first tag → the line of its closing tag.

    Found once for a text, as many elements that are not closed would take quadratic time.
    """
    lines: dict[int, int] | None = state.env.get(name)
    if lines is None:
        lines = state.env[name] = {}
        tag = re.compile(rf"<(/?){name}(?=[\s>/]|$)", re.IGNORECASE)
        open_lines: list[int] = []
        for line, text in enumerate(state.src.split("\n")):
            for match in tag.finditer(text):
                if not match[1]:
                    open_lines.append(line)
                elif open_lines:
                    # The outer of two elements that begin in one line is closed last.
                    lines[open_lines.pop()] = line
    return lines
