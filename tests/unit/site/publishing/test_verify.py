# SPDX-License-Identifier: MIT
"""`verify` finds the problems of a published folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from search_support import browser_index, contents, faq

from kbgen.errors import SettingsError
from kbgen.search.browser.browser_files import named_files
from kbgen.site.publishing.publish import publication_of, publish
from kbgen.site.publishing.verify import verify

ENTRY = (
    b'{"documents": 0, "block": 16, "texts": 32, "messages": 512, "shards": ["", "m"], "prefixes": [],'
    b' "words": [], "reversed": [], "files": {"f": [1, "%s"], "p": [1, ""], "w": [1, ""], "r": [1, ""], "b": [1, ""], "t": [1, ""], "m": [1, ""]}}'
)
GOOD = {
    "index.html": b'<a href="a/#part">A</a><img src="i.png"><a href="https://example.com/x">out</a><a href="./">h</a>',
    "a/index.html": b'<h2 id="part">P</h2><a href="../">home</a><a href="../%C5%82.html">l</a>',
    "ł.html".encode().decode(): b"<p>",
    "i.png": b"png",
    "search/en/entry.json": ENTRY % b"abcde01234",
    "search/en/f0-abcde.txt": b"{}",
    "search/en/f1-01234.txt": b"{}",
}


@pytest.fixture
def site(tmp_path: Path):
    def make(**changes: bytes) -> Path:
        files = {**GOOD, **{name.replace("__", "/"): data for name, data in changes.items()}}
        publish(publication_of(files), tmp_path / "site")
        return tmp_path / "site"

    return make


def test_a_whole_site_has_no_problem(site) -> None:
    assert verify(site()) == ()


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (b'<a href="b/">', "index.html: 'b/' points to b/index.html, which does not exist"),
        (
            b'<a href="a/#nowhere">',
            "index.html: 'a/#nowhere' points to #nowhere, which is not on that page",
        ),
        (
            b"<img src='gone.png'>",
            "index.html: 'gone.png' points to gone.png, which does not exist",
        ),
        (
            b'<form action="find/">',
            "index.html: 'find/' points to find/index.html, which does not exist",
        ),
        (
            b'<script src="/x.js"></script>',
            "index.html: '/x.js' points to x.js, which does not exist",
        ),
        (
            b'<a title="a > b < c" href="b/">',
            "index.html: 'b/' points to b/index.html, which does not exist",
        ),
        (
            b"<a title='it\"s' href='b/'>",
            "index.html: 'b/' points to b/index.html, which does not exist",
        ),
        (
            b'<a\n  class="x"\n  href="b/">',
            "index.html: 'b/' points to b/index.html, which does not exist",
        ),
        (b'<a href="http://[broken">', "index.html: 'http://[broken' is not a valid URL"),
    ],
)
def test_broken_links_are_named(site, page: bytes, problem: str) -> None:
    folder = site(**{"index.html": page})
    assert verify(folder) == (problem,)


@pytest.mark.parametrize(
    "page",
    [
        b'<img alt="write href=b/ or src=gone.png" src="i.png">',
        b'<p title="a > b" id="part"></p><a href="#part">',
        b"1 < 2 <a hidden href='a/'>",
        b'<a data-href="b/" href="mailto:a@b.co"><a href="//cdn.example.com/x"><a href="tel:1">',
        b'<a href="a/?q=1&amp;x=2#part">',
    ],
)
def test_what_only_looks_like_a_broken_link_is_none(site, page: bytes) -> None:
    assert verify(site(**{"index.html": page})) == ()


@pytest.mark.parametrize(
    "name", ["a#b/index.html", "a?b/index.html", "a;b/index.html", "a%25b/index.html"]
)
def test_a_page_may_have_a_name_that_urls_write_in_another_way(site, name: str) -> None:
    assert verify(site(**{name: b'<p id="x"><a href="#x">x</a><a href="../">home</a>'})) == ()


def test_a_file_that_every_page_lacks_is_one_problem(site) -> None:
    """A logo is missing once, however many pages show it."""
    pages = {f"{name}/index.html": b'<img src="../logo.png"><a href="gone/">' for name in "bcde"}
    folder = site(**pages, **{"f/g/index.html": b'<img src="../../logo.png">'})
    own = [
        f"{n}/index.html: 'gone/' points to {n}/gone/index.html, which does not exist"
        for n in "bcde"
    ]
    logo = "b/index.html: '../logo.png' points to logo.png, which does not exist"
    assert verify(folder) == tuple(sorted([*own, f"{logo} (in 5 pages)"]))
    assert len(verify(folder, show_all=True)) == 9


def test_an_anchor_that_many_pages_miss_is_one_problem(site) -> None:
    pages = {f"{name}/index.html": b'<a href="../a/#gone">' for name in "bcde"}
    assert verify(site(**pages)) == (
        "b/index.html: '../a/#gone' points to #gone, which is not on that page (in 4 pages)",
    )


def test_links_are_seen_from_the_path_of_the_site(site) -> None:
    assert verify(site(), "/help/") == ()
    folder = site(**{"index.html": b'<a href="/other/">'})
    assert verify(folder, "/help/") == ("index.html: '/other/' points outside the site",)


def test_missing_changed_and_foreign_files_are_named(site) -> None:
    folder = site()
    (folder / "i.png").unlink()
    (folder / "a/index.html").write_bytes(b'<h2 id="part">other</h2>')
    (folder / "extra.txt").write_bytes(b"")
    assert verify(folder) == (
        "a/index.html: the file differs from the published one",
        "i.png: the file is missing",
        "extra.txt: kbgen did not publish this file",
    )


def test_an_index_that_names_a_missing_file_is_found(site) -> None:
    folder = site(**{"search/en/entry.json": ENTRY % b"abcdefffff"})
    assert verify(folder) == (
        "search/en/entry.json: the index refers to f1-fffff.txt, which does not exist",
    )


def test_the_files_of_a_real_index_are_the_ones_looked_for() -> None:
    """Verifying knows the names by the rule that made them."""
    files = contents(browser_index(faq()))
    assert set(named_files(json.loads(files["entry.json"]))) == set(files) - {"entry.json"}


@pytest.mark.parametrize(
    "entry",
    [b"{", b"[]", b"{}", b"3", ENTRY.replace(b"16", b"0") % b"", ENTRY.replace(b"[1", b"[0") % b""],
)
def test_an_unreadable_index_is_found(site, entry: bytes) -> None:
    assert verify(site(**{"search/en/entry.json": entry})) == (
        "search/en/entry.json: the search index cannot be read",
    )


def test_a_site_without_search_is_found(tmp_path: Path) -> None:
    publish(publication_of({"index.html": b""}), tmp_path / "site")
    assert verify(tmp_path / "site") == ("search/: there is no search index",)


def test_a_folder_that_kbgen_did_not_publish_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a site that kbgen published"):
        verify(tmp_path)
