# SPDX-License-Identifier: MIT
"""The examples of the CommonMark specification, and tables and lists of GitHub, nest as specified."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import cmarkgfm
import pytest
from markdown import Markdown
from markdown_structure import structure
from optional_packages import IN_CI

from kbgen.content.markdown.blocks.extension import CommonMarkBlocks
from kbgen.content.markdown.rendering.extensions import always_on

SPECIFICATION = Path(__file__).parents[1] / "js" / "node_modules" / "commonmark-spec" / "spec.txt"
# HTML blocks are left out: Python-Markdown reads HTML up to its closing tag, and so do writers' sites.
SECTIONS: Final = frozenset({
    "Tabs", "Precedence", "Thematic breaks", "Indented code blocks", "Fenced code blocks", "Paragraphs",
    "Blank lines", "Block quotes", "List items", "Lists",
})  # fmt: skip
_PART: Final = re.compile(
    r"^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*)$", re.MULTILINE
)

OPTIONS = always_on()
CONVERTER = Markdown(
    extensions=[*OPTIONS, CommonMarkBlocks(OPTIONS, html=True)], extension_configs=OPTIONS
)


class Example(NamedTuple):
    number: int
    section: str
    markdown: str
    html: str


def examples() -> list[Example]:
    """Return the examples of the specification; none if it is not installed."""
    if not SPECIFICATION.is_file():
        return []
    found: list[Example] = []
    section = ""
    for markdown, html, heading in _PART.findall(SPECIFICATION.read_text("utf-8")):
        if heading:
            section = heading
        else:
            texts = (text.replace("→", "\t") for text in (markdown, html))
            found.append(Example(len(found) + 1, section, *texts))
    return found


EXAMPLES = [example for example in examples() if example.section in SECTIONS]


@pytest.mark.skipif(not EXAMPLES and not IN_CI, reason="`make check` installs the specification")
def test_the_specification_is_here() -> None:
    """Without it, the next test would have nothing to compare."""
    assert len(EXAMPLES) > 170


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.number}")
def test_examples_nest_as_specified(example: Example) -> None:
    assert structure(CONVERTER.reset().convert(example.markdown)) == structure(example.html)


GITHUB: Final = {
    "table": "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
    "aligned columns": "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
    "bar in a cell": "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
    "table, then a quote": "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
    "table, then a paragraph": "| abc | def |\n| --- | --- |\n| bar | baz |\n\nbar\n",
    "head and line of different widths": "| abc | def |\n| --- |\n| bar |\n",
    "table in a step": "1. Values\n\n   | a | b |\n   |---|---|\n   | c | d |\n2. Next\n",
    "table below a paragraph": "Values:\n\n- one\n  | a | b |\n  |---|---|\n  | c | d |\n",
    "table in a quote": "> | a | b |\n> |---|---|\n> | c | d |\n",
}
"""Markdown beyond CommonMark that the editor of GitHub shows as a table."""


@pytest.mark.parametrize("name", GITHUB)
def test_tables_nest_as_on_github(name: str) -> None:
    expected = cmarkgfm.github_flavored_markdown_to_html(GITHUB[name])
    assert structure(CONVERTER.reset().convert(GITHUB[name])) == structure(expected)
