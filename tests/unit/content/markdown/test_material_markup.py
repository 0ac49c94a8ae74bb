# SPDX-License-Identifier: MIT
"""What Material's manual shows is readable without Material's scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from content_sites import article, lines, settings_for

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.settings.types import PythonName

EMOJI = (
    "pymdownx.emoji",
    {
        "emoji_index": PythonName("material.extensions.emoji.twemoji"),
        "emoji_generator": PythonName("material.extensions.emoji.to_svg"),
    },
)


def render(markdown: str, *extensions: Any) -> str:
    """Return the HTML of a text that has no problem."""
    settings = settings_for(Path("/nowhere"), markdown_extensions=extensions)
    body, problems = render_article(BodyRenderer(settings), article(markdown), "a.md")
    assert lines(problems) == []
    assert body is not None
    return body.html


@pytest.mark.parametrize(
    ("language", "code", "comment"),
    [
        ("yaml", "a: b # (1)!", "# (1)"),
        ("js", "a() // (12)!", "// (12)"),
        ("css", "a {} /* (1)! */", "/* (1) */"),
        ("html", "<p> <!-- (1)! -->", "&lt;!-- (1) --&gt;"),
        ("yaml", "a: b # (2)", "# (2)"),
        ("yaml", "a: b # wow (1)!", "# wow (1)!"),
        ("py", "f(1)!", ""),
    ],
)
def test_an_annotation_in_code_is_a_number_in_a_comment(
    language: str, code: str, comment: str
) -> None:
    """Copied code runs, and the list below says what the number means."""
    html = render(f"```{language}\n{code}\n```\n\n1.  The meaning\n")
    if comment:
        assert f'">{comment}</span>' in html
    assert "<ol>\n<li>The meaning</li>\n</ol>" in html


def test_annotated_text_keeps_its_numbers_and_its_list() -> None:
    text = "One (1) and two. (2)\n{ .annotate }\n\n1.  First (1)\n    { .annotate }\n\n    1.  Nested\n\n2.  Second\n"
    html = render(text)
    assert html.startswith('<p class="annotate">One (1) and two. (2)</p>\n<ol>')
    assert '<p class="annotate">First (1)</p>\n<ol>\n<li>Nested</li>' in html


def test_annotations_of_a_callout_follow_it() -> None:
    html = render('!!! note annotate "Title (1)"\n\n    Text (2)\n\n1.  First\n2.  Second\n')
    assert '<div class="admonition note annotate">' in html
    assert "</div>\n<ol>\n<li>First</li>" in html


def test_tabs_are_radio_buttons_with_labels() -> None:
    html = render(
        '=== "C"\n\n    one\n\n=== "C++"\n\n    two\n',
        ("pymdownx.tabbed", {"alternate_style": True}),
    )
    assert html.count('type="radio"') == 2
    assert '<label for="__tabbed_1_2">C++</label>' in html
    assert "<p>two</p>" in html


def test_a_grid_has_its_cards() -> None:
    html = render(
        '<div class="grid cards" markdown>\n\n-   __One__\n\n    ---\n\n    Text\n\n-   __Two__\n\n</div>'
    )
    assert html.startswith('<div class="grid cards">\n<ul>\n<li>')
    assert html.count("<li>") == 2
    assert "<hr>" in html


def test_tooltips_are_those_of_the_browser() -> None:
    pytest.importorskip("material", reason="the icon is Material's")
    text = '[Link](https://a.example "Tip") :material-information-outline:{ title="Tip of an icon" } HTML\n\n*[HTML]: Markup'
    html = render(text, ("abbr", {}), EMOJI)
    assert 'title="Tip">Link</a>' in html
    assert '<span class="twemoji" title="Tip of an icon"><svg' in html
    assert '<abbr title="Markup">HTML</abbr>' in html


def test_a_table_of_contents_in_the_text_and_comments_of_plugins() -> None:
    html = render("[TOC]\n\n## One\n\n<!-- md:version 9.2 -->\n\n## Two\n")
    assert '<a href="#two">Two</a>' in html
    assert "md:version" not in html
