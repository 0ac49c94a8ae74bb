# SPDX-License-Identifier: MIT
"""Links to old addresses of the site work, and a warning says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import LockedSite

OLD = (
    "old2/: a.md\n"
    "x.html: a.md\n"
    "was/here.md: deep/b.md#part\n"
    "deep/b/#lost: a.md#head\n"
    "away/: https://other.example/x\n"
    "zip/: files/list.zip\n"
)
FILES: dict[str, str | bytes] = {
    "index.md": "# Help\n\nWelcome.\n",
    "a.md": "# A\n\nText.\n\n## Head\n\nMore.\n",
    "deep/b.md": "# B\n\nText.\n\n## Part\n\nMore.\n",
    "files/list.zip": b"x",
    "_data/redirects.yml": OLD,
}


def linked(
    tmp_path: Path, target: str, *languages: str, source: str = "deep/c.md", **changes: object
) -> tuple[str | None, list[str]]:
    """Return the published form of a link in an article, and the problems of links."""
    files = {**FILES, source: f"# C\n\nText.\n\n## Own\n\n[x]({target})\n"}
    site = LockedSite(tmp_path, files, *languages, **changes)
    checked = site.checked()
    problems = [
        f"{item.code} {item.severity} {item.message} | {item.hint}"
        for item in checked.diagnostics
        if item.code.startswith("KB4")
    ]
    (destination,) = checked.destinations[source].values()
    return destination.href, problems


@pytest.mark.parametrize(
    ("target", "href", "new"),
    [
        ("/old2/", "../../a/", "../a.md"),
        ("/old2", "../../a/", "../a.md"),
        ("/help/old2/", "../../a/", "../a.md"),
        ("../../old2/", "../../a/", "../a.md"),
        ("../old2", "../../a/", "../a.md"),
        ("../old2.md", "../../a/", "../a.md"),
        ("https://help.example.com/help/old2/", "../../a/", "../a.md"),
        ("https://help.example.com/help/old2/?q=1#head", "../../a/?q=1#head", "../a.md#head"),
        ("/x.html", "../../a/", "../a.md"),
        ("../was/here.md", "../../deep/b/#part", "b.md#part"),
        ("/was/here/", "../../deep/b/#part", "b.md#part"),
        ("b.md#lost", "../../a/#head", "../a.md#head"),
        ("/deep/b/#lost", "../../a/#head", "../a.md#head"),
        ("/away/", "https://other.example/x", "https://other.example/x"),
        ("/zip/", "../../files/list.zip", "../files/list.zip"),
    ],
)
def test_a_link_to_an_old_address_works(tmp_path: Path, target: str, href: str, new: str) -> None:
    what = "does not exist" if target.endswith(".md") else "is an old address"
    assert linked(tmp_path, target) == (
        href,
        [f"KB401 warning link {target} {what} | The address is redirected. Link to {new}."],
    )


def test_an_anchor_that_the_new_page_lacks_is_reported(tmp_path: Path) -> None:
    assert linked(tmp_path, "/old2/#gone") == (
        "../../a/",
        ["KB402 warning anchor #gone does not exist in a.md | "],
    )


def test_an_old_anchor_of_the_same_page_works(tmp_path: Path) -> None:
    href, problems = linked(tmp_path, "#lost", source="deep/b.md")
    assert href == "../../a/#head"
    assert [item.partition(" | ")[0] for item in problems] == [
        "KB401 warning link #lost is an old address"
    ]


@pytest.mark.parametrize(
    ("target", "href"),
    [("old2.html", "a.html"), ("/help/x.html", "a.html"), ("old2/", "a.html")],
)
def test_old_addresses_work_without_directory_urls(tmp_path: Path, target: str, href: str) -> None:
    found, problems = linked(tmp_path, target, source="c.md", use_directory_urls=False)
    assert found == f"./{href}"
    assert [item[:13] for item in problems] == ["KB401 warning"]


def test_a_picture_is_never_at_an_old_address(tmp_path: Path) -> None:
    files = {**FILES, "c.md": "# C\n\n![x](/old2/)\n"}
    problems = LockedSite(tmp_path, files).problems("KB403")
    assert [item.severity for item in problems] == ["error"]


IN_FOLDERS: dict[str, str | bytes] = {
    "en/index.md": "# Help\n\nWelcome.\n",
    "en/a.md": "# A\n\nText.\n",
    "pl/index.md": "# Pomoc\n\nWitaj.\n",
    "pl/a.md": "# A\n\nTekst.\n",
    "_data/redirects.yml": "old/: en/a.md\npl/stary/: pl/a.md\n",
}
IN_SUFFIXES: dict[str, str | bytes] = {
    "index.md": "# Help\n\nWelcome.\n",
    "a.md": "# A\n\nText.\n",
    "index.pl.md": "# Pomoc\n\nWitaj.\n",
    "a.pl.md": "# A\n\nTekst.\n",
    "_data/redirects.yml": "old/: a.md\npl/stary/: a.pl.md\n",
}


@pytest.mark.parametrize("has_suffixes", [False, True])
@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("/old/", "../../a/"),
        ("/help/pl/stary/", "../../pl/a/"),
        ("stary.md", "../../pl/a/"),
        ("../stary/", "../../pl/a/"),
        ("old.md", "../../a/"),
    ],
)
def test_old_addresses_work_in_every_language(
    tmp_path: Path, target: str, href: str, has_suffixes: bool
) -> None:
    source = "c.pl.md" if has_suffixes else "pl/c.md"
    files = IN_SUFFIXES if has_suffixes else IN_FOLDERS
    site = LockedSite(
        tmp_path,
        {**files, source: f"# C\n\n[x]({target})\n"},
        "en",
        "pl",
        language_suffixes=has_suffixes,
    )
    checked = site.checked()
    (destination,) = checked.destinations[source].values()
    assert destination.href == href
    severities = [item.severity for item in checked.diagnostics if item.code == "KB401"]
    assert severities == ["warning"]


@pytest.mark.parametrize("directory_urls", [False, True])
def test_the_pages_of_every_site_are_targets(tmp_path: Path, directory_urls: bool) -> None:
    href, problems = linked(tmp_path, "/contact/", source="c.md", use_directory_urls=directory_urls)
    assert href == ("../contact/" if directory_urls else "./contact.html")
    assert problems == []


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://help.example.com/help/a/", "../a/"),
        ("https://help.example.com/help/old2/", "../a/"),
        ("/help/old2/", "../a/"),
        ("/help/a/", "../a/"),
        ("https://help.example.com/help/gone/", None),
    ],
)
def test_a_preview_knows_the_address_that_writers_use(
    tmp_path: Path, target: str, href: str | None
) -> None:
    found, _ = linked(
        tmp_path,
        target,
        source="c.md",
        site_url="http://127.0.0.1:8000/",
        published_url="https://help.example.com/help/",
    )
    assert found == href
