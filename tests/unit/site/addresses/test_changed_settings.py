# SPDX-License-Identifier: MIT
"""Settings that change the form of addresses: each old address is still there, or is redirected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from locked_site import LockedSite, article

from kbgen.model import Audience

IN_FOLDERS: dict[str, str | bytes] = {
    "en/index.md": article("Help"),
    "en/a.md": article("A", "First text.\n\n## Head\n\nMore."),
    "en/billing/b.md": article("B", "Second text."),
    "pl/index.md": article("Pomoc"),
    "pl/a.md": article("A", "Tekst pierwszy."),
}
IN_SUFFIXES: dict[str, str | bytes] = {
    "index.md": article("Help"),
    "a.md": article("A", "First text.\n\n## Head\n\nMore."),
    "billing/b.md": article("B", "Second text."),
    "index.pl.md": article("Pomoc"),
    "a.pl.md": article("A", "Tekst pierwszy."),
}


def switched(root: Path, *, has_suffixes: bool, directory_urls: bool) -> LockedSite:
    """Return a site that was locked with the other value of `use_directory_urls`."""
    site = LockedSite(
        root,
        IN_SUFFIXES if has_suffixes else IN_FOLDERS,
        "en",
        "pl",
        language_suffixes=has_suffixes,
        use_directory_urls=not directory_urls,
    )
    site.lock()
    assert site.lost() == []
    site.settings = replace(site.settings, use_directory_urls=directory_urls)
    return site


@pytest.mark.parametrize("has_suffixes", [False, True])
def test_without_directory_urls_each_page_is_redirected(tmp_path: Path, has_suffixes: bool) -> None:
    site = switched(tmp_path, has_suffixes=has_suffixes, directory_urls=False)
    lost = ["a/", "billing/b/", "contact/", "pl/a/", "pl/contact/", "pl/search/", "search/"]
    assert site.lost() == lost  # `/`, `billing/` and `pl/` are the same files as before
    assert site.problems()[0].hint == (
        "'kbgen check --fix' redirects it to a.html, because it is the page of the same file."
    )
    repair = site.fix()
    assert {old: new.address for old, new in repair.written.items()} == {
        old: f"{old.rstrip('/')}.html" for old in lost
    }
    assert repair.unknown == ()
    assert site.lost() == []
    assert site.problems("KB311", "KB312", "KB313", "KB314") == []
    assert site.pages()["a/index.html"] == "a.html"


@pytest.mark.parametrize("has_suffixes", [False, True])
def test_with_directory_urls_each_page_is_redirected(tmp_path: Path, has_suffixes: bool) -> None:
    site = switched(tmp_path, has_suffixes=has_suffixes, directory_urls=True)
    lost = site.lost()
    assert "a.html" in lost
    assert not any(item.endswith("index.html") for item in lost)
    repair = site.fix()
    assert {old: new.address for old, new in repair.written.items()} == {
        old: f"{old.removesuffix('.html')}/" for old in lost
    }
    assert site.lost() == []


def test_a_page_that_is_the_same_file_is_not_new(tmp_path: Path) -> None:
    site = switched(tmp_path, has_suffixes=False, directory_urls=False)
    site.fix()
    added = site.lock()
    assert "a.html" in added
    assert not any(item.endswith("index.html") for item in added)


def test_the_page_of_a_folder_is_not_the_article_of_the_same_name(tmp_path: Path) -> None:
    """With both in the lock, one of them that is deleted did not become the other."""
    files = {**IN_FOLDERS, "en/a/index.md": article("Folder", "Something else entirely.")}
    site = LockedSite(tmp_path, files, "en", "pl", use_directory_urls=False)
    site.lock()
    site.remove("en/a/index.md")
    assert site.lost() == ["a/index.html"]
    assert site.fix().written == {}


def test_lock_before_fix_changes_nothing(tmp_path: Path) -> None:
    site = switched(tmp_path, has_suffixes=False, directory_urls=False)
    site.lock()
    assert "a/" in site.fix().written


@pytest.mark.parametrize("directory_urls", [False, True])
def test_an_expired_article_keeps_its_old_form(tmp_path: Path, directory_urls: bool) -> None:
    files = {**IN_FOLDERS}
    site = LockedSite(tmp_path, files, "en", "pl", use_directory_urls=not directory_urls)
    site.write("en/old.md", article("Old", "Old text.", "expires: 2020-01-01"))
    site.write("en/gone.md", article("Gone", "Old text.", "status: withdrawn"))
    site.lock()
    site.settings = replace(site.settings, use_directory_urls=directory_urls)
    assert site.fix().unknown == ()
    assert site.lost() == []


def test_old_addresses_of_internal_articles_are_not_expected_by_public_builds(
    tmp_path: Path,
) -> None:
    """The article for agents, and what redirects to it, exist in one of two builds."""
    files = {**IN_SUFFIXES}
    files["staff.md"] = article("Staff", "Text.", "audience: agent", "redirect_from: [was/]")
    everyone = frozenset({Audience.PUBLIC, Audience.AGENT})
    site = LockedSite(tmp_path, files, "en", "pl", language_suffixes=True, audiences=everyone)
    added = site.lock()
    assert "staff/ agent" in added
    assert "was/ agent" in added
    assert site.lost() == []
    kbgen = replace(site.settings.kbgen, audiences=frozenset({Audience.PUBLIC}))
    site.settings = replace(site.settings, kbgen=kbgen)
    assert site.lost() == []
    assert site.problems("KB311", "KB321") == []


def test_a_former_file_is_in_the_language_of_its_article(tmp_path: Path) -> None:
    files = {**IN_SUFFIXES}
    files["b.md"] = article("B", "Text.", "redirect_from: [was.md]")
    files["b.pl.md"] = article("B", "Tekst.", "redirect_from: [was.md]")
    site = LockedSite(tmp_path, files, "en", "pl", language_suffixes=True)
    assert site.problems("KB312") == []
    assert {old: new for old, new in site.pages().items() if new} == {
        "was/": "b/",
        "pl/was/": "pl/b/",
    }
