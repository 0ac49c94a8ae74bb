# SPDX-License-Identifier: MIT
"""A link to a renamed file gets a hint that names the new file, found by its text in Git."""

from __future__ import annotations

from pathlib import Path

import pytest
from locked_site import WORDS, LockedSite, article

from kbgen.content.history import git_history

OTHER = (
    "Every invoice has a number and a date. Download the last one hundred as a single archive, or "
    "ask your accountant to subscribe to the monthly report that our billing system sends by email."
)


def hints(site: LockedSite) -> list[str]:
    return [item.hint for item in site.problems("KB401")]


@pytest.fixture
def site(tmp_path: Path) -> LockedSite:
    """Return a site in Git with a link to an article that is going to be renamed."""
    files: dict[str, str | bytes] = {
        "start.md": article("Start", "See [this](billing/refund.md), or ask us."),
        "billing/refund.md": article("Refund"),
        "billing/invoice.md": article("Invoice", OTHER),
    }
    site = LockedSite(tmp_path, files)
    site.commit()
    return site


@pytest.mark.parametrize("commits", [0, 2])
def test_a_link_to_a_renamed_file(site: LockedSite, commits: int) -> None:
    """Whatever its new name is, before and after the commit."""
    site.move("billing/refund.md", "payments/money-back.md")
    for _ in range(commits):
        site.commit()
    assert hints(site) == ["Did you mean payments/money-back.md? It has the text of that file."]


def test_a_link_to_a_deleted_file_has_no_hint(site: LockedSite) -> None:
    """No other article has its text."""
    site.remove("billing/refund.md")
    assert hints(site) == [""]


def test_many_paths_are_asked_at_once(site: LockedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git gets no list that would be too long."""
    site.remove("billing/refund.md")
    site.remove("billing/invoice.md")
    monkeypatch.setattr(git_history, "_MAX_PATHS", 1)
    names = ["billing/refund.md", "billing/invoice.md", "never.md"]
    assert sorted(git_history.deleted_files(site.content, names)) == sorted(names[:2])


def test_names_in_all_letters(site: LockedSite) -> None:
    """Git quotes such names unless asked not to."""
    name = "płatność/zwrot pieniędzy.md"
    site.write(name, article("Zwrot"))
    site.commit()
    site.remove(name)
    site.commit()
    assert WORDS.encode() in git_history.deleted_files(site.content, [name])[name]


def test_nothing_outside_a_repository(tmp_path: Path) -> None:
    """Or without Git."""
    assert git_history.deletions(tmp_path) == {}
    assert git_history.earlier_versions(tmp_path, ["a.md"]) == []


def test_a_namesake_in_another_language_is_not_meant(tmp_path: Path) -> None:
    """A link in English to a missing article is not a link to its translation."""
    files: dict[str, str | bytes] = {
        "en/start.md": article("Start", "See [this](roles.md)."),
        "pl/account/roles.md": article("Role"),
    }
    site = LockedSite(tmp_path, files, "en", "pl")
    assert hints(site) == [""]
    site.write("en/start.md", article("Start", "See [this](../pl/roles.md)."))
    assert hints(site) == ["Did you mean ../pl/account/roles.md?"]
