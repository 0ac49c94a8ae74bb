# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_sites import article, lines, settings_for

from kbgen.content.markdown.body import BodyRenderer, render_article
from kbgen.content.markdown.foreign.directives import has_directive
from kbgen.settings import OtherPlugin


def reported(text: str, *plugins: str) -> list[str]:
    settings = settings_for(Path("/nowhere"))
    others = tuple(OtherPlugin(name, 1, 1) for name in plugins)
    renderer = BodyRenderer(replace(settings, other_plugins=others))
    return lines(render_article(renderer, article(text, body_line=4), "a.md")[1])


def test_a_directive_that_readers_would_see_is_named() -> None:
    assert reported("Text before.\n\n::: json.dumps\n\nText after.") == [
        "a.md:6:1: KB711 '::: json.dumps' is shown as text: no plugin renders it"
    ]
    assert reported("::: a.b\n    options:\n      show: true") == [
        "a.md:4:1: KB711 '::: a.b' is shown as text: no plugin renders it"
    ]


def test_the_plugin_renders_it() -> None:
    assert reported("::: json.dumps", "mkdocstrings") == []


@pytest.mark.parametrize(
    "text", ["```\n::: json.dumps\n```", "    ::: json.dumps", "::: note", "a ::: b.c"]
)
def test_code_and_containers_are_no_directives(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "has"), [("a\n\n::: a.b\n", True), ("::: a.b c", False), ("a", False)]
)
def test_texts_that_may_have_one(text: str, has: bool) -> None:
    assert has_directive(text) == has
