# SPDX-License-Identifier: MIT
"""The small behaviors: colors, shortcuts, menus, disclosures, copying, paper; and the page without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from optional_packages import required

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = required("playwright.sync_api").expect

ARTICLE = "sign-in/two-step/"
DARK = "rgb(15, 19, 24)"
LIGHT = "rgb(255, 255, 255)"


def background(page: Page) -> Any:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_colors_follow_the_system_without_scripts(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """`prefers-color-scheme` decides, scripts or not."""
    for scheme, color in (("light", LIGHT), ("dark", DARK)):
        page = new_page(scheme=scheme, javascript=False)
        page.goto(acme_site)
        assert background(page) == color


def test_a_chosen_scheme_stays(new_page: Callable[..., Any], acme_site: str) -> None:
    """The choice turns the page dark, and the next page is dark before it is painted; until the device decides again."""
    page = new_page()
    page.goto(acme_site)
    choice = page.get_by_role("group", name="Colors")
    expect(choice.get_by_role("radio", name="As your device")).to_be_checked()
    choice.get_by_role("radio", name="Dark").check()
    assert background(page) == DARK
    page.goto(acme_site + ARTICLE)
    expect(choice.get_by_role("radio", name="Dark")).to_be_checked()
    page.route("**/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    assert background(page) == DARK
    page.unroute("**/main.js")
    page.reload()
    expect(choice.get_by_role("radio", name="Dark")).to_be_checked()
    choice.get_by_role("radio", name="As your device").check()
    page.reload()
    assert background(page) == LIGHT


def test_a_scheme_is_chosen_without_scripts(new_page: Callable[..., Any], acme_site: str) -> None:
    """For as long as the page is open."""
    page = new_page(javascript=False)
    page.goto(acme_site)
    page.get_by_role("radio", name="Dark").check()
    assert background(page) == DARK


def test_shortcuts_go_to_search(new_page: Callable[..., Any], acme_site: str) -> None:
    """`/` and Ctrl-K focus the box; `/` inside the box is a letter; the footer switches `/` off for good."""
    page = new_page()
    page.goto(acme_site + ARTICLE)
    box = page.locator("[data-kb=search-input]")
    for key in ("/", "Control+k"):
        page.locator("h1").click()
        page.keyboard.press(key)
        expect(box).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_have_value("/")
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_role("checkbox").last.uncheck()
    page.reload()
    expect(box).to_have_attribute("aria-keyshortcuts", "Control+K")
    page.keyboard.press("/")
    expect(box).not_to_be_focused()


def test_menus_close_like_menus(new_page: Callable[..., Any], acme_site: str) -> None:
    """Escape closes and returns the focus, a click elsewhere closes."""
    page = new_page(width=390)
    page.goto(acme_site + ARTICLE)
    summary = page.locator(".kb-menu summary")
    topic = page.get_by_role("navigation", name="Menu").get_by_role(
        "link", name="Payments and invoices"
    )
    summary.click()
    expect(topic).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(topic).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.mouse.click(20, 800)
    expect(topic).to_be_hidden()


def test_languages_lead_to_the_same_page(new_page: Callable[..., Any], acme_site: str) -> None:
    """The switch names languages in themselves and says where there is no translation."""
    page = new_page()
    page.goto(acme_site + ARTICLE)
    page.locator("[data-kb=language-switch] summary").click()
    links = page.get_by_role("navigation", name="Language").get_by_role("link")
    expect(links).to_have_text(
        ["English", "Русский", "Polski not translated yet, opens the nearest page"]
    )
    links.nth(1).click()
    page.wait_for_url(f"{acme_site}ru/{ARTICLE}")
    assert page.locator("html").get_attribute("lang") == "ru"


def test_an_address_opens_the_answer_it_names(new_page: Callable[..., Any], acme_site: str) -> None:
    """A disclosure opens when the address or a link names something inside it."""
    page = new_page()
    page.goto(acme_site + "sign-in/questions/")
    page.evaluate("document.querySelectorAll('article details p')[1].id = 'inside'")
    page.goto(acme_site + "sign-in/questions/#inside")
    expect(page.locator("article details").nth(1)).to_have_attribute("open", "")
    expect(page.locator("article details").nth(0)).not_to_have_attribute("open", "")


def test_code_is_copied(new_page: Callable[..., Any], acme_site: str) -> None:
    """The button copies the block's text and says so."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(acme_site + ARTICLE)
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("[data-kb=article] > [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("# Open your profile")


def test_an_article_is_passed_on(new_page: Callable[..., Any], acme_site: str) -> None:
    """Its address, or a reply with title, summary, first steps and address."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(acme_site + "sign-in/cannot-sign-in/#kb-cause-2")
    address = "https://help.acme.example/sign-in/cannot-sign-in/"
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.get_by_role("button", name="Copy as reply").click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(2)
    title, summary, steps, end = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert title.startswith("You cannot sign in")
    assert summary.startswith("The password is right")
    assert steps.splitlines()[1] == "2. Turn on “Set time automatically”."
    assert end == address


def test_the_contents_close_after_a_choice(new_page: Callable[..., Any], acme_site: str) -> None:
    """On a phone, so that they do not cover the part that they led to."""
    page = new_page(width=390)
    page.goto(acme_site + "sign-in/cannot-sign-in/")
    contents = page.get_by_role("navigation", name="On this page")
    page.locator(".kb-toc-fold summary").click()
    contents.get_by_role("link", name="an old session").click()
    expect(contents).to_be_hidden()
    assert page.url.endswith("#kb-cause-2")


def test_paper_shows_all_answers_and_no_chrome(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """In print every answer is open, and header, footer and side columns are gone."""
    for javascript in (True, False):
        page = new_page(javascript=javascript)
        page.goto(acme_site + "sign-in/questions/")
        page.emulate_media(media="print")
        if javascript:
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for answer in page.locator("article details p").all():
            assert answer.is_visible()
        for gone in (".kb-header", ".kb-footer", ".kb-neighbours", ".kb-stuck"):
            assert not page.locator(gone).is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_without_scripts_reads_and_searches(
    width: int, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Without scripts the article reads, the form leads to the index, and no dead control is shown."""
    page = new_page(width=width, javascript=False)
    page.goto(acme_site + "sign-in/cannot-sign-in/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You cannot sign in")
    expect(page.get_by_text("Copy link")).to_be_hidden()
    expect(page.get_by_text("Keyboard shortcuts")).to_be_hidden()
    box = page.locator("[data-kb=search-input]")
    box.fill("password")
    box.press("Enter")
    page.wait_for_url(f"{acme_site}search/?q=password")
    expect(page.get_by_role("link", name="Security keys that work with Acme").first).to_be_visible()


def test_next_cause_and_this_helped_are_plain_links(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """A troubleshooting article can be walked without scripts: next cause, then contact, or done."""
    page = new_page(javascript=False)
    page.goto(acme_site + "sign-in/cannot-sign-in/")
    page.get_by_role("link", name="Try the next cause").first.click()
    assert page.url.endswith("#kb-cause-2")
    expect(page.get_by_text("Good to hear that it works again.")).to_be_hidden()
    page.get_by_role("link", name="This helped").nth(1).click()
    expect(page.get_by_text("Good to hear that it works again.")).to_be_visible()
    page.get_by_role("link", name="Still not working? Contact us").click()
    assert page.url.endswith("#kb-contact")
