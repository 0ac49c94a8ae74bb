# SPDX-License-Identifier: MIT
"""Articles of the corpus as search sees them."""

from __future__ import annotations

from bench.search.corpus import Page
from bench.search.scale import document_of


def test_passages_are_cut_at_headings_and_lose_their_markup():
    page = Page(
        "category-01/section-011/slow-fax.md",
        "Slow fax",
        "Intro with `code`.\n\n## Speed\n\n1. Wait.\n",
        True,
    )
    document = document_of(page)
    assert (document.id, document.url, document.title) == (
        "slow-fax",
        "category-01/section-011/slow-fax/",
        "Slow fax",
    )
    assert document.trail == ("category-01", "section-011")
    assert [(each.anchor, each.title, each.text) for each in document.passages] == [
        ("", "", "Intro with code."),
        ("part-1", "Speed", "Wait."),
    ]
