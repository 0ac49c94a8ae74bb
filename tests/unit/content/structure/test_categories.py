# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from content_sites import article

from kbgen.content.structure.categories import (
    build_categories,
    category_folder,
    readable,
    title_key,
)


@pytest.mark.parametrize(
    ("path", "shelf"),
    [
        ("a.md", ""),
        ("b/a.md", "b"),
        ("b/c/a.md", "b/c"),
        ("b/c/d/e/a.md", "b/c"),
        ("b/index.md", "b"),
    ],
)
def test_shelves_have_two_levels(path: str, shelf: str) -> None:
    """Articles in deeper folders belong to the second level."""
    assert category_folder(path) == shelf


def test_shelves_are_ordered_as_the_writer_says_then_by_title() -> None:
    """A number goes first; letters count before marks and case."""
    articles = [
        article(path="b/z.md", title="Zebra", folder="b"),
        article(path="b/l.md", title="łoś", folder="b"),
        article(path="b/m.md", title="Mysz", folder="b"),
        article(path="b/o.md", title="Öl", folder="b", order=2),
        article(path="b/p.md", title="Papier", folder="b", order=1),
        article(path="b/index.md", title="B", folder="b", is_index=True),
        article(path="top.md", title="Top", folder=""),
    ]
    shelves = build_categories(articles, {}, lambda folder: f"{folder}/")
    assert shelves.categories[0].articles == ("b/p.md", "b/o.md", "b/l.md", "b/m.md", "b/z.md")
    assert shelves.categories[0].index == "b/index.md"
    assert shelves.top_articles == ("top.md",)


def test_names_come_from_the_file_then_the_index_then_the_folder() -> None:
    """`_category.yml` wins, an `index.md` is next, a folder's name is made readable."""
    articles = [
        article(
            path="one/index.md",
            title="Index one",
            summary="S",
            folder="one",
            is_index=True,
            order=5,
        ),
        article(path="two/a.md", folder="two"),
        article(path="03-log_in/x/a.md", folder="03-log_in/x"),
    ]
    fields = {"two": {"title": "Named", "icon": "material/cash", "order": 1}}
    first, second, third = build_categories(
        articles, fields, lambda folder: f"{folder}/"
    ).categories
    assert (first.title, first.icon, first.order) == ("Named", "material/cash", 1)
    assert (second.title, second.summary, second.order) == ("Index one", "S", 5)
    assert (third.title, third.articles) == ("Log in", ())
    assert (third.sections[0].path, third.sections[0].url) == ("03-log_in/x", "03-log_in/x/")


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("getting-started", "Getting started"),
        ("2024", "2024"),
        ("API", "API"),
        ("a/вход_в_сеть", "Вход в сеть"),
    ],
)
def test_folder_names_are_made_readable(folder: str, title: str) -> None:
    """Hyphens are spaces, the first letter is a capital, a leading number is for sorting only."""
    assert readable(folder) == title


def test_cyrillic_sorts_by_its_own_alphabet() -> None:
    """Ё stands with Е, й after и."""
    assert sorted(["Яма", "Ёлка", "Еда", "йод", "Ива"], key=title_key) == [
        "Еда",
        "Ёлка",
        "Ива",
        "йод",
        "Яма",
    ]
