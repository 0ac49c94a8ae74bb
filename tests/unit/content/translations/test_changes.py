# SPDX-License-Identifier: MIT
"""Passages that differ between two versions are named by their headings."""

from __future__ import annotations

from kbgen.content.translations.changes import changes_between


def changes(old: str, new: str) -> list[str]:
    return [f"{change.heading}: {change.kind}" for change in changes_between(old, new)]


def test_changed_new_and_removed_passages() -> None:
    old = "Intro.\n\n## One\n\nA.\n\n## Two { #two }\n\nB.\n"
    new = "Intro!\n\n## One\n\nA.\n\n## **Three**\n\nC.\n"
    assert changes(old, new) == [": changed", "Three: new", "Two: removed"]
    assert changes(old, f"{old}\n") == []


def test_a_comment_in_code_is_no_heading() -> None:
    old = "## One\n\n```sh\n# list\nls\n```\n"
    assert changes(old, old.replace("ls", "ls -l")) == ["One: changed"]


def test_headings_with_the_same_text_are_compared_in_order() -> None:
    old = "## A\n\n1\n\n## A\n\n2\n"
    assert changes(old, old.replace("2", "3")) == ["A: changed"]
