# SPDX-License-Identifier: MIT
"""`urls.lock`: what it contains, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_sites import LETTERS_IN_ANCHORS
from locked_site import LockedSite, article

from kbgen.model import Audience

SITE: dict[str, str | bytes] = {
    "billing/refund.md": article(
        "Refund", "## What it costs\n\nText.\n\n## Why?\n\nText [^1].\n\n[^1]: A note."
    ),
    "index.md": article("Help", "## News\n\nText."),
    "z.md": article("Z"),
}


def test_it_has_every_address_and_anchor_sorted(tmp_path: Path) -> None:
    """Generated pages and anchors of headings, but not the anchors of footnotes."""
    site = LockedSite(tmp_path, SITE, markdown_extensions=(LETTERS_IN_ANCHORS, ("footnotes", {})))
    added = site.lock()
    assert (
        site.locked
        == added
        == [
            "/",
            "/#news",
            "billing/",
            "billing/refund/",
            "billing/refund/#what-it-costs",
            "billing/refund/#why",
            "contact/",
            "search/",
            "z/",
        ]
    )


def test_it_only_grows_and_is_not_written_again(tmp_path: Path) -> None:
    """A second run adds nothing and leaves the file alone."""
    site = LockedSite(tmp_path, SITE)
    first = site.lock()
    path = site.content / "_data" / "urls.lock"
    before = path.stat().st_mtime_ns
    assert site.lock() == []
    assert path.stat().st_mtime_ns == before
    site.remove("z.md")
    site.write("a.md", article("A"))
    assert site.lock() == ["a/"]
    assert site.locked == sorted([*first, "a/"])


def test_addresses_of_all_languages_in_their_letters(tmp_path: Path) -> None:
    """Addresses are readable, and characters with a meaning stay encoded."""
    files: dict[str, str | bytes] = {
        "en/a b#c.md": article("A"),
        "pl/płatność.md": article("P", "## Zwrot pieniędzy\n\nText."),
    }
    site = LockedSite(tmp_path, files, "en", "pl")
    site.lock()
    assert [line for line in site.locked if line not in ("/", "search/", "contact/")] == [
        "a%20b%23c/",
        "pl/",
        "pl/contact/",
        "pl/płatność/",
        "pl/płatność/#zwrot-pieniędzy",
        "pl/search/",
    ]
    assert site.problems() == []


def test_drafts_are_not_locked(tmp_path: Path) -> None:
    """Not even if a check reads them, nor the page of a category with nothing else."""
    site = LockedSite(tmp_path, {**SITE, "new/a.md": article("A", "Text.", "status: draft")})
    site.lock()
    assert not any(line.startswith("new/") for line in site.locked)
    assert site.problems("KB321", "KB323", drafts=True) == []


def test_pages_for_others_have_their_audience(tmp_path: Path) -> None:
    """So that the public build of the same content does not expect them."""
    files = {**SITE, "tools.md": article("Tools", "## Keys\n\nText.", "audience: agent")}
    everyone = frozenset(Audience)
    inside = LockedSite(tmp_path, files, audiences=everyone)
    inside.lock()
    assert "tools/ agent" in inside.locked
    assert "tools/#keys agent" in inside.locked
    assert LockedSite(tmp_path, files).problems() == []
    inside.remove("tools.md")
    assert inside.lost() == ["tools/"]


@pytest.mark.parametrize("union", [False, True])
def test_order_and_duplicates_do_not_matter(tmp_path: Path, union: bool) -> None:
    """Git's union merge keeps both sides in any order."""
    site = LockedSite(tmp_path, SITE)
    site.lock()
    lines = [*reversed(site.locked), *(["z/"] if union else [])]
    site.write("_data/urls.lock", "\n".join(lines) + "\n")
    assert site.problems("KB321", "KB322", "KB324") == []


def test_a_conflict_is_an_error_that_lock_resolves(tmp_path: Path) -> None:
    """It keeps the addresses of both sides."""
    site = LockedSite(tmp_path, SITE)
    site.lock()
    text = "<<<<<<< HEAD\na/\n=======\nb/\n>>>>>>> other\n"
    site.write("_data/urls.lock", "\n".join(site.locked) + "\n" + text)
    problems = site.problems("KB324")
    assert [(item.line, item.path) for item in problems] == [
        (number, "content/_data/urls.lock") for number in (10, 12, 14)
    ]
    site.lock()
    assert {"a/", "b/"} <= set(site.locked)
    assert site.problems("KB324") == []


@pytest.mark.parametrize("line", ["two words", "a/ nobody", "#part", "\x07"])
def test_a_line_that_is_no_address_is_an_error(tmp_path: Path, line: str) -> None:
    """At its place."""
    site = LockedSite(tmp_path, SITE)
    site.write("_data/urls.lock", f"# Comment\nz/\n{line}\n")
    codes = ("KB324", "KB102")
    assert [(item.line, str(item.severity)) for item in site.problems(*codes)] == [(3, "error")]
