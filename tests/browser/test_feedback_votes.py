# SPDX-License-Identifier: MIT
"""Votes from real pages: with scripts, without, and for desks that take tickets only."""

from __future__ import annotations

import re

import pytest
from browser.feedback_site import MESSAGE, UUID7, fill_in, send
from browser.help_desk import HelpDesk
from optional_packages import required

expect = required("playwright.sync_api").expect


@pytest.mark.parametrize("adapter", ["webhook", "webhook-form"])
def test_a_yes_is_one_message_with_an_id_of_the_device(adapter: str, visit, desk: HelpDesk) -> None:
    """Two words on the buttons, thanks in words, and focus on them."""
    page = visit(adapter, "billing/refund/")
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("Thank you. Good to hear.").wait_for()
    (vote,) = desk.wait_for(1)
    assert UUID7.fullmatch(vote["id"])
    expected = {
        "type": "vote",
        "answer": "yes",
        "article": "refund",
        "page": "/billing/refund/",
        "lang": "en",
    }
    assert {name: vote[name] for name in expected} == expected
    assert re.fullmatch(r"[0-9a-f]{16}", vote["revision"])
    assert str(vote["schema"]) == "1"
    assert page.evaluate("document.activeElement.dataset.js") == "vote-status"


@pytest.mark.parametrize("adapter", ["webhook", "formspree"])
def test_a_no_asks_for_the_reason_and_is_one_message_with_it(
    adapter: str, visit, desk: HelpDesk
) -> None:
    """The reasons open under the button; what is sent has reason and words."""
    page = visit(adapter, "billing/refund/")
    no = page.get_by_role("button", name="No", exact=True)
    assert no.get_attribute("aria-expanded") == "false"
    no.click()
    assert no.get_attribute("aria-expanded") == "true"
    page.get_by_label("It was hard to understand").check()
    page.get_by_label("Tell us more").fill("Which number?")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("They cannot reply here.").wait_for()
    (vote,) = desk.wait_for(1)
    words = vote["words" if adapter == "webhook" else "message"]
    assert (vote["answer"], vote["reason"], words) == ("no", "unclear", "Which number?")


def test_a_no_without_a_reason_is_sent_when_the_page_is_left(
    visit, feedback_site, desk: HelpDesk
) -> None:
    """A customer who leaves the page without a reason has voted once."""
    page = visit("webhook", "billing/refund/")
    page.get_by_role("button", name="No", exact=True).click()
    page.goto(feedback_site("webhook") + "billing/invoice/")
    (vote,) = desk.wait_for(1)
    assert (vote["answer"], "reason" in vote) == ("no", False)


def test_who_has_answered_is_not_asked_again(visit, desk: HelpDesk) -> None:
    """In the same visit, for the same text of the article."""
    page = visit("webhook", "billing/refund/")
    page.get_by_role("button", name="Yes", exact=True).click()
    desk.wait_for(1)
    page.reload()
    page.locator('[data-js="vote-plain"]').wait_for(state="hidden")
    assert page.get_by_role("button", name="Yes", exact=True).count() == 0


def test_a_desk_that_takes_tickets_only_gets_the_vote_with_the_message(
    visit, desk: HelpDesk
) -> None:
    """Reason and words begin the message; nothing is sent before the customer sends it."""
    page = visit("zendesk", "billing/refund/")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("It was hard to understand").check()
    page.get_by_label("Tell us more").fill("Which number?")
    page.get_by_role("button", name="Continue to the contact form").click()
    page.wait_for_url("**/contact/")
    begun = "“Get a refund” did not answer my question: It was hard to understand.\n\nWhich number?"
    expect(page.locator("#kb-message")).to_have_value(begun)
    assert desk.attempts == []
    fill_in(page, subject="Refund", email="anna@example.com")
    send(page)
    (request,) = desk.wait_for(1)
    assert "Answered: no unclear /billing/refund/" in request["request"]["comment"]["body"]


@pytest.mark.parametrize("adapter", ["webhook-form", "formspree"])
def test_without_scripts_a_vote_is_a_plain_form(adapter: str, visit, desk: HelpDesk) -> None:
    """Yes and no are buttons that send; the reasons lie in a fold."""
    page = visit(adapter, "billing/refund/", javascript=False)
    page.locator("summary", has_text="Tell us what was missing").click()
    page.get_by_label("Something is missing").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("heading", name="Thanks!").wait_for()
    (vote,) = desk.wait_for(1)
    assert (vote["answer"], vote["reason"], vote["article"]) == ("no", "incomplete", "refund")
    page.go_back()
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_role("heading", name="Thanks!").wait_for()
    assert desk.wait_for(2)[1]["answer"] == "yes"


@pytest.mark.parametrize("adapter", ["webhook-form", "formspree"])
def test_without_scripts_the_contact_form_is_a_plain_form(
    adapter: str, visit, desk: HelpDesk
) -> None:
    """The browser checks and sends it."""
    page = visit(adapter, javascript=False)
    fill_in(page, **MESSAGE)
    page.select_option("#kb-product", "Acme Web")
    send(page)
    page.get_by_role("heading", name="Thanks!").wait_for()
    (message,) = desk.wait_for(1)
    subject = message["subject" if adapter == "webhook-form" else "_subject"]
    assert (subject, message["email"], message["product"]) == (
        MESSAGE["subject"],
        MESSAGE["email"],
        "Acme Web",
    )


@pytest.mark.parametrize("adapter", ["webhook", "zendesk", "mailto"])
def test_without_scripts_other_adapters_show_a_way_to_people_and_no_dead_control(
    adapter: str, visit
) -> None:
    """A link from the article, addresses on the contact page, no button that does nothing."""
    page = visit(adapter, "billing/refund/", javascript=False)
    vote = page.locator('[data-kb="vote"]')
    assert vote.get_by_role("button").count() == 0
    assert vote.locator("summary:visible").count() == 0
    vote.get_by_role("link", name="Not answered? Contact us").click()
    page.wait_for_url("**/contact/")
    assert page.get_by_role("button", name="Send message").count() == 0
    assert page.locator('main a[href^="mailto:help@example.com"]:visible').count() >= 1
