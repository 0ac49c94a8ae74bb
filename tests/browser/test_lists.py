# SPDX-License-Identifier: MIT
"""Pages of categories: the list comes first, and a box narrows a long one down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from optional_packages import required

expect = required("playwright.sync_api").expect

LONG = "payments/"


def test_a_list_begins_on_the_first_screen_of_a_phone(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """The text of the category comes after it."""
    page = new_page(width=390)
    for path in ("sign-in/", LONG):
        page.goto(acme_site + path)
        assert page.locator(".kb-links__item").first.bounding_box()["y"] <= 600, path
    text, last = page.locator(".kb-text"), page.locator(".kb-links__item").last
    assert text.bounding_box()["y"] > last.bounding_box()["y"]


def test_words_narrow_a_long_list_down(new_page: Callable[..., Any], acme_site: str) -> None:
    """To the articles that have all of them, without groups that have none; and then search is offered."""
    page = new_page()
    page.goto(acme_site + LONG)
    box = page.get_by_role("searchbox", name="Search in this topic")
    items, groups = page.locator(".kb-links__item:visible"), page.locator(".kb-shelf:visible")
    expect(items).to_have_count(20)
    box.fill("TWO-step 3")
    expect(items).to_have_count(1)
    expect(items).to_contain_text("sign-in 3")
    expect(groups).to_have_count(1)
    box.fill("zzz")
    expect(items).to_have_count(0)
    none = page.get_by_text("No article in this topic has these words.").last
    expect(none).to_be_visible()
    expect(none.get_by_role("link")).to_have_attribute("href", "../search/")
    box.fill("")
    expect(items).to_have_count(20)


def test_a_short_list_has_no_box(new_page: Callable[..., Any], acme_site: str) -> None:
    """Neither has a long one without scripts."""
    for path, javascript in (("sign-in/", True), (LONG, False)):
        page = new_page(javascript=javascript)
        page.goto(acme_site + path)
        expect(page.locator(".kb-links__item").first).to_be_visible()
        expect(page.locator("#kb-narrow-down:visible")).to_have_count(0)
