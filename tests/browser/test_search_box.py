# SPDX-License-Identifier: MIT
"""The search box of header and hero: by keyboard, by pointer, in every state, and for screen readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from browser.accessibility import violations
from optional_packages import required

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = required("playwright.sync_api").expect

ARTICLE = "sign-in/two-step/"


def box(page: Page) -> Any:
    return page.locator("[data-kb=search-input]").first


def results(page: Page) -> Any:
    return page.locator("[data-kb=search-result]")


def status(page: Page) -> Any:
    return page.locator("[data-kb=search-status]")


@pytest.fixture
def article(new_page: Callable[..., Any], acme_site: str) -> Page:
    """An article page on a wide screen."""
    page = new_page()
    page.goto(acme_site + ARTICLE)
    return page


@pytest.mark.parametrize("path", ["", ARTICLE, "sign-in/", "search/", "contact/", "404.html"])
def test_the_first_search_box_takes_typing(
    path: str, new_page: Callable[..., Any], acme_site: str
) -> None:
    """On every kind of page and at every width the first box is visible and finds what is typed."""
    page = new_page()
    page.goto(acme_site + path)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        box(page).fill("")
        box(page).press_sequentially("secur")
        expect(results(page).first).to_contain_text("Security keys that work with Acme")
        assert box(page).bounding_box()["width"] >= 100


def test_one_letter_is_no_question(article: Page) -> None:
    """Suggestions begin with the second letter."""
    box(article).fill("s")
    expect(box(article)).to_have_attribute("aria-expanded", "false")
    box(article).press_sequentially("e")
    expect(box(article)).to_have_attribute("aria-expanded", "true")


def test_six_results_and_a_way_to_all_of_them(article: Page, acme_site: str) -> None:
    """The list shows six results; its last row leads to the results page."""
    box(article).fill("sign")
    expect(results(article)).to_have_count(6)
    last = article.get_by_role("option").last
    expect(last).to_have_text("All results for “sign”")
    assert last.get_attribute("href") == f"{acme_site}search/?q=sign"


def test_a_result_shows_title_trail_and_kind(article: Page) -> None:
    """A row says where the article stands and what it is; the words of the question are marked."""
    box(article).fill("access denied")
    row = results(article).first
    expect(row.locator("mark")).to_have_text(["Access", "denied"])
    expect(row.locator(".kb-option__trail")).to_have_text("Signing in · Troubleshooting")


def test_the_list_is_a_combobox(article: Page) -> None:
    """Roles and states follow the ARIA pattern while arrows move through the list; focus stays in the box."""
    box(article).fill("password")
    options = article.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(article.get_by_role("combobox")).to_have_attribute("aria-controls", "kb-suggestions")
    box(article).press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = box(article).get_attribute("aria-activedescendant")
    assert active == options.first.get_attribute("id")
    expect(box(article)).to_be_focused()
    box(article).press("ArrowUp")
    assert box(article).get_attribute("aria-activedescendant") is None
    box(article).press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")


def test_the_status_says_how_many(article: Page) -> None:
    """The live region counts suggestions, and says when there are none."""
    box(article).fill("security")
    expect(status(article)).to_have_text("1 suggestion. Use the arrow keys to choose.")
    box(article).fill("questions late")
    expect(status(article)).to_have_text("2 suggestions. Use the arrow keys to choose.")
    box(article).fill("qqqq")
    expect(status(article)).to_have_text("No article found for “qqqq”")


def test_enter_opens_the_chosen_result(article: Page, acme_site: str) -> None:
    """Arrow and Enter open the article, at the passage that matched."""
    box(article).fill("access denied")
    expect(results(article).first).to_be_visible()
    box(article).press("ArrowDown")
    box(article).press("Enter")
    article.wait_for_url(f"{acme_site}sign-in/cannot-sign-in/#kb-cause-2")


def test_enter_without_a_choice_opens_the_results_page(article: Page, acme_site: str) -> None:
    """Enter alone sends the question to the results page."""
    box(article).fill("access denied")
    box(article).press("Enter")
    article.wait_for_url(f"{acme_site}search/?q=access+denied")
    expect(article.locator("h1")).to_contain_text("access denied")


def test_escape_closes_the_list_and_keeps_the_question(article: Page) -> None:
    """Escape hides the list; an arrow brings it back."""
    box(article).fill("password")
    expect(results(article).first).to_be_visible()
    box(article).press("Escape")
    expect(results(article).first).to_be_hidden()
    expect(box(article)).to_have_value("password")
    box(article).press("ArrowDown")
    expect(results(article).first).to_be_visible()


def test_leaving_the_box_closes_the_list(article: Page) -> None:
    """Tab and a click elsewhere close the list."""
    for leave in (lambda: box(article).press("Tab"), lambda: article.locator("footer").click()):
        box(article).focus()
        box(article).fill("password")
        expect(results(article).first).to_be_visible()
        leave()
        expect(results(article).first).to_be_hidden()
        box(article).fill("")


def test_a_click_opens_a_result(article: Page, acme_site: str) -> None:
    """A result is a link for the pointer."""
    box(article).fill("questions about")
    results(article).first.click()
    article.wait_for_url(f"{acme_site}sign-in/questions/")


def test_an_exact_answer_stands_on_top(article: Page) -> None:
    """An error code that matches exactly is a card with its first lines, and is not repeated below."""
    box(article).fill("ACME-401")
    first = results(article).first
    expect(first).to_contain_text("Best match")
    expect(first).to_contain_text("The password is right, and Acme still refuses.")
    expect(results(article).filter(has_text="You cannot sign in")).to_have_count(1)


def test_steps_of_an_answer_are_a_list_of_texts(article: Page) -> None:
    """A numbered step is a list item, and markup in it is text."""
    box(article).fill("ACME-401")
    steps = results(article).first.locator("ol > li")
    expect(steps).to_have_text(["Open <b>Profile</b>.", "Choose another one."])
    expect(results(article).first.locator("b")).to_have_count(0)


SNAPSHOTS = """() => {
  const list = document.querySelector("[role=listbox]");
  const nodes = new Map();
  window.snapshots = [];
  new MutationObserver(() => window.snapshots.push({
    shown: !list.hidden,
    items: [...list.querySelectorAll("[data-kb=search-result]")].map((each) => {
      if (!nodes.has(each)) nodes.set(each, nodes.size);
      return [each.getAttribute("href"), nodes.get(each)];
    }),
    all: list.querySelector(".kb-option--all")?.textContent ?? "",
  })).observe(list, { childList: true, attributes: true, attributeFilter: ["hidden"] });
}"""

QUESTIONS = """() => {
  window.questions = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (data, ...rest) {
    window.questions.push(data.query);
    post.call(this, data, ...rest);
  };
}"""


def single(items: list[tuple[str, int]]) -> dict[str, int]:
    """Address → element, of addresses that come once: some articles of the stand-in share one."""
    counts = Counter(href for href, _ in items)
    return {href: node for href, node in items if counts[href] == 1}


def test_a_question_typed_letter_by_letter_refines_what_is_shown(article: Page) -> None:
    """With answers that come late: no empty flash, the same element for the same article, nothing older after newer."""
    article.evaluate(SNAPSHOTS)
    article.evaluate(QUESTIONS)
    for end in range(1, len("password") + 1):
        box(article).press_sequentially("password"[end - 1])
        if end % 2 == 0:
            expect(article.locator(".kb-option--all")).to_have_text(
                f"All results for “{'password'[:end]}”"
            )
        elif end > 1:  # the answer comes after that of the next question
            article.wait_for_function(
                "question => window.questions.includes(question)", arg="password"[:end]
            )
    seen = article.evaluate("window.snapshots")
    shown = seen[next(at for at, each in enumerate(seen) if each["items"]) :]
    assert len(shown) >= 3
    assert all(each["shown"] and each["items"] for each in shown)
    questions = [len(each["all"]) for each in shown]
    assert questions == sorted(questions)
    for before, after in pairwise(shown):
        old, new = single(before["items"]), single(after["items"])
        assert {href: old[href] for href in old.keys() & new.keys()} == {
            href: new[href] for href in old.keys() & new.keys()
        }


def test_a_choice_by_arrow_keys_survives_a_refined_answer(article: Page) -> None:
    """Typing on leaves the chosen article chosen, wherever it stands now."""
    box(article).press_sequentially("se")
    expect(results(article).first).to_be_visible()
    row = results(article).filter(has_text="Security keys that work with Acme")
    while row.get_attribute("aria-selected") != "true":
        box(article).press("ArrowDown")
    box(article).press_sequentially("curity")
    expect(article.locator(".kb-option--all")).to_have_text("All results for “security”")
    expect(row).to_have_attribute("aria-selected", "true")
    expect(box(article)).to_have_attribute("aria-activedescendant", row.get_attribute("id"))


def test_nothing_found_offers_people(article: Page, acme_site: str) -> None:
    """No result is no dead end: the list offers the contact page."""
    box(article).fill("qqqq")
    option = article.get_by_role("option")
    expect(option).to_have_text("Contact us")
    assert option.get_attribute("href") == f"{acme_site}contact/"


def test_a_misspelled_question_offers_a_spelling(article: Page) -> None:
    """Choosing the spelling asks again, in the same box."""
    box(article).fill("wrnog")
    option = article.get_by_role("option").first
    expect(option).to_have_text(re.compile(r"Did you mean .*\(1 result\)$"))
    option.click()
    expect(box(article)).to_have_value("(ACME-401)”")
    expect(results(article).first).to_be_visible()


def test_a_late_answer_is_dropped(article: Page) -> None:
    """The answer to an older question never replaces that of a newer one."""
    box(article).fill("heldpassword")
    expect(article.locator(".kb-suggest__message")).to_be_visible()
    box(article).fill("security")
    expect(results(article)).to_have_count(1)
    article.evaluate("new Promise(requestAnimationFrame)")
    expect(results(article)).to_have_text("Security keys that work with AcmeSigning in · Guide")


def test_a_slow_answer_is_announced(article: Page) -> None:
    """While an answer takes long, the box says that it searches, to eye and ear."""
    message = article.locator(".kb-suggest__message")
    box(article).fill("heldpassword")
    expect(message).to_have_text("Searching…")
    expect(status(article)).to_have_text("Searching…")
    box(article).fill("security")
    expect(results(article).first).to_be_visible()
    expect(message).to_be_hidden()


def test_a_slow_answer_begins_with_what_known_words_find(article: Page) -> None:
    """While spellings load, the list has the early result, and the box still says that it searches."""
    box(article).fill("halfsecurity")
    expect(results(article)).to_have_count(1)
    expect(status(article)).to_have_text("Searching…")
    box(article).fill("password")
    expect(status(article)).to_have_text(re.compile("suggestions"))


def test_a_failed_question_is_said_and_the_next_one_works(article: Page) -> None:
    """An error of the worker is a sentence; the form still leads to the results page."""
    box(article).fill("boom")
    expect(status(article)).to_have_text("Search is not available right now.")
    expect(article.get_by_role("option")).to_have_text("Try again")
    assert violations(article) == []
    article.get_by_role("option").click()
    expect(box(article)).to_be_focused()
    expect(status(article)).to_have_text("Search is not available right now.")
    box(article).fill("password")
    expect(results(article).first).to_be_visible()


def test_a_missing_worker_leaves_the_page_usable(
    new_page: Callable[..., Any], acme_site: str, complaints: list[str]
) -> None:
    """Without its worker the box says so, and Enter still goes to the results page."""
    page = new_page()
    page.route("**/worker.js", lambda route: route.abort())
    page.goto(acme_site + ARTICLE)
    box(page).fill("password")
    expect(status(page)).to_have_text("Search is not available right now.")
    box(page).press("Enter")
    page.wait_for_url(f"{acme_site}search/?q=password")
    expect(page.locator("[data-js=search-index]")).to_be_visible()
    assert all("Failed to load resource" in each for each in complaints)
    complaints.clear()


def test_nothing_is_loaded_before_the_first_search(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """Worker and index are fetched with the first focus, not with the page."""
    page = new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(acme_site)))
    page.goto(acme_site + ARTICLE, wait_until="networkidle")
    assert "worker.js" not in requests
    with page.expect_request("**/entry.json"):
        box(page).focus()


def test_a_pointer_over_the_box_loads_the_index(
    new_page: Callable[..., Any], acme_site: str
) -> None:
    """A click is likely to follow, so worker and index do not wait for it."""
    page = new_page()
    page.goto(acme_site + ARTICLE, wait_until="networkidle")
    with page.expect_request("**/entry.json"):
        box(page).hover()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_an_open_list_has_no_violation(
    scheme: str, width: int, new_page: Callable[..., Any], acme_site: str
) -> None:
    """Axe has nothing to say about an open list: results, an exact answer, nothing found; in header and hero."""
    page = new_page(width=width, scheme=scheme)
    for path, query in ((ARTICLE, "ACME-401"), (ARTICLE, "qqqq"), ("", "password")):
        page.goto(acme_site + path)
        box(page).fill(query)
        page.get_by_role("option").first.wait_for()
        box(page).press("ArrowDown")
        assert violations(page) == []


def test_titles_are_text(new_page: Callable[..., Any], acme_site: str) -> None:
    """Markup in an index is shown as it stands, and never becomes an element."""
    page = new_page()
    evil = {
        "id": "x", "url": "sign-in/", "title": "<img src=x onerror=alert(1)> password", "trail": ["<b>t</b>"],
        "kind": "faq", "passage": "\"><script>", "passageTitle": "<i>p</i>", "extract": "<u>e</u>", "score": 1,
        "code": "password",
    }  # fmt: skip
    page.route("**/entry.json", lambda route: route.fulfill(json=[evil]))
    page.goto(acme_site + ARTICLE)
    box(page).fill("password")
    expect(results(page)).to_contain_text("<img src=x onerror=alert(1)> password")
    assert page.locator("[data-kb=search-results] :is(img, b, i, u, script)").count() == 0
    page.goto(acme_site + "search/?q=password")
    expect(results(page).locator(".kb-hit__passage")).to_have_text("<i>p</i>")
    expect(results(page).locator(".kb-hit__extract")).to_have_text("<u>e</u>")
    assert page.locator("[data-kb=search-results] :is(img, b, i, u, script)").count() == 0
