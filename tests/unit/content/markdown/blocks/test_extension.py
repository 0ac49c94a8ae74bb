# SPDX-License-Identifier: MIT
from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import settings_for

from kbgen.content.markdown.blocks.parser import BlockParser
from kbgen.content.markdown.body import BodyRenderer
from kbgen.model import Trust
from kbgen.settings.types import BlockRules, MarkdownSettings

ROOT = Path("/nowhere")
NESTED = "- a\n  - b\n"


def test_the_setting_keeps_the_rules_of_python_markdown() -> None:
    markdown = MarkdownSettings(blocks=BlockRules.PYTHON_MARKDOWN)
    settings = settings_for(ROOT)
    old = BodyRenderer(replace(settings, kbgen=replace(settings.kbgen, markdown=markdown)))
    assert old.render(NESTED).html.count("<ul>") == 1
    assert BodyRenderer(settings_for(ROOT)).render(NESTED).html.count("<ul>") == 2


def test_lists_of_imported_text_nest_too_but_its_html_stays_text() -> None:
    body = BodyRenderer(settings_for(ROOT)).render(
        "1. a\n   - b\n\n<details>\n\n- c\n\n</details>\n", trust=Trust.IMPORTED
    )
    assert body.html.count("<li>") == 3
    assert "&lt;details&gt;" in body.html


def test_a_text_that_is_nested_too_deeply_stays_as_it_is() -> None:
    """The parser leaves out what is too deep: the reader must not lose it."""
    assert BlockParser([], html=True).parse("> " * 200 + "deep") == []


@pytest.mark.parametrize(
    "text",
    [
        "- <div>\n- text\n",
        "<div>\n\n- a\n  - b\n",
        "x\x02kb+ul\x03y",
        "\x02kb+ul\x03\n\n\x02kb#7\x03\n",
    ],
)
def test_no_marker_reaches_the_page(text: str) -> None:
    """Raw HTML that is not closed swallows markers, and a writer cannot type one."""
    html = BodyRenderer(settings_for(ROOT)).render(text).html
    assert "\x02" not in html
    assert "\x03" not in html


def calls(text: str) -> int:
    """Return the number of calls, of Python and of C, that parsing a text takes."""
    parser = BlockParser([], html=True)
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(counted)
    try:
        parser.parse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("line", ["<div>\n\n", ":::note\n", "<div>\n", "- <div>\n", "> x\n\n"])
def test_what_is_never_closed_takes_linear_time(line: str) -> None:
    """Looking for the end of each element or directive would take quadratic time."""
    assert calls(line * 400) < 2.2 * calls(line * 200)


@pytest.mark.parametrize(
    "text",
    [
        "Text[^1]\n\n[^1]:\n    1. a\n       - b\n",
        '1. Step\n\n    === "A"\n\n        1. a\n           - b\n',
        '=== "A"\n  1. a\n     - b\n',
    ],
)
def test_lists_nest_in_footnotes_and_tabs(text: str) -> None:
    settings = settings_for(ROOT, markdown_extensions=(("pymdownx.tabbed", {}),))
    assert "<li>a<ul>\n<li>b</li>" in BodyRenderer(settings).render(text).html


def test_the_setting_keeps_backslashes() -> None:
    markdown = MarkdownSettings(blocks=BlockRules.PYTHON_MARKDOWN)
    settings = settings_for(ROOT)
    old = BodyRenderer(replace(settings, kbgen=replace(settings.kbgen, markdown=markdown)))
    assert old.render(r"\$5").html.strip() == r"<p>\$5</p>"


def test_an_extension_that_a_site_names_has_its_own_defaults() -> None:
    """Without the name, `~` is text, because people write it before numbers."""
    named = settings_for(ROOT, markdown_extensions=(("pymdownx.tilde", {}),))
    assert "H<sub>2</sub>O" in BodyRenderer(named).render("H~2~O").html
    assert "H~2~O" in BodyRenderer(settings_for(ROOT)).render("H~2~O").html
