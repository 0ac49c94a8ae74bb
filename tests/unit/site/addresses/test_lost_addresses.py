# SPDX-License-Identifier: MIT
"""Lost addresses: which are reported, where, and with which hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import LockedSite, article

from kbgen.model import Severity
from kbgen.site.addresses.published import readable
from kbgen.site.addresses.site_addresses import new_address_problems

OTHER = (
    "Every invoice has a number and a date. Download the last one hundred as a single archive, or "
    "ask your accountant to subscribe to the monthly report that our billing system sends by email."
)


def site_of(root: Path, *languages: str, **changes: object) -> LockedSite:
    files: dict[str, str | bytes] = {
        "billing/refund.md": article("Refund"),
        "billing/invoice.md": article("Invoice", OTHER),
        "a.md": article("A", "## One\n\nText.\n\n## Two\n\nText."),
    }
    site = LockedSite(root, files, *languages, **changes)
    site.lock()
    return site


def test_a_page_that_disappears_is_an_error_each_time(tmp_path: Path) -> None:
    """The lock is the memory, so a second run fails, too, and so does locking in between."""
    site = site_of(tmp_path)
    assert site.problems() == []
    site.remove("billing/refund.md")
    for _ in range(2):
        (problem,) = site.problems()
        assert (problem.code, problem.severity) == ("KB321", Severity.ERROR)
        assert (problem.path, problem.line) == (
            "content/_data/urls.lock",
            2 + site.locked.index("billing/refund/"),
        )
        assert problem.message == "the address billing/refund/ is gone"
        site.lock()


def test_an_anchor_that_disappears_is_a_warning(tmp_path: Path) -> None:
    """The page is still there. A page that is gone stands for its anchors."""
    site = site_of(tmp_path)
    site.write("a.md", article("A", "## One\n\nText."))
    (problem,) = site.problems()
    assert (problem.code, problem.severity) == ("KB322", Severity.WARNING)
    assert problem.message == "the anchor a/#two is gone"
    site.remove("a.md")
    assert site.lost() == ["a/"]


def test_a_preview_only_warns(tmp_path: Path) -> None:
    """`kbgen serve` never fails for an address."""
    site = site_of(tmp_path)
    site.remove("billing/refund.md")
    assert [item.severity for item in site.problems(preview=True)] == [Severity.WARNING]


def test_a_site_without_a_lock_has_no_lost_and_no_new_addresses(tmp_path: Path) -> None:
    """It does not use the file, so nothing about it may fail its CI."""
    site = LockedSite(tmp_path, {"a.md": article("A")})
    assert site.problems("KB321", "KB322", "KB323", "KB324") == []
    assert new_address_problems(site.addresses()) == ()


def test_new_addresses_are_one_warning_of_a_check(tmp_path: Path) -> None:
    """With their number and an example; a build does not report them."""
    site = site_of(tmp_path)
    site.write("c.md", article("C"))
    site.write("b.md", article("B", "## Part\n\nText."))
    (problem,) = new_address_problems(site.addresses())
    assert problem.code == "KB323"
    assert problem.message == "3 addresses are not in urls.lock yet, such as b/"
    assert site.problems("KB323") == []


def test_a_draft_and_a_file_with_an_error_are_named(tmp_path: Path) -> None:
    """A file with an error has its own diagnostic; a draft is named in the hint."""
    site = site_of(tmp_path)
    site.write("a.md", "---\ntitle: [\n---\nText.\n")
    site.write("billing/refund.md", article("Refund", "Text.", "status: draft"))
    (problem,) = site.problems()
    assert problem.message == "the address billing/refund/ is gone"
    assert problem.hint.startswith("content/billing/refund.md is a draft.")
    assert site.fix().unknown == ("billing/refund/",)


def test_a_withdrawn_article_keeps_its_address(tmp_path: Path) -> None:
    """Its page says so."""
    site = site_of(tmp_path)
    site.write("billing/refund.md", article("Refund", "Text.", "status: withdrawn"))
    assert site.problems() == []


@pytest.mark.parametrize("day", ["2000-01-01", "2999-01-01"])
def test_a_date_that_passes_loses_nothing(tmp_path: Path, day: str) -> None:
    """Neither the address of an expired article nor its anchors."""
    site = site_of(tmp_path)
    text = "## One\n\nText.\n\n## Two\n\nText."
    site.write("a.md", article("A", text, f"expires: {day}"))
    assert site.problems() == []


def test_other_urls_lose_all_addresses(tmp_path: Path) -> None:
    """Switching `use_directory_urls` changes every address."""
    site_of(tmp_path)
    changed = site_of(tmp_path, use_directory_urls=False)
    assert "a/" in changed.lost()
    assert "a.html" in changed.locked


@pytest.mark.parametrize("directory_urls", [True, False])
def test_the_addresses_are_those_of_the_planned_pages(tmp_path: Path, directory_urls: bool) -> None:
    """Two places know the pages of a site: planning, and the list of addresses."""
    files: dict[str, str | bytes] = {
        "en/index.md": article("Home"),
        "en/billing/refund.md": article("Refund"),
        "en/billing/cards/add.md": article("Add"),
        "en/billing/old/gone.md": article("Gone", "Text.", "status: withdrawn"),
        "en/drafts/new.md": article("New", "Text.", "status: draft"),
        "en/billing/plans/new.md": article("New", "Text.", "status: draft"),
        "en/account.md": article("Account"),
        "en/account/roles.md": article("Roles"),
        "en/past.md": article("Past", "Text.", "expires: 2001-01-01"),
        "en/search-tips.md": article("Tips"),
        "pl/billing/index.md": article("Billing"),
        "pl/billing/ważne.md": article("W"),
    }
    site = LockedSite(tmp_path, files, "en", "pl", use_directory_urls=directory_urls)
    planned = {readable(url) for url in site.planned()}
    assert site.addresses().targets.addresses.keys() == planned
    with_drafts = site.checked(drafts=True).articles
    from kbgen.site.addresses.published import published_addresses

    assert published_addresses(with_drafts, site.settings).keys() == planned
