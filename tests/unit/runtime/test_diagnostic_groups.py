# SPDX-License-Identifier: MIT
"""Diagnostics that say the same are one message; what differs is never hidden."""

from __future__ import annotations

import pytest

from kbgen.model import Diagnostic, Severity, diagnostic
from kbgen.runtime.diagnostic_groups import MAX_SAME, group_diagnostics


def found(path: str, message: str = "x", *, line: int = 1, hint: str = "") -> Diagnostic:
    return diagnostic("KB202", path, message, line=line, hint=hint)


def texts(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        f"{group.first.path}:{group.first.line} {group.first.message} {group.occurrences}".strip()
        for group in group_diagnostics(diagnostics)
    ]


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [
        ([], []),
        ([found(name) for name in "abc"], ["a:1 x", "b:1 x", "c:1 x"]),
        ([found(name) for name in "dbca"], ["a:1 x in 4 files"]),
        ([found("a", line=line) for line in range(2, 1202)], ["a:2 x 1,200 times in this file"]),
        (
            [found(name, line=line) for name in "ab" for line in (1, 2)],
            ["a:1 x 4 times in 2 files"],
        ),
    ],
)
def test_more_than_three_that_say_the_same_are_one(
    diagnostics: list[Diagnostic], expected: list[str]
) -> None:
    assert texts(diagnostics) == expected


def test_what_differs_in_message_hint_code_or_severity_stays_apart() -> None:
    same = [found(f"{number}.md") for number in range(MAX_SAME)]
    others = [
        found("a.md", "y"),
        found("a.md", hint="Look."),
        diagnostic("KB203", "a.md", "x"),
        diagnostic("KB202", "a.md", "x", severity=Severity.WARNING),
    ]
    groups = group_diagnostics([*same, *others])
    assert [group.count for group in groups] == [1] * (MAX_SAME + 4)


def test_errors_come_last_where_the_prompt_is() -> None:
    draft = diagnostic("KB505", "z.md", "the article is a draft")
    groups = group_diagnostics([found("b.md"), draft, found("a.md", line=9), found("a.md")])
    assert [(group.first.path, group.first.line) for group in groups] == [
        ("z.md", 1),
        ("a.md", 1),
        ("a.md", 9),
        ("b.md", 1),
    ]


def lost(*addresses: str, hint: str = "Restore the page, or redirect it.") -> list[Diagnostic]:
    rows = enumerate(addresses, start=2)
    return [
        diagnostic("KB321", "urls.lock", f"the address {name} is gone", line=line, hint=hint)
        for line, name in rows
    ]


def test_the_lost_addresses_of_a_folder_are_one_group() -> None:
    """A moved or deleted folder is one cause."""
    names = ("billing/", "billing/a/", "billing/b/", "billing/c/", "plans/")
    first, alone = group_diagnostics(lost(*names))
    assert first.first.message == "the address billing/ is gone"
    assert first.occurrences == "and 3 more below billing/"
    assert alone.occurrences == ""
    assert len(group_diagnostics(lost(*names[1:]))) == 4


def test_lost_addresses_with_another_remedy_are_another_group() -> None:
    """Those that a fix can redirect, and those that it cannot."""
    moved = [
        item
        for name in "abcd"
        for item in lost(f"b/{name}/", hint=f"'kbgen check --fix' redirects it to c/{name}/.")
    ]
    groups = group_diagnostics([*moved, *lost("b/x/", "b/y/", "b/z/", "b/", "/")])
    assert sorted(group.occurrences for group in groups) == [
        "",
        "and 3 more below b/",
        "and 3 more below b/",
    ]


def test_many_lost_addresses_at_the_top_are_one_group() -> None:
    (group,) = group_diagnostics(lost("a/", "b/", "c/", "d/"))
    assert group.occurrences == "and 3 more"
