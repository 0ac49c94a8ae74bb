# SPDX-License-Identifier: MIT
"""The results page: address, count, filters, spelling, nothing found."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from browser.accessibility import violations
from optional_packages import required

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = required("playwright.sync_api").expect


@pytest.fixture
def search(new_page: Callable[..., Any], acme_site: str) -> Callable[[str], Page]:
    """Open the results page with a query string."""
    page = new_page()

    def open_page(query: str) -> Page:
        page.goto(f"{acme_site}search/{query}")
        return page

    return open_page


def results(page: Page) -> Any:
    return page.locator("[data-kb=search-result]")


def status(page: Page) -> Any:
    return page.locator("[data-kb=search-status]")


def box(page: Page) -> Any:
    return page.locator("[data-kb=search-input]")


def test_an_address_with_a_question_shows_its_results(search: Callable[[str], Page]) -> None:
    """`?q=` fills the box, the heading counts, each result has title, trail, kind and extract; the index steps back."""
    page = search("?q=access denied")
    expect(page.locator("h1")).to_have_text("1 result for “access denied”")
    assert page.title() == "1 result for “access denied” · Acme Help"
    expect(box(page)).to_have_value("access denied")
    expect(results(page).locator(".kb-hit__trail")).to_have_text("Signing in · Troubleshooting")
    expect(results(page).locator(".kb-hit__extract")).to_contain_text("an old session")
    expect(results(page).locator("h2 mark")).to_have_text(["Access", "denied"])
    assert (
        results(page)
        .locator("h2 a")
        .get_attribute("href")
        .endswith("/sign-in/cannot-sign-in/#kb-cause-2")
    )
    expect(page.locator("[data-js=search-index]")).to_be_hidden()


def test_typing_searches_and_keeps_the_address_shareable(
    search: Callable[[str], Page], acme_site: str
) -> None:
    """Results and address follow the box, without a step of history for every letter."""
    page = search("")
    steps = page.evaluate("history.length")
    box(page).press_sequentially("security")
    expect(results(page)).to_have_count(1)
    expect(page).to_have_url(f"{acme_site}search/?q=security")
    assert page.evaluate("history.length") == steps
    box(page).fill("")
    expect(page.locator("[data-js=search-index]")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Search")
    expect(page).to_have_url(f"{acme_site}search/")


def test_ten_results_and_more_on_demand(search: Callable[[str], Page]) -> None:
    """Ten at first; the button adds ten and moves the focus to the first new one."""
    page = search("?q=two-step")
    expect(page.locator("h1")).to_have_text("41 results for “two-step”")
    expect(results(page)).to_have_count(10)
    expect(page.locator(".kb-note").first).to_have_text("Showing the best 30.")
    page.get_by_role("button", name="Show more results").click()
    expect(results(page)).to_have_count(20)
    expect(results(page).nth(10).locator("a")).to_be_focused()


def test_chips_filter_by_kind_and_topic(search: Callable[[str], Page]) -> None:
    """Chips carry counts, tell their state, filter, and stand in the address; the status says how many are left."""
    page = search("?q=sign-in sign")
    page.get_by_text("Filter the results").click()
    chip = page.get_by_role("button", name="Troubleshooting (1)")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    expect(results(page)).to_have_count(1)
    expect(status(page)).to_have_text("1 result with this filter")
    expect(page).to_have_url(re.compile(r"\?q=sign-in(?:%20|\+)sign&kind=troubleshooting$"))
    page.reload()
    expect(results(page)).to_have_count(1)
    page.get_by_role("group", name="Kind").get_by_role("button", name="All", exact=True).click()
    expect(results(page)).to_have_count(10)
    expect(page).to_have_url(re.compile(r"\?q=sign-in(?:%20|\+)sign$"))


def test_on_a_phone_the_first_screen_belongs_to_the_answers(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """Each row of chips is one line, its last chip is reached by the keyboard, and the page does not move sideways."""
    page = new_page(width=390)
    page.goto(f"{acme_site}search/?q=sign-in+sign")
    results(page).first.wait_for()
    assert results(page).first.bounding_box()["y"] <= 260
    page.get_by_text("Filter the results").click()
    rows = page.locator(".kb-filter")
    assert {row.bounding_box()["height"] < 60 for row in rows.all()} == {True}
    last = rows.last.locator("button").last
    last.focus()
    assert 0 < last.bounding_box()["x"] < 390 - last.bounding_box()["width"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_exact_answer_is_a_card_on_top(search: Callable[[str], Page]) -> None:
    """An error code shows its article as the answer, once."""
    page = search("?q=ACME-401")
    expect(results(page).first).to_contain_text("Best match")
    expect(results(page)).to_have_count(1)
    expect(results(page).locator("ol > li")).to_have_text(
        ["Open <b>Profile</b>.", "Choose another one."]
    )


def test_an_article_comes_once_with_its_other_passages_below(
    search: Callable[[str], Page], acme_site: str
) -> None:
    """Passages are links with the words of their headings, each to its own place on the page."""
    page = search("?q=ACME-401")
    link = results(page).locator(".kb-hit__passages a")
    expect(link).to_have_count(1)
    assert link.get_attribute("href").endswith("#kb-cause-1")
    assert violations(page) == []


def test_nothing_found_offers_the_next_steps(search: Callable[[str], Page]) -> None:
    """No result: advice, the index of all articles, contact."""
    page = search("?q=qqqq")
    expect(page.locator("h1")).to_have_text("Nothing found for “qqqq”")
    expect(status(page)).to_have_text("Nothing found for “qqqq”")
    expect(page.locator("[data-js=search-index]")).to_be_visible()
    expect(page.locator("[data-kb=contact]")).to_be_visible()


def test_a_spelling_is_offered_with_its_nearest_articles(search: Callable[[str], Page]) -> None:
    """A misspelled question shows the spelling that finds something, and what it finds."""
    page = search("?q=wrnog")
    expect(page.get_by_role("heading", name="Closest articles")).to_be_visible()
    expect(results(page)).to_have_count(1)
    page.get_by_role("link", name="Did you mean").click()
    expect(page.locator("h1")).to_contain_text("1 result for “(ACME-401)”")
    expect(box(page)).to_have_value("(ACME-401)”")


def test_a_failing_search_leaves_the_index(search: Callable[[str], Page]) -> None:
    """An error is a sentence; the articles by topic stay."""
    page = search("?q=boom")
    expect(status(page)).to_have_text("Search is not available right now.")
    page.get_by_role("button", name="Try again").click()
    expect(status(page)).to_have_text("Search is not available right now.")
    expect(page.locator("[data-js=search-index]")).to_be_visible()


def test_counts_follow_the_plural_rules_of_the_language(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """Polish and Russian have more than two forms."""
    page = new_page()
    page.goto(f"{acme_site}pl/search/?q=hasła")
    expect(page.locator("h1")).to_have_text("2 wyniki dla „hasła”")
    page.goto(f"{acme_site}ru/search/?q=двухэтапную")
    expect(page.locator("h1")).to_have_text("41 результат по запросу «двухэтапную»")


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_results_have_no_violation(
    scheme: str, width: int, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Axe has nothing to say about results with chips, nor about an empty result."""
    page = new_page(width=width, scheme=scheme)
    for query in ("sign ACME-401", "wrnog"):
        page.goto(f"{acme_site}search/?q={query}")
        results(page).first.wait_for()
        assert violations(page) == []


def test_a_missing_page_offers_the_nearest(
    new_page: Callable[..., Any], acme_site: str, complaints: list[str]
) -> None:
    """The 404 page fills its box with the words of the address and lists the nearest three pages."""
    page = new_page()
    page.goto(f"{acme_site}help/password-two-step.html")
    expect(page.locator("[data-kb=search-input]").first).to_have_value("help password two step")
    expect(page.get_by_role("heading", name="Pages with a similar address")).to_be_visible()
    expect(page.locator("[data-js=nearest] li")).to_have_count(3)
    assert violations(page) == []
    assert [each for each in complaints if "404" not in each] == []
    complaints.clear()
