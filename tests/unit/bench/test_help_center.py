# SPDX-License-Identifier: MIT
"""The help center that programs are compared on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from random import Random
from typing import NamedTuple

from bench.build.help_center import see_also


class _Page(NamedTuple):
    path: str
    title: str


PAGES = [
    _Page(f"category-{number % 3}/section-{number}/a{number}.md", f"Title [{number}]")
    for number in range(30)
]


def test_an_article_links_to_three_to_five_others_by_relative_paths() -> None:
    for page in PAGES:
        text = see_also(page, PAGES, Random(page.path))
        targets = [
            line.rpartition("](")[2].removesuffix(")")
            for line in text.splitlines()
            if line.startswith("- ")
        ]
        assert 3 <= len(targets) <= 5
        folder = Path("/x") / PurePosixPath(page.path).parent
        assert {str((folder / target).resolve()) for target in targets} <= {
            f"/x/{other.path}" for other in PAGES
        }
        assert "[Title [" not in text


def test_the_same_seed_gives_the_same_links() -> None:
    assert see_also(PAGES[0], PAGES, Random(1)) == see_also(PAGES[0], PAGES, Random(1))
    assert see_also(PAGES[0], PAGES, Random(1)) != see_also(PAGES[0], PAGES, Random(2))
