# SPDX-License-Identifier: MIT
"""Messages from real pages to a help desk that answers as each service's documentation says; the whole circle."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.accessibility import violations
from browser.feedback_site import MESSAGE, fill_in, send
from browser.help_desk import HelpDesk


@pytest.mark.parametrize(
    ("adapter", "number"), [("webhook", "A-1001"), ("zendesk", "35436"), ("formspree", "")]
)
def test_a_message_arrives_and_the_customer_learns_what_happens_next(
    adapter: str, number: str, visit, desk: HelpDesk
) -> None:
    """Number, who reads it, when the answer comes; focus is there."""
    page = visit(adapter)
    fill_in(page, **MESSAGE)
    page.select_option("#kb-product", "Acme Desktop")
    send(page)
    done = page.locator('[data-kb="contact-done"]')
    done.wait_for()
    assert "within one working day" in done.inner_text()
    assert (f"Your number: {number}." in done.inner_text()) == bool(number)
    assert page.evaluate("document.activeElement.dataset.kb") == "contact-done"
    (message,) = desk.wait_for(1)
    if adapter == "zendesk":
        request = message["request"]
        assert request["requester"] == {"name": MESSAGE["email"], "email": MESSAGE["email"]}
        assert request["subject"] == MESSAGE["subject"]
        assert request["comment"]["body"] == f"{MESSAGE['message']}\n\n-- \nProduct: Acme Desktop"
    else:
        assert message["subject" if adapter == "webhook" else "_subject"] == MESSAGE["subject"]
        assert (message["message"].replace("\r", ""), message["product"]) == (
            MESSAGE["message"],
            "Acme Desktop",
        )


def test_mail_opens_with_everything_in_it(visit, desk: HelpDesk, forgive) -> None:
    """The link that stays has subject and message; nothing but the mail program is asked."""
    forgive("request to elsewhere: mailto:")
    page = visit("mailto")
    fill_in(page, subject="Refund & more", message="Ten days.")
    send(page)
    link = page.get_by_role("link", name="Nothing opened? Use this link.")
    address = urlsplit(link.get_attribute("href"))
    assert (address.scheme, address.path) == ("mailto", "help@example.com")
    assert parse_qs(address.query) == {"subject": ["Refund & more"], "body": ["Ten days."]}
    assert desk.attempts == []


def test_errors_are_summed_on_top_and_said_beside_the_fields(visit, desk: HelpDesk) -> None:
    """Focus goes to the sum; its links go to the fields; nothing is sent."""
    page = visit("webhook")
    fill_in(page, subject="Refund", email="anna@")
    send(page)
    summary = page.get_by_role("region", name="Check 2 fields")
    assert page.evaluate("document.activeElement.dataset.js") == "contact-errors"
    summary.get_by_role("link", name="Describe what happens.").click()
    assert page.evaluate("document.activeElement.id") == "kb-message"
    assert page.locator("#kb-message").get_attribute("aria-invalid") == "true"
    described = page.locator("#kb-email").get_attribute("aria-describedby").split()
    assert "needs an @" in page.locator(f"#{described[-1]}").inner_text()
    assert page.locator("#kb-subject").get_attribute("aria-invalid") is None
    assert desk.attempts == []
    fill_in(page, **MESSAGE)
    send(page)
    assert len(desk.wait_for(1)) == 1


@pytest.mark.parametrize("adapter", ["webhook", "formspree"])
def test_a_field_that_the_desk_refuses_is_named(
    adapter: str, visit, desk: HelpDesk, forgive
) -> None:
    """422 with the name of a field: said beside ours, the words stay."""
    forgive("422")
    desk.mood = "refuses"
    page = visit(adapter)
    fill_in(page, **MESSAGE)
    send(page)
    page.get_by_role("region", name="Check 1 field").wait_for()
    assert "Check it for typos" in page.locator("#kb-email-error").inner_text()
    assert page.locator("#kb-message").input_value() == MESSAGE["message"]
    desk.mood = "good"
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    assert len(desk.received) == 1


@pytest.mark.parametrize("mood", ["busy", "forbids", "refuses"])
def test_a_blocked_zendesk_offers_another_way_with_the_words_in_it(
    mood: str, visit, desk: HelpDesk, forgive
) -> None:
    """403 and 429 come without CORS headers: the page sees no answer, does not try again, and says so."""
    forgive("CORS policy", "Failed to load resource")
    desk.mood = mood
    page = visit("zendesk")
    fill_in(page, **MESSAGE)
    send(page)
    page.get_by_role("region", name="Your message was not sent").wait_for()
    link = page.get_by_role("link", name="Write to help@example.com")
    assert parse_qs(urlsplit(link.get_attribute("href")).query)["body"][0].startswith("I waited")
    assert page.locator("#kb-message").input_value() == MESSAGE["message"]
    assert page.evaluate("Object.values(localStorage).join()") == "[]"
    assert desk.attempts == ["/api/v2/requests.json"]


def test_a_desk_that_forbids_is_not_asked_again(visit, desk: HelpDesk, forgive) -> None:
    """403 that can be read is final too."""
    forgive("403")
    desk.mood = "forbids"
    page = visit("webhook")
    fill_in(page, **MESSAGE)
    send(page)
    page.get_by_role("region", name="Your message was not sent").wait_for()
    assert desk.attempts == ["/webhook"]


def test_articles_appear_under_the_subject_and_one_can_be_the_answer(visit, desk: HelpDesk) -> None:
    """From three letters on; "This solved it" sends no message, an event only, and there is a way back."""
    page = visit("webhook")
    page.locator("#kb-subject").press_sequentially("mo")
    helps = page.locator('[data-kb="contact-suggestions"]')
    page.locator("#kb-subject").press_sequentially("ney back")
    helps.get_by_text("Get a refund").click()
    link = helps.get_by_role("link", name="Read all of it")
    link.wait_for()
    assert link.get_attribute("target") == "_blank"
    assert "opens in a new tab" in link.inner_text()
    assert "may answer it" in page.locator('[data-js="contact-status"]').inner_text()
    helps.get_by_role("button", name="This solved it: Get a refund").click()
    page.get_by_role("heading", name="Good to hear").wait_for()
    (event,) = desk.wait_for(1)
    assert (event["type"], event["event"], event["article"]) == ("event", "solved", "refund")
    page.get_by_role("button", name="I still want to send a message").click()
    assert page.locator("#kb-subject").input_value() == "money back"


def test_four_ends_of_a_question_are_told_apart(visit, feedback_site, desk: HelpDesk) -> None:
    """Nothing found, asked in other words, left without a click; a click is no event."""
    page = visit("webhook", "search/?q=zzzz")
    box = page.locator('[data-kb="search-input"]')
    title = page.locator("h1")
    playwright_wait(title, "Nothing found")
    box.fill("refund")
    playwright_wait(title, "refund")
    box.fill("invoice")
    playwright_wait(title, "invoice")
    page.goto(feedback_site("webhook") + "contact/")
    events = [(each["event"], each["query"], each.get("next")) for each in desk.wait_for(3)]
    assert events == [
        ("no_result", "zzzz", "refund"),
        ("reformulated", "refund", "invoice"),
        ("no_click", "invoice", None),
    ]
    page.goto(feedback_site("webhook") + "search/?q=refund")
    page.locator('[data-kb="search-result"] a').first.click()
    page.wait_for_url("**/billing/**")
    page.get_by_role("button", name="Yes", exact=True).click()
    assert desk.wait_for(4)[3]["type"] == "vote"


def playwright_wait(place: Any, text: str) -> None:
    place.filter(has_text=text).wait_for()


def test_desks_that_take_no_events_get_none(visit, feedback_site, desk: HelpDesk) -> None:
    """Searching tells Formspree nothing."""
    page = visit("formspree", "search/?q=zzzz")
    playwright_wait(page.locator("h1"), "Nothing found")
    page.goto(feedback_site("formspree") + "billing/refund/")
    page.get_by_role("button", name="Yes", exact=True).click()
    desk.wait_for(1)
    assert [each["type"] for each in desk.received] == ["vote"]


def test_a_customer_searches_reads_votes_and_writes(visit, desk: HelpDesk) -> None:
    """The ticket has what was searched, read and answered, and the customer was told so."""
    page = visit("webhook", "")
    page.locator('[data-kb="search-input"]').first.press_sequentially("money back", delay=20)
    page.get_by_text(
        "All results for “money back”"
    ).first.wait_for()  # not those of the first letters
    page.locator('[data-kb="search-result"]', has_text="Get a refund").click()
    page.wait_for_url("**/billing/refund/**")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_text("Your last search, “money back”, is sent too.").wait_for()
    page.get_by_label("I tried it, and it did not work").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator('[data-kb="vote"]').get_by_role("link", name="Contact us").click()
    page.wait_for_url("**/contact/")
    fill_in(page, **MESSAGE)
    told = page.locator("#kb-visit-list").inner_text()
    assert "Searched: money back" in told
    assert "Read: /billing/refund/" in told
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    vote, ticket = desk.wait_for(2)
    assert (vote["type"], vote["reason"], vote["query"]) == ("vote", "failed", "money back")
    assert (ticket["type"], ticket["subject"]) == ("message", MESSAGE["subject"])
    assert ticket["searched"] == ["money back"]
    assert ticket["read"] == ["/billing/refund/"]
    assert ticket["votes"] == ["no failed /billing/refund/"]


def test_a_customer_may_keep_the_visit_private(visit, feedback_site, desk: HelpDesk) -> None:
    """Unticked, nothing of it is sent."""
    page = visit("webhook", "billing/refund/")
    page.goto(feedback_site("webhook") + "contact/")
    fill_in(page, **MESSAGE)
    page.get_by_label("Also send what you searched for and read").uncheck()
    send(page)
    (ticket,) = desk.wait_for(1)
    assert not {"searched", "read", "votes"} & set(ticket)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_open_vote_and_the_form_with_errors(
    width: int, scheme: str, visit, feedback_site, desk: HelpDesk
) -> None:
    """Open reasons; errors and suggestions; what is said at the end."""
    page = visit("webhook", "billing/refund/", width=width, scheme=scheme)
    page.get_by_role("button", name="No", exact=True).click()
    assert violations(page) == []
    page.goto(feedback_site("webhook") + "contact/")
    fill_in(page, subject="refund")
    page.locator(".kb-helps__item").first.wait_for()
    send(page)
    page.get_by_role("region", name="Check 2 fields").wait_for()
    assert violations(page) == []
    fill_in(page, **MESSAGE)
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(width: int, visit) -> None:
    """Neither the open vote nor the form."""
    for path in ("billing/refund/", "contact/"):
        page = visit("webhook", path, width=width)
        if path != "contact/":
            page.get_by_role("button", name="No", exact=True).click()
            box, card = (
                page.locator("#kb-vote-words").bounding_box(),
                page.locator('[data-kb="vote"]').bounding_box(),
            )
            assert box["x"] + box["width"] <= card["x"] + card["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("adapter", ["webhook", "mailto"])
def test_the_form_is_there_from_the_start_and_waits_for_its_scripts(
    adapter: str, new_page, feedback_site
) -> None:
    """It does not move, and a click before the scripts run loses nothing."""
    page = new_page(width=390)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries()"
        ".forEach((entry) => (window.shift += entry.value))).observe({ type: 'layout-shift', buffered: true })"
    )
    for path in ("contact/", "billing/refund/"):
        page.goto(feedback_site(adapter) + path, wait_until="networkidle")
        assert page.evaluate("window.shift") <= 0.02, path
    page.route("**/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(feedback_site(adapter) + "contact/")
    fill_in(page, subject=MESSAGE["subject"], message=MESSAGE["message"])
    assert page.get_by_role("button", name="Send message").is_disabled()
    page.press("#kb-subject", "Enter")
    assert page.input_value("#kb-message") == MESSAGE["message"]


def test_what_is_written_survives_a_reload_until_it_is_sent(
    visit, feedback_site, desk: HelpDesk
) -> None:
    """In the tab."""
    page = visit("webhook")
    fill_in(page, **MESSAGE)
    page.goto(feedback_site("webhook") + "contact/")
    playwright_wait_for_value(page, "#kb-message", MESSAGE["message"])
    assert page.input_value("#kb-subject") == MESSAGE["subject"]
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    page.goto(feedback_site("webhook") + "contact/")
    page.wait_for_function("document.querySelector('[data-js=contact]').noValidate")
    assert page.input_value("#kb-message") == ""


def playwright_wait_for_value(page: Any, selector: str, value: str) -> None:
    """Wait until a field has a value."""
    script = "([selector, value]) => document.querySelector(selector).value === value"
    page.wait_for_function(script, arg=[selector, value])
