# SPDX-License-Identifier: MIT
"""Any lists, quotes and fences nest in Python-Markdown as they do in a CommonMark parser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt
from markdown_structure import structure

from kbgen.content.markdown.blocks.extension import CommonMarkBlocks
from kbgen.content.markdown.rendering.extensions import always_on

OPTIONS = always_on()
CONVERTER = Markdown(
    extensions=[*OPTIONS, CommonMarkBlocks(OPTIONS, html=True)], extension_configs=OPTIONS
)
ORACLE = MarkdownIt("commonmark", {"maxNesting": 64})

MARKERS = ["", "", "- ", "* ", "1. ", "2. ", "10. ", "1) ", "- - ", "- > ", "```", "# ", "-", ">"]
LINES = st.one_of(
    st.just(""),
    st.builds(
        "{:{}}{}{}".format, st.just(""), st.integers(0, 8), st.sampled_from(MARKERS), st.just("x")
    ),
    # A quote that is indented by four columns or more, the parsers take for different things.
    st.builds(
        "{:{}}{}".format, st.just(""), st.integers(0, 3), st.sampled_from(["> x", "> - x", ">x"])
    ),
)


@given(st.lists(LINES, max_size=9))
def test_blocks_nest_as_in_commonmark(lines: list[str]) -> None:
    text = "".join(f"{line}{number}\n" if line else "\n" for number, line in enumerate(lines))
    assert structure(CONVERTER.reset().convert(text)) == structure(ORACLE.render(text))
