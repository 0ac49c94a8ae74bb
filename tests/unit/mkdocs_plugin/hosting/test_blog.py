# SPDX-License-Identifier: MIT
"""What pages show of a blog. That a whole blog is built is tested in `integration/plugins/`."""

from __future__ import annotations

import pytest

from kbgen.mkdocs_plugin.hosting.blog import _anchor, _known_url, _without_title

PAGES = {"blog/prices/", "billing/refund/"}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/ann",
        "mailto:ann@example.com",
        "blog/prices/",
        "billing/refund/#by-card",
    ],
)
def test_links_of_posts_lead_to_pages_and_to_other_sites(url: str) -> None:
    """Authors have sites of their own."""
    assert _known_url(url, PAGES) == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "gone/", "//evil", ""]
)
def test_other_addresses_are_no_links(url: str) -> None:
    """The list of authors cannot put a script on a page."""
    assert _known_url(url, PAGES) == ""


def test_an_excerpt_does_not_repeat_its_title() -> None:
    """The list shows the title as a link; the heading may have escaped characters and markup."""
    html = "<h1>Q &amp; A</h1>\n<h2>Q <b>&amp;</b> A</h2><p>Text</p><h2>Q &amp; A</h2>"
    assert _without_title(html, "Q & A") == "<p>Text</p><h2>Q &amp; A</h2>"
    assert _without_title("<h2>Other</h2>", "Q & A") == "<h2>Other</h2>"


def test_the_title_of_an_excerpt_keeps_its_anchor() -> None:
    """Links to a post in a list of posts keep working; other headings have no title's anchor."""
    html = '<h1>Q &amp; A</h1>\n<h2 id="q-a">Q <b>&amp;</b> A</h2><p>Text</p><h2 id="b">B</h2>'
    assert _anchor(html, "Q & A") == "q-a"
    assert _anchor('<h2 id="other">Other</h2>', "Q & A") == ""
    assert _anchor('<h2 id="kb-main">Q & A</h2>', "Q & A") == ""
