# SPDX-License-Identifier: MIT
"""What the page of an expired or withdrawn article names, in a build and in a preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_parts import assembled, page

from kbgen.model import PageInput, PageKind


def article(title: str, *fields: str) -> str:
    return "\n".join(("---", f"title: {title}", *fields, "---", "Text."))


FILES: dict[str, str | bytes] = {
    "index.md": article("Help"),
    "pay/old.md": article(
        "Pay by fax",
        "status: withdrawn",
        "related: [pay-named]",
        "tags: [fax]",
        "replaced_by: pay-new",
    ),
    "pay/new.md": article("Pay by card"),
    "pay/named.md": article("Something else"),
    "pay/z.md": article("Zeppelins"),
    "more/like.md": article("Numbers", "tags: [fax]"),
    "more/gone.md": article("Old numbers", "tags: [fax]", "expires: 2000-01-01"),
    "more/draft.md": article("New numbers", "tags: [fax]", "status: draft"),
}


def gone_page(root: Path, files: dict[str, str | bytes], output: str, **options: Any) -> PageInput:
    found = page(assembled(root, files, **options), output)
    assert found.kind is PageKind.GONE
    return found


def test_it_names_the_successor_then_what_the_writer_names_then_what_is_near(
    tmp_path: Path,
) -> None:
    """Never an article that is gone or a draft, and none twice."""
    gone = gone_page(tmp_path, FILES, "pay/old/index.html").gone
    assert gone
    assert (gone.title, gone.is_withdrawn) == ("Pay by fax", True)
    assert [link.title for link in gone.replaced_by] == ["Pay by card"]
    assert [link.title for link in gone.nearest] == ["Something else", "Numbers", "Zeppelins"]


def test_a_preview_shows_the_same_page_with_its_problem(tmp_path: Path) -> None:
    found = gone_page(tmp_path, FILES, "more/gone/index.html", drafts=True, preview=True)
    assert [problem.code for problem in found.problems] == ["KB503"]
    assert gone_page(tmp_path, FILES, "more/gone/index.html").problems == ()


def test_an_expired_draft_is_still_a_draft_in_a_preview(tmp_path: Path) -> None:
    files = FILES | {"more/draft.md": article("Draft", "status: draft", "expires: 2000-01-01")}
    shown = page(
        assembled(tmp_path, files, drafts=True, preview=True),
        "more/draft/index.html",
    )
    assert shown.kind is PageKind.ARTICLE
    assert "more/draft/index.html" not in {item.output for item in assembled(tmp_path, files).pages}


def test_an_article_of_another_audience_leaves_no_page_when_it_is_withdrawn(tmp_path: Path) -> None:
    files = FILES | {"staff.md": article("Zebra", "audience: agent", "status: withdrawn")}
    assert "staff/index.html" not in {item.output for item in assembled(tmp_path, files).pages}
