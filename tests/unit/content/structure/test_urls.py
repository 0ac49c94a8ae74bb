# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.structure import urls


@pytest.mark.parametrize(
    ("path", "directories", "plain"),
    [
        ("index.md", "", "index.html"),
        ("README.md", "", "index.html"),
        ("refund.md", "refund/", "refund.html"),
        ("billing/index.md", "billing/", "billing/index.html"),
        ("billing/refund.md", "billing/refund/", "billing/refund.html"),
        ("a b/ż#?.md", "a%20b/%C5%BC%23%3F/", "a%20b/%C5%BC%23%3F.html"),
        ("v2.3.md", "v2.3/", "v2.3.html"),
    ],
)
def test_paths_get_the_addresses_that_mkdocs_gives_them(
    path: str, directories: str, plain: str
) -> None:
    """`index.md` and `README.md` are their folder; other characters than letters and digits are percent-encoded."""
    for expected, directory_urls in ((directories, True), (plain, False)):
        output = urls.page_output(path, directory_urls=directory_urls)
        assert urls.output_to_url(output, directory_urls=directory_urls) == expected


def test_articles_are_known_by_their_endings() -> None:
    """Also with capitals; a dot at the beginning of a name is not that of an ending."""
    articles = ["a.md", "a/b.md", "a.b.md", "a.MD", "a.markdown", "..a.md"]
    others = [".md", "a/.md", "..md", "a/..md", "md", "a.md.txt", "a.mdx", "a.md/b.png"]
    assert [path for path in (*articles, *others) if urls.is_markdown(path)] == articles


@pytest.mark.parametrize(
    "output", ["index.html", "a/index.html", "żółw/index.html", "a b.html", "img/100%25.png"]
)
def test_output_files_come_back_from_their_urls(output: str) -> None:
    """An output path survives becoming a URL, with and without directory URLs."""
    for directory_urls in (True, False):
        assert (
            urls.url_to_output(urls.output_to_url(output, directory_urls=directory_urls)) == output
        )


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("", "./"),
        ("a/", "../"),
        ("a/b/", "../../"),
        ("a/b.html", "../"),
        ("a/b/index.html", "../../"),
    ],
)
def test_the_base_leads_to_the_root(url: str, base: str) -> None:
    """The base goes up once for each folder."""
    assert urls.relative_base(url) == base


def test_relative_urls_lead_from_page_to_page() -> None:
    """A link goes up to the root and down again; the home page is the base alone."""
    assert urls.relative_url("b/c/", "a/") == "../b/c/"
    assert urls.relative_url("", "a/b/") == "../../"
    assert urls.relative_url("a/", "") == "./a/"


def test_markdown_is_recognized_by_its_suffix() -> None:
    """All suffixes that MkDocs renders are articles, in any letter case."""
    assert all(urls.is_markdown(name) for name in ("a.md", "b/a.markdown", "A.MD"))
    assert not any(urls.is_markdown(name) for name in ("a.md.png", "md", "a.mdx"))


def test_folders_without_text_have_a_page_too() -> None:
    """The generated page of a folder has the URL its `index.md` would have."""
    assert urls.folder_url("a/b", directory_urls=True) == "a/b/"
    assert urls.folder_url("", directory_urls=False) == "index.html"
