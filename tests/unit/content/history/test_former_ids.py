# SPDX-License-Identifier: MIT
"""An id that was lost with a moved file gets a hint that names the article and both repairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import LockedSite, article

from kbgen.content.search_promises import load_promises

OTHER = (
    "Every invoice has a number and a date. Download the last one hundred as a single archive, or "
    "ask your accountant to subscribe to the monthly report that our billing system sends by email."
)
QUERIES = "- query: money back\n  article: billing-refund\n"
BOTH_WAYS = (
    "Its article has moved to content/payments/money-back.md. Write `id: billing-refund` there, "
    "which also keeps its votes, or name payments-money-back here."
)


def write(root: Path, *languages: str) -> LockedSite:
    """Write a site with an article that others name; `content/en/…` if it has languages."""
    folder = "en/" if languages else ""
    related = article("Invoice", OTHER, "related: [billing-refund]")
    files: dict[str, str | bytes] = {
        f"{folder}billing/refund.md": article("Refund"),
        f"{folder}billing/invoice.md": related,
        f"{folder}tax.md": article(
            "Tax", "Ask us.", "status: withdrawn", "replaced_by: billing-refund"
        ),
        "_data/queries.en.yml": QUERIES,
    }
    if languages:
        files["pl/a.md"] = article("A", "Tekst.")
    return LockedSite(root, files, *languages)


def promise_hints(site: LockedSite) -> list[str]:
    found = load_promises(site.checked().kb, site.settings).diagnostics
    return [item.hint for item in found if item.code == "KB811"]


@pytest.mark.parametrize("commits", [0, 2])
def test_the_hint_names_the_article_and_both_repairs(tmp_path: Path, commits: int) -> None:
    """In articles and in search promises; either repair is enough."""
    site = write(tmp_path)
    site.commit()
    assert site.problems("KB504") == []
    site.move("billing/refund.md", "payments/money-back.md")
    for _ in range(commits):
        site.commit()
    assert [item.hint for item in site.problems("KB504")] == [BOTH_WAYS, BOTH_WAYS]
    assert promise_hints(site) == [BOTH_WAYS]
    site.write("payments/money-back.md", article("Refund", "Text.", "id: billing-refund"))
    assert site.problems("KB504") == []
    assert promise_hints(site) == []


def test_in_a_site_with_languages(tmp_path: Path) -> None:
    """The folder of the language is no part of an id."""
    site = write(tmp_path, "en", "pl")
    site.commit()
    site.move("en/billing/refund.md", "en/payments/money-back.md")
    expected = BOTH_WAYS.replace("content/", "content/en/")
    assert {item.hint for item in site.problems("KB504")} == {expected}
    assert promise_hints(site) == [expected]


def test_a_redirect_is_evidence_without_git(tmp_path: Path) -> None:
    """It says where the address of the old file leads."""
    site = write(tmp_path)
    site.move("billing/refund.md", "payments/money-back.md")
    assert "payments" not in site.problems("KB504")[0].hint
    site.write("_data/redirects.yml", "billing/refund/: payments/money-back.md\n")
    assert {item.hint for item in site.problems("KB504")} == {BOTH_WAYS}
    assert promise_hints(site) == [BOTH_WAYS]


def test_a_promise_that_names_the_old_path(tmp_path: Path) -> None:
    """A permanent id does not help a path: only the new path does."""
    site = write(tmp_path)
    site.write("_data/queries.en.yml", QUERIES.replace("billing-refund", "billing/refund.md"))
    site.commit()
    site.move("billing/refund.md", "payments/money-back.md")
    assert promise_hints(site) == [
        "Its article has moved to content/payments/money-back.md. Name payments-money-back here."
    ]


def test_related_by_the_old_path(tmp_path: Path) -> None:
    """The field takes ids, so the hint names the new one."""
    site = write(tmp_path)
    site.write("billing/invoice.md", article("Invoice", OTHER, "related: [refund.md]"))
    site.commit()
    site.move("billing/refund.md", "payments/money-back.md")
    (problem, _) = site.problems("KB504")
    assert problem.hint == (
        "Its article has moved to content/payments/money-back.md. Name payments-money-back here."
    )


def test_a_deleted_article_has_no_such_hint(tmp_path: Path) -> None:
    """No other article has its text."""
    site = write(tmp_path)
    site.commit()
    site.remove("billing/refund.md")
    assert {"moved" in item.hint for item in site.problems("KB504")} == {False}
