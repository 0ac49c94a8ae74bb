# SPDX-License-Identifier: MIT
"""Lists of one language: shelves, cards, neighbors, the browsable index."""

from __future__ import annotations

from typing import Any

import pytest
from content_sites import article
from site_parts import knowledge_base

from kbgen.model import Article, IssueState, Kind, Link, Status
from kbgen.site.planning.listings import LanguageListings, link_to

HOME = Link("Home", "")


def item(path: str, **fields: Any) -> Article:
    stem = path.removesuffix(".md")
    folder = path.rpartition("/")[0]
    values: dict[str, Any] = {
        "id": stem.replace("/", "-"), "path": path, "url": f"{stem}/", "title": stem, "folder": folder,
    }  # fmt: skip
    if stem.endswith("index"):
        values |= {"url": f"{folder}/" if folder else "", "is_index": True}
    return article(**(values | fields))


def shelves(*articles: Article, **fields: Any) -> LanguageListings:
    return LanguageListings(knowledge_base(*articles, **fields), "en", "Other", "search/")


def titles(links: tuple[Link, ...]) -> list[str]:
    return [link.title for link in links]


@pytest.fixture
def small() -> LanguageListings:
    return shelves(
        item("index.md", title="Welcome"),
        item("top.md"),
        item("billing/index.md", title="Billing"),
        item("billing/refund.md", summary="Money back", kind=Kind.FAQ),
        item("billing/cards/add.md"),
        item("billing/cards/remove.md"),
    )


def test_places_know_category_and_section(small: LanguageListings) -> None:
    category, section = small.folders["billing/cards"]
    assert (category.title, section.title if section else "") == ("Billing", "Cards")
    assert small.folders["billing"] == (category, None)
    assert "nowhere" not in small.folders


def test_texts_of_shelves_are_no_articles_of_their_own(small: LanguageListings) -> None:
    assert small.index_paths == {"billing/index.md"}
    assert small.home_article is not None
    assert small.home_article.title == "Welcome"
    assert shelves(item("billing/index.md")).home_article is None


def test_a_trail_leads_from_home_to_the_shelf(small: LanguageListings) -> None:
    assert titles(small.trail("billing/cards", HOME)) == ["Home", "Billing", "Cards"]
    assert titles(small.trail("billing", HOME)) == ["Home", "Billing"]
    assert titles(small.trail("", HOME)) == ["Home"]


def test_neighbors_are_those_of_the_same_shelf_with_the_article_marked(
    small: LanguageListings,
) -> None:
    shelf, total = small.siblings(small.by_path["billing/cards/add.md"])
    assert shelf is not None
    assert (shelf.title, shelf.url, total) == ("Cards", "billing/cards/", 2)
    assert [(link.title, link.is_current) for link in shelf.links] == [
        ("billing/cards/add", True),
        ("billing/cards/remove", False),
    ]


def test_an_only_child_and_a_shelfs_own_text_have_no_neighbors(small: LanguageListings) -> None:
    assert small.siblings(small.by_path["billing/refund.md"]) == (None, 0)
    assert small.siblings(small.by_path["billing/index.md"]) == (None, 0)


@pytest.mark.parametrize(("place", "first"), [(0, 0), (5, 0), (15, 10), (29, 20)])
def test_of_many_neighbors_the_nearest_ten_are_shown(place: int, first: int) -> None:
    many = shelves(*(item(f"a/n{number:02}.md") for number in range(30)))
    shelf, total = many.siblings(many.by_path[f"a/n{place:02}.md"])
    assert shelf is not None
    assert (total, shelf.total, len(shelf.links)) == (30, 30, 10)
    assert shelf.links[0].title == f"a/n{first:02}"
    assert [link.title for link in shelf.links if link.is_current] == [f"a/n{place:02}"]


def test_articles_outside_any_category_are_neighbors_too() -> None:
    shelf, _ = (many := shelves(item("x.md"), item("y.md"))).siblings(many.by_path["x.md"])
    assert shelf is not None
    assert (shelf.title, shelf.url) == ("Other", "search/")


def test_a_category_lists_its_own_articles_then_its_sections(small: LanguageListings) -> None:
    own, cards = small.category_shelves(small.categories[0])
    assert (own.title, own.url, titles(own.links)) == ("", "", ["billing/refund"])
    assert (cards.title, cards.total) == ("Cards", 2)
    only_sections = shelves(item("a/b/c.md"))
    assert [
        shelf.title for shelf in only_sections.category_shelves(only_sections.categories[0])
    ] == ["B"]


def test_cards_count_sections_too_and_show_three(small: LanguageListings) -> None:
    billing, other = small.cards()
    assert (billing.title, billing.count, len(billing.top)) == ("Billing", 3, 3)
    assert (other.title, other.url, other.count, titles(other.top)) == (
        "Other",
        "search/",
        1,
        ["top"],
    )
    four = shelves(*(item(f"a/{number}.md") for number in range(4)))
    assert [(card.count, len(card.top)) for card in four.cards()] == [(4, 3)]


def test_the_index_cuts_long_categories_and_says_how_many_there_are() -> None:
    many = shelves(*(item(f"a/n{number:02}.md") for number in range(40)), item("x.md"))
    long, rest = many.index()
    assert (len(long.links), long.total, long.url) == (30, 40, "a/")
    assert (rest.title, titles(rest.links)) == ("Other", ["x"])
    short, rest = many.short_index()
    assert (len(short.links), short.total) == (3, 40)
    assert rest.url == "search/"


def test_the_menu_is_the_categories(small: LanguageListings) -> None:
    assert small.menu() == (Link("Billing", "billing/"),)


def test_promoted_articles_and_open_issues_are_found() -> None:
    some = shelves(
        item("a.md", promoted=True),
        item("b.md", kind=Kind.KNOWN_ISSUE, issue_state=IssueState.INVESTIGATING),
        item("c.md", kind=Kind.KNOWN_ISSUE, issue_state=IssueState.FIXED),
        item("d.md", kind=Kind.KNOWN_ISSUE),
    )
    assert titles(some.promoted()) == ["a"]
    assert [issue.title for issue in some.known_issues.open] == ["b", "d"]
    assert [issue.title for issue in some.known_issues.fixed] == ["c"]


def test_related_articles_are_those_that_exist_in_the_writers_order() -> None:
    some = shelves(item("a.md", related=("c", "gone", "b")), item("b.md"), item("c.md"))
    assert titles(some.related(some.by_path["a.md"], None)) == ["c", "b"]


def test_a_link_shows_what_lists_need() -> None:
    link = link_to(item("a.md", summary="Short", kind=Kind.FAQ, status=Status.DRAFT))
    assert link == Link("a", "a/", "Short", "faq", is_current=False, is_draft=True)


def test_other_languages_are_not_seen() -> None:
    kb = knowledge_base(item("a.md"), item("ru/b.md", lang="ru"), languages=("en", "ru"))
    assert titles(LanguageListings(kb, "en", "", "").links(["a.md", "ru/b.md", "gone.md"])) == ["a"]
