# SPDX-License-Identifier: MIT
"""Choose the rules of markdown-it-py by the first character of a line, and keep a block's source.

The library tries every rule at every line; most of them need a certain character. The first token
of a block gets the block's lines, because the positions that the parser computes for a container
are gone when it has read it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from kbgen.content.markdown.blocks.own_rules import Rule

_FIRST_CHARACTERS: Final = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "html_block": "<",
    "heading": "#",
    "html_region": "<",
    "indented": "!?=",
    "note": "[:",
    "fenced_block": "/",
    "formula": "$\\",
    "directive": ":",
}
"""Rule → characters with which its block begins; other rules read any line."""
_ALL: Final = "".join({*"".join(_FIRST_CHARACTERS.values())})


class RulesByCharacter(Ruler["Rule"]):
    """Has one rule for each chain, which tries the rules that the first character allows."""

    def __init__(self, ruler: Ruler[Rule]) -> None:
        """Take the rules of another ruler, to which no rule is added later."""
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chains: dict[str, list[Rule]] = {}

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803  # the library's names
        """Return the one rule of a chain."""
        if chainName not in self._chains:
            rule = self._rule(chainName)
            self._chains[chainName] = [rule if chainName else _keep_source(rule)]
        return self._chains[chainName]

    def _rule(self, chain: str) -> Rule:
        by_character: defaultdict[str, list[Rule]] = defaultdict(list)
        others: list[Rule] = []
        for entry in self.__rules__:
            if entry.enabled and (not chain or chain in entry.alt):
                characters = _FIRST_CHARACTERS.get(entry.name)
                for character in characters or _ALL:
                    by_character[character].append(entry.fn)
                if not characters:
                    others.append(entry.fn)

        def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            position = state.bMarks[start] + state.tShift[start]
            for function in by_character.get(state.src[position : position + 1], others):
                if function(state, start, end, silent):
                    return True
            return False

        return rule


def _keep_source(rule: Rule) -> Rule:
    """Return a rule whose first token has the lines, the column and the indent of its block."""

    def keep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        # By now the rule has restored the state of the container.
        indent, column = state.blkIndent, state.sCount[start]
        _annotate(state, state.tokens[first], indent, column)
        for token in state.tokens[first + 1 :]:
            # The markers of a list's items: the parser has restored their columns by now.
            if token.type == "list_item_open" and not token.meta and token.map:
                line = token.map[0]
                token.meta = {
                    "column": column if line == start else state.sCount[line],
                    "indent": indent,
                }
        return True

    return keep


def _annotate(state: StateBlock, token: Token, indent: int, column: int) -> None:
    start, stop = token.map or (0, 0)
    while stop > start + 1 and state.isEmpty(stop - 1):
        stop -= 1
    token.map = [start, stop]
    if indent:
        lines = [state.getLines(line, line + 1, indent, False) for line in range(start, stop)]
    else:  # the same, without a call for each line
        lines = [state.src[state.bMarks[line] : state.eMarks[line]] for line in range(start, stop)]
    token.meta = {"lines": lines, "column": column, "indent": indent}
