# SPDX-License-Identifier: MIT
"""Keep the anchors of headings."""

from __future__ import annotations

import pytest

from kbgen.importing.text.slugs import github_slug, heading_text, keep_anchors, vitepress_slug


@pytest.mark.parametrize(
    ("heading", "text", "slug"),
    [
        ("A & B", "A & B", "a--b"),
        ("`--seed=<num>`", "--seed=<num>", "--seednum"),
        ("`x` \\[array&lt;string&gt;]", "x [array<string>]", "x-arraystring"),
        (
            "[Link](a.md) **bold** _it_ snake_case",
            "Link bold it snake_case",
            "link-bold-it-snake_case",
        ),
        ("Größe", "Größe", "größe"),
    ],
)
def test_anchors_are_those_of_github(heading: str, text: str, slug: str) -> None:
    """Markup does not count; code does."""
    assert heading_text(heading) == text
    assert github_slug(heading_text(heading)) == slug


def test_headings_keep_their_anchors() -> None:
    """Only headings whose anchor would change get one; repeated ones are numbered as before."""
    text = "## A & B\n\n## Plain\n\n## Plain\n\n## Own {#own}\n\n```\n## A & B\n```\n"
    assert keep_anchors(text, github_slug) == (
        "## A & B { #a--b }\n\n## Plain\n\n## Plain { #plain-1 }\n\n## Own {#own}\n\n```\n## A & B\n```\n"
    )
    assert keep_anchors("## 1. Élan\n", vitepress_slug) == "## 1. Élan { #_1-elan }\n"
