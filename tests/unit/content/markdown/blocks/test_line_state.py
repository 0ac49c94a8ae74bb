# SPDX-License-Identifier: MIT
"""Where the lines of a text are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from kbgen.content.markdown.blocks.line_state import LineState

PARSER = MarkdownIt("commonmark")


@given(st.text(alphabet=" \n\tab>é", max_size=30))
@pytest.mark.parametrize("ending", ["", "\n", "  ", "\n  ", "\n\n"])
def test_lines_are_where_the_library_finds_them(ending: str, text: str) -> None:
    """With tabs and without, and whatever ends the text."""
    theirs = StateBlock(text + ending, PARSER, {}, [])
    ours = LineState(text + ending, PARSER, [])
    for name in vars(theirs).keys() - {"md", "env", "tokens", "attrs"}:
        assert getattr(ours, name) == getattr(theirs, name), name
