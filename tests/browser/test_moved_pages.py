# SPDX-License-Identifier: MIT
"""Old addresses and anchors in a browser, with scripts and without; the pages of articles that are gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.accessibility import violations
from browser.rendering import serve
from conftest import run, write_tree
from optional_packages import required

TREE = """
mkdocs.yml
    | site_name: Acme
    | site_url: https://example.com/
    | theme: {name: material, font: false}
    | docs_dir: content
    | plugins:
    |   - kbgen:
    |       contact: {email: help@example.com}
content/index.md
    | # Help
    |
    | Text.
content/billing/prices.md
    | ---
    | title: Prices
    | redirect_from: [old.md, "old/#x"]
    | ---
    | ## Cards
    |
    | Text.
    |
    | ## Ключ
    |
    | Text.
content/roles.md
    | # Roles
    |
    | Text.
content/account.md
    | ---
    | title: Use a fax machine to reach the people of our support department in the morning
    | status: withdrawn
    | replaced_by: billing-prices
    | ---
    | Text.
content/_data/redirects.yml
    | old/#cards: billing/prices/#cards
    | old/#roles: roles.md
    | roles/#price: billing/prices/#cards
    | roles/#ключ: billing/prices.md
"""

expect = required("playwright.sync_api").expect


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_tree(tmp_path_factory.mktemp("moved"), TREE)
    run(folder, "kbgen", "build")
    with serve(folder / "site") as address:
        yield address


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old/", "billing/prices/"),
        ("old/#cards", "billing/prices/#cards"),
        ("old/#roles", "roles/"),
        ("old/#kept", "billing/prices/#kept"),
        ("old/#__proto__", "billing/prices/#__proto__"),
        ("old/#%zz", "billing/prices/#%zz"),
        ("roles/#price", "billing/prices/#cards"),
        ("roles/#%D0%BA%D0%BB%D1%8E%D1%87", "billing/prices/"),
        ("roles/#other", "roles/#other"),
    ],
)
def test_an_old_address_leads_to_the_new_one(site: str, new_page, old: str, new: str) -> None:
    page = new_page()
    page.goto(site + old)
    expect(page).to_have_url(site + new)


def test_the_way_back_skips_the_old_address(site: str, new_page) -> None:
    page = new_page()
    page.goto(site)
    page.goto(f"{site}old/#cards")
    expect(page).to_have_url(f"{site}billing/prices/#cards")
    page.go_back()
    expect(page).to_have_url(site)


def test_a_link_on_the_page_follows_its_old_anchor(site: str, new_page) -> None:
    page = new_page()
    page.goto(f"{site}roles/")
    page.evaluate("location.hash = 'price'")
    expect(page).to_have_url(f"{site}billing/prices/#cards")


def test_without_scripts_the_page_is_redirected(site: str, new_page) -> None:
    page = new_page(javascript=False)
    page.goto(f"{site}old/#cards")
    expect(page).to_have_url(f"{site}billing/prices/")


def test_without_scripts_an_old_anchor_shows_a_link(site: str, new_page) -> None:
    page = new_page(javascript=False)
    page.goto(f"{site}roles/")
    expect(page.locator(".kb-moved:visible")).to_have_count(0)
    page.goto(f"{site}roles/#price")
    expect(page.locator(".kb-moved:visible")).to_have_text("This part has moved to: Prices")
    page.locator(".kb-moved:visible a").click()
    expect(page).to_have_url(f"{site}billing/prices/#cards")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_withdrawn_article_is_accessible(
    site: str, new_page, width: int, scheme: str
) -> None:
    page = new_page(width=width, scheme=scheme)
    page.goto(f"{site}account/")
    expect(page.locator("h1")).to_have_text("This article is no longer available")
    expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox"))).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_a_redirect_page_that_no_browser_follows_is_accessible(site: str, new_page) -> None:
    """What a reader sees if neither the script nor the refresh works."""
    page = new_page()
    html = page.request.get(f"{site}old/").text()
    stays = html.replace("redirect.js", "scheme-init.js").replace("http-equiv", "data-none")
    page.route("**/old/", lambda route: route.fulfill(body=stays, content_type="text/html"))
    page.goto(f"{site}old/")
    expect(page.locator("h1")).to_have_text("This page has moved")
    assert violations(page) == []
