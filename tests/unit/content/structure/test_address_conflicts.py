# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from kbgen.content.structure.address_conflicts import is_reserved, refused_addresses


@pytest.mark.parametrize(
    "pair",
    [
        ("Foo/index.html", "foo/index.html"),
        ("z\u0307o\u0301\u0142w/index.html", "żółw/index.html"),
        ("\u00df.html", "SS.html"),
        ("a/index.html", "a/index.html"),
    ],
)
def test_the_second_of_two_equal_addresses_is_refused(pair: tuple[str, str]) -> None:
    """Letter case and Unicode form do not tell files apart on every system."""
    outputs = [("1.md", f"x{pair[0]}"), ("2.md", f"x{pair[1]}")]
    refused, problems = refused_addresses(outputs, ("en",), lambda path: f"content/{path}")
    assert refused == {"2.md"}
    assert str(problems[0]).startswith("content/2.md:1:1: KB302 content/1.md has the same address")


@pytest.mark.parametrize(
    ("first", "second"),
    [("foo", "foo/index.html"), ("foo/bar/x.png", "foo/bar"), ("Foo", "foo/a/b.html")],
)
def test_a_file_and_a_folder_cannot_have_one_name(first: str, second: str) -> None:
    """No file system takes both: the build would stop half-way."""
    refused, problems = refused_addresses([("1", first), ("2", second)], ("en",), str)
    assert refused == {"2"}
    assert problems[0].message == f"1 has the same address, {second}"


def test_files_of_one_folder_and_names_that_begin_alike_are_no_conflict() -> None:
    """`foo.png` is not in `foo`."""
    outputs = [
        (name, name) for name in ("foo/a.html", "foo/b.html", "foo.png", "foobar/x.html", "fo")
    ]
    assert refused_addresses(outputs, ("en",), str) == (frozenset(), [])


@pytest.mark.parametrize(
    "output",
    [
        "404.html",
        "sitemap.xml",
        "search/index.html",
        "search/en/entry.json",
        "contact.html",
        "assets/kb/main.js",
        "pl/search/index.html",
        "pl/contact/index.html",
    ],
)
def test_addresses_of_the_site_itself_are_reserved(output: str) -> None:
    """What kbgen writes cannot be overwritten by an article, in no language."""
    assert is_reserved(output, ("en", "pl"))


@pytest.mark.parametrize(
    "output", ["index.html", "searching/index.html", "b/search/index.html", "assets/logo.png"]
)
def test_other_addresses_are_free(output: str) -> None:
    """Only the top of the site and of a language is reserved."""
    assert not is_reserved(output, ("en", "pl"))


def test_reserved_addresses_are_found_in_any_letter_case() -> None:
    """`Search.md` would overwrite the search page on macOS and Windows."""
    refused, problems = refused_addresses([("Search.md", "Search/index.html")], ("en",), str)
    assert refused == {"Search.md"}
    assert problems[0].code == "KB303"
