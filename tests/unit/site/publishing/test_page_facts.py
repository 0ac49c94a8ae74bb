# SPDX-License-Identifier: MIT
"""What one published page gives and wants; the quick way of following links agrees with the careful one."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.site.publishing.page_facts import AnchorLink, read_page

FILES = frozenset({"index.html", "a/index.html", "a/b/index.html", "i.png"})


def test_anchors_links_to_parts_and_the_title_of_an_article() -> None:
    html = (
        '<html class="x" lang="pl" dir="ltr"><main data-kb="article">'
        '<h1 id="top">Zwrot &amp; <em>opłata</em>\n</h1><p class="a kb-text b">'
        '<a href="#top">up</a><a href="../#home">home</a><a href="b/#x">b</a>'
    )
    facts = read_page(html, "a/index.html", FILES, "/")
    assert (facts.lang, facts.title) == ("pl", "Zwrot & opłata")
    assert facts.anchors == {"top"}
    assert facts.links == (
        AnchorLink("#top", "a/index.html", "top"),
        AnchorLink("../#home", "index.html", "home"),
        AnchorLink("b/#x", "a/b/index.html", "x"),
    )
    assert facts.problems == ()


def test_a_page_that_is_no_article_has_no_title() -> None:
    assert read_page("<html lang=en><h1>Search</h1>", "index.html", FILES, "/").title == ""


def test_a_problem_is_named_once_however_often_it_stands_there() -> None:
    facts = read_page('<a href="x/">1</a><a class="c" href="x/">2</a>', "a/index.html", FILES, "/")
    assert facts.problems == ("'x/' points to a/x/index.html, which does not exist",)


@pytest.mark.parametrize(
    "url", ["", "https://a.b/x", "mailto:a@b.co", "//cdn.example/x", "HTTP://A.B", "data:,x"]
)
def test_addresses_elsewhere_are_none_of_ours(url: str) -> None:
    assert read_page(f'<a href="{url}">', "index.html", FILES, "/").problems == ()


PIECES = st.lists(
    st.sampled_from(
        ["../", "./", "a/", "b/", "i.png", "index.html", "..", ".", "-x", "%61/", "a;b", "?q"]
    )
)


@given(
    PIECES,
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html"]),
    st.sampled_from(["", "#", "#x", "#%78"]),
)
def test_every_address_leads_where_a_browser_would_go(
    pieces: list[str], page: str, fragment: str
) -> None:
    """The standard library's joining is the judge; the page has two steps above it to go to."""
    url = "".join(pieces) + fragment
    root = "/help/"
    found = read_page(f'<a href="{url}">', page, frozenset(), root)
    path = urlsplit(urljoin(f"https://site.invalid{root}{page}", url)).path.replace("%61", "a")
    if path.startswith(root):
        file = path[len(root) :]
        file = f"{file}index.html" if not file or file.endswith("/") else file
        assert found.problems == (f"'{url}' points to {file}, which does not exist",)
    else:
        assert found.problems == (f"'{url}' points outside the site",)
