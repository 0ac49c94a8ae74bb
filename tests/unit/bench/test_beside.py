# SPDX-License-Identifier: MIT
"""Two builds of one site: what the second lost, and nothing that belongs to a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bench.beside.benchmark import Found, SiteReport, add_plugin, page_address
from bench.beside.comparison import Comparison, compare_sites
from bench.beside.pages import read_page

if TYPE_CHECKING:
    from pathlib import Path

_OLD = """<html><body><nav>Menu words</nav><article class="md-content__inner md-typeset">
<a class="md-content__button">Edit this page</a><h1 id="pay">Pay<a class="headerlink">¶</a></h1>
<p>One two <b>th</b>ree<img src="a.png"></p><h2 id="gone">Four</h2><aside class="md-source-file">
Dates</aside></article><footer>Made with it</footer></body></html>"""
_NEW = """<html><body><main><article data-kb="article"><nav class="kb-trail">Home</nav><h1 id="pay">
Pay</h1><div><p>One two {text}</p></div></article></main></body></html>"""


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_only_the_text_of_the_article_counts() -> None:
    page = read_page(_OLD)
    assert sorted(page.words) == ["four", "one", "pay", "three", "two"]
    assert page.headings == {"pay", "gone"}


def test_losses_are_found_per_page(tmp_path: Path) -> None:
    before = _write(
        tmp_path / "before",
        {"a/index.html": _OLD, "b/index.html": _OLD, "files/x.pdf": "", "search/worker.js": ""},
    )
    after = _write(tmp_path / "after", {"a/index.html": _NEW.format(text="three")})
    found = compare_sites(before, after)
    assert (found.both, found.gone, found.files) == (1, ["b/"], ["files/x.pdf"])
    assert [(loss.address, loss.words) for loss in found.losses] == [("a/", ("four",))]
    assert found.anchors == ["a/#gone"]


def test_equal_pages_have_no_findings(tmp_path: Path) -> None:
    before = _write(tmp_path / "before", {"index.html": _NEW.format(text="three")})
    found = compare_sites(before, before)
    assert (found.both, found.gone, found.losses, found.anchors) == (1, [], [], [])


def test_a_page_that_redirects_has_no_words_to_lose(tmp_path: Path) -> None:
    redirect = '<html><head><meta http-equiv="refresh" content="0; url=../b/"></head><body>Moved.'
    before = _write(tmp_path / "before", {"a/index.html": redirect})
    found = compare_sites(before, before)
    assert (found.both, found.losses) == (0, [])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("site_name: A\n", "site_name: A\n\nplugins:\n  - search\n  - kbgen\n"),
        ("plugins:\n  - search\n", "plugins:\n  - kbgen\n  - search\n"),
        ("plugins:\n- search\n", "plugins:\n- kbgen\n- search\n"),
        ("plugins:\n  search: {}\n", "plugins:\n  kbgen: {}\n  search: {}\n"),
        ("plugins: [search]\n", "plugins: [kbgen, search]\n"),
    ],
)
def test_one_line_adds_the_plugin(settings: str, expected: str) -> None:
    assert add_plugin(settings) == expected


def test_a_diagnostic_belongs_to_the_page_of_its_file() -> None:
    assert page_address("docs/start/install.md", "start/install/")
    assert page_address("docs/start/index.md", "start/")
    assert not page_address("docs/start/index.md", "install/")
    assert not page_address("mkdocs.yml", "yml/")


def test_a_diagnostic_of_the_article_names_what_is_missing() -> None:
    found = (
        Found("error", "docs/a.md", "KB201"),
        Found("warning", "docs/b.md", "KB407"),
        Found("warning", "docs/page.html", "KB109"),
    )
    report = SiteReport("site", 0, 1, Comparison(), found)
    assert report.is_named("a/")
    assert not report.is_named("b/"), "the message is about something else"
    assert report.is_named("other.html"), "one message counts the files of its kind"
    assert not report.is_named("c/")
