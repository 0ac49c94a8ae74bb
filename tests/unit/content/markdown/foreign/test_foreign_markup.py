# SPDX-License-Identifier: MIT
"""Markup of Word, Confluence, Jekyll and others is reported where it is shown as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import article, settings_for

from kbgen.content.markdown.body import BodyRenderer
from kbgen.content.markdown.foreign.looks_like import report_lookalikes
from kbgen.runtime.problems import Problems

SETTINGS = settings_for(Path("/site"))


def problems(text: str) -> list[str]:
    """What is said about a text that begins on line 1."""
    item = replace(article(text), body_line=1)
    found = Problems("a.md")
    renderer = BodyRenderer(SETTINGS)
    report_lookalikes(item, renderer.render(text).html, frozenset(), found)
    return [f"{each.line}:{each.column} {each.message} > {each.hint}" for each in found.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You need:\n\n•\tA card\n•\tA phone\n", "3:1 • A card looks like a list"),
        ("• **A** card\n\n• A phone\n", "hyphen and a space: - **A** card"),
        ("– One\n– Two\n", "1:1 – One looks like a list"),
        ("-\u00a0One\n-\u00a0Two\n", "1:1 - One looks like a list and is shown as text > An invis"),
        ("1.\u00a0One\n2.\u00a0Two\n", "1:1 1. One looks like a list"),
        ("Name\tPrice\nCard\t1 €\n", "1:1 Name Price looks like a table"),
        ("This is ** bold ** text.\n", "1:9 ** bold ** looks like bold text with spaces"),
        ("This is **bold ** text.\n", "1:9 **bold ** looks like bold text with spaces"),
        ("{info}Note{info}\n", "1:1 {info} looks like a Confluence macro"),
        (
            "h2. Heading\n",
            "1:1 h2. Heading looks like a Confluence heading and is shown as text > Write ## Heading.",
        ),
        ("||A||B||\n|1|2|\n", "1:1 ||A||B|| looks like the first row of a Confluence table"),
        ("See [Pay|https://example.com].\n", "looks like a Confluence link"),
        ("[[_TOC_]]\n\n## A\n", "1:1 [[TOC]] looks like a list of headings"),
        (
            "{% hint style='info' %}\n",
            "1:1 {% hint style='info' %} looks like a statement of a template",
        ),
        ("{{< note >}}\n", "1:1 {{< note >}} looks like a template tag"),
        ("Hi <%= name %>.\n", "1:4 <%= name %> looks like a template tag"),
        (".. note::\n", "1:1 .. note:: looks like a directive of reStructuredText"),
        ("<!-- to do\n\nText.\n", "1:1 <!-- to do looks like a comment that is not closed"),
        (
            "| A | B |\n| 1 | 2 |\n",
            "1:1 | A | B | looks like a table and is shown as text > Write |---",
        ),
        ("| A | B |\n\n|---|---|\n| 1 | 2 |\n", "1:1 | A | B | looks like a table"),
        ("´´´\ncode\n", "1:1 ´´´ looks like the fence of a code block"),
        ("[ ] Call\n", "1:1 [ ] Call looks like a task and is shown as text"),
        ("[the article](good.md and more\n", "1:1 [the article](good.md looks like a link that is"),
        ("[see [good](good.md) here](b.md)\n", "1:6 [good](good.md) looks like a link and is"),
        (":::tip Title\nText.\n", "1:1 :::tip Title looks like a note and is shown as text > End"),
        (
            "> [!HINWEIS]\n> Text.\n",
            "[!HINWEIS] looks like a note and is shown as text > Write NOTE",
        ),
        ("<<<<<<< HEAD\nA\n", "1:1 <<<<<<< HEAD looks like a merge conflict"),
    ],
)
def test_markup_of_other_programs(text: str, expected: str) -> None:
    found = problems(text)
    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "- One\n- Two\n",
        "-\tOne\n-\tTwo\n",
        "1.\tOne\n2.\tTwo\n",
        "A – dash.\n– One line of speech.\nMore.\n",
        "| A | B |\n|---|---|\n| • x<br>• y | z |\n",
        "```\n• One\n• Two\nA\tB\nC\tD\n{% if x %}\n<<<<<<< HEAD\n```\n",
        "**bold** and **more** text, 2 * 3 * 4, `** a **`.\n",
        "GET /users/{code} and {name}.\n",
        "Write `{{< note >}}` or `[[_TOC_]]`.\n",
        "<!-- closed -->\n\nText.\n",
        "The tag h2. It is a heading.\n",
        "Choose [yes|no].\n",
        "::: httpx.request\n",
        "Use `:::name` and `<<< @/x.js` and `{{ $x }}`, or a <<< b.\n",
        "| A | B |\n|---|---|\n| 1 | 2 |\n",
        "- [ ] Call\n- [x] Pay\n",
        "> [!NOTE]\n> Text.\n",
        ":::note\nText.\n:::\n",
        "[![B](b.png)](good.md) and (see [x](good.md)).\n",
        "`[x](good.md)` and the values |x| and |y|.\n",
    ],
)
def test_what_only_resembles_it(text: str) -> None:
    assert problems(text) == []
