# SPDX-License-Identifier: MIT
"""Votes and messages from real pages to a help desk that answers as each service's documentation says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.accessibility import violations
from browser.help_desk import HelpDesk, help_desk
from browser.rendering import serve
from conftest import run, write_tree

expect = pytest.importorskip("playwright.sync_api").expect

CONFIG = """\
site_name: Acme help
site_url: https://help.example.com/
theme: {{name: material, font: false}}
docs_dir: content
plugins:
  - kbgen:
      contact: {{email: help@example.com, reply_time: within one working day}}
      feedback: {{{feedback}, products: [Acme Desktop, Acme Web]}}
"""
TREE = """
content/billing/refund.md
| ---
| title: Get a refund
| id: refund
| summary: Money comes back within five days.
| questions: [How do I get my money back?]
| ---
| Write to us with the number of your invoice.
content/billing/invoice.md
| ---
| title: Download an invoice
| id: invoice
| ---
| Open Billing, then Invoices.
"""
ADAPTERS = {
    "webhook": "adapter: webhook, endpoint: '{origin}/webhook'",
    "webhook-form": "adapter: webhook, format: form, endpoint: '{origin}/webhook'",
    "formspree": "adapter: formspree, endpoint: '{origin}/f/abc123'",
    "zendesk": "adapter: zendesk, endpoint: '{origin}/api/v2/requests.json'",
    "mailto": "adapter: mailto",
}
MESSAGE = {"subject": "My money is not back", "message": "I waited\nten days.", "email": "anna@example.com"}
STARTED = """() => [...document.querySelectorAll("[data-js=vote], [data-js=contact]")].every(
    form => form.noValidate || form.querySelector("[aria-expanded]"))"""
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(scope="session")
def running_desk() -> Iterator[HelpDesk]:
    with help_desk() as desk:
        yield desk


@pytest.fixture
def desk(running_desk: HelpDesk) -> HelpDesk:
    """The help desk, in good mood and with nothing received."""
    running_desk.reset()
    return running_desk


@pytest.fixture(scope="session")
def feedback_site(running_desk: HelpDesk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Builds and serves the site of an adapter on first use: name → address."""
    servers: list[Any] = []
    addresses: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in addresses:
            folder = tmp_path_factory.mktemp(name)
            feedback = ADAPTERS[name].format(origin=running_desk.origin)
            (folder / "mkdocs.yml").write_text(CONFIG.format(feedback=feedback), "utf-8")
            built = run(write_tree(folder, TREE), "kbgen", "build", "--strict")
            assert built.code == 0, built.stdout + built.stderr
            servers.append(serve(folder / "site", running_desk.origin))
            addresses[name] = servers[-1].__enter__()
        return addresses[name]

    yield address
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture
def forgive(complaints: list[str]) -> Iterator[Callable[..., None]]:
    """Drop what the browser says of answers that a test asked for; anything else stays a complaint."""
    expected: list[str] = []
    yield lambda *texts: expected.extend(texts)
    complaints[:] = [line for line in complaints if not any(text in line for text in expected)]


@pytest.fixture
def visit(new_page: Callable[..., Any], feedback_site: Callable[[str], str], forgive: Any) -> Callable[..., Any]:
    """Open a page of an adapter's site: `visit("zendesk", "contact/", width=390)`."""

    def open_page(adapter: str, path: str = "contact/", **options: Any) -> Any:
        page = new_page(**options)
        page.goto(feedback_site(adapter) + path)
        if options.get("javascript", True):
            page.wait_for_function(STARTED)
        return page

    return open_page


def fill_in(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"#kb-{name}", value)


def send(page: Any) -> None:
    page.get_by_role("button", name="Send message").click()


# Votes


@pytest.mark.parametrize("adapter", ["webhook", "webhook-form"])
def test_a_yes_is_one_message_with_an_id_of_the_device(adapter: str, visit, desk: HelpDesk) -> None:
    """Two words on the buttons, thanks in words, and focus on them."""
    page = visit(adapter, "billing/refund/")
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("Thank you. Good to hear.").wait_for()
    (vote,) = desk.wait_for(1)
    assert UUID7.fullmatch(vote["id"])
    expected = {"type": "vote", "answer": "yes", "article": "refund", "page": "/billing/refund/", "lang": "en"}
    assert {name: vote[name] for name in expected} == expected
    assert re.fullmatch(r"[0-9a-f]{16}", vote["revision"])
    assert str(vote["schema"]) == "1"
    assert page.evaluate("document.activeElement.dataset.js") == "vote-status"


@pytest.mark.parametrize("adapter", ["webhook", "formspree"])
def test_a_no_asks_for_the_reason_and_is_one_message_with_it(adapter: str, visit, desk: HelpDesk) -> None:
    """The reasons open under the button; what is sent has reason and words."""
    page = visit(adapter, "billing/refund/")
    no = page.get_by_role("button", name="No", exact=True)
    assert no.get_attribute("aria-expanded") == "false"
    no.click()
    assert no.get_attribute("aria-expanded") == "true"
    page.get_by_label("It was hard to understand").check()
    page.get_by_label("Tell us more").fill("Which number?")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("They cannot answer here.").wait_for()
    (vote,) = desk.wait_for(1)
    words = vote["words" if adapter == "webhook" else "message"]
    assert (vote["answer"], vote["reason"], words) == ("no", "unclear", "Which number?")


def test_a_no_without_a_reason_is_sent_when_the_page_is_left(visit, feedback_site, desk: HelpDesk) -> None:
    """Somebody who goes away has answered all the same, once."""
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


def test_a_desk_that_takes_tickets_only_gets_the_vote_with_the_message(visit, desk: HelpDesk) -> None:
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


# Without scripts


@pytest.mark.parametrize("adapter", ["webhook-form", "formspree"])
def test_without_scripts_a_vote_is_a_plain_form(adapter: str, visit, desk: HelpDesk) -> None:
    """Yes and no are buttons that send; the reasons lie in a fold."""
    page = visit(adapter, "billing/refund/", javascript=False)
    page.locator("summary", has_text="Say what was missing").click()
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
def test_without_scripts_the_contact_form_is_a_plain_form(adapter: str, visit, desk: HelpDesk) -> None:
    """The browser checks and sends it."""
    page = visit(adapter, javascript=False)
    fill_in(page, **MESSAGE)
    page.select_option("#kb-product", "Acme Web")
    send(page)
    page.get_by_role("heading", name="Thanks!").wait_for()
    (message,) = desk.wait_for(1)
    subject = message["subject" if adapter == "webhook-form" else "_subject"]
    assert (subject, message["email"], message["product"]) == (MESSAGE["subject"], MESSAGE["email"], "Acme Web")


@pytest.mark.parametrize("adapter", ["webhook", "zendesk", "mailto"])
def test_without_scripts_other_adapters_show_a_way_to_people_and_no_dead_control(adapter: str, visit) -> None:
    """A link from the article, addresses on the contact page, no button that does nothing."""
    page = visit(adapter, "billing/refund/", javascript=False)
    vote = page.locator('[data-kb="vote"]')
    assert vote.get_by_role("button").count() == 0
    assert vote.locator("summary:visible").count() == 0
    vote.get_by_role("link", name="Not answered? Contact us").click()
    page.wait_for_url("**/contact/")
    assert page.get_by_role("button", name="Send message").count() == 0
    assert page.locator('main a[href^="mailto:help@example.com"]:visible').count() >= 1


# Messages


@pytest.mark.parametrize(("adapter", "number"), [("webhook", "A-1001"), ("zendesk", "35436"), ("formspree", "")])
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
        assert (message["message"].replace("\r", ""), message["product"]) == (MESSAGE["message"], "Acme Desktop")


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
    summary = page.get_by_role("region", name="2 fields need a look")
    assert page.evaluate("document.activeElement.dataset.js") == "contact-errors"
    summary.get_by_role("link", name="Say what happens.").click()
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
def test_a_field_that_the_desk_refuses_is_named(adapter: str, visit, desk: HelpDesk, forgive) -> None:
    """422 with the name of a field: said beside ours, the words stay."""
    forgive("422")
    desk.mood = "refuses"
    page = visit(adapter)
    fill_in(page, **MESSAGE)
    send(page)
    page.get_by_role("region", name="1 field needs a look").wait_for()
    assert "Check it for typing errors" in page.locator("#kb-email-error").inner_text()
    assert page.locator("#kb-message").input_value() == MESSAGE["message"]
    desk.mood = "good"
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    assert len(desk.received) == 1


@pytest.mark.parametrize("mood", ["busy", "forbids", "refuses"])
def test_a_blocked_zendesk_offers_another_way_with_the_words_in_it(mood: str, visit, desk: HelpDesk, forgive) -> None:
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


# The outbox


def test_a_busy_desk_is_asked_again_after_the_time_it_says(visit, desk: HelpDesk, forgive) -> None:
    """429 with `Retry-After`: kept, said so, and sent by itself, with the same id."""
    forgive("429")
    desk.mood = "busy"
    page = visit("webhook")
    fill_in(page, **MESSAGE)
    send(page)
    page.get_by_role("heading", name="Your message is saved on this device").wait_for()
    desk.mood = "good"
    (message,) = desk.wait_for(1)
    assert UUID7.fullmatch(message["id"])
    page.wait_for_function("() => Object.values(localStorage).join() === '[]'")


def test_a_message_survives_offline_and_reload(visit, desk: HelpDesk, forgive) -> None:
    """Offline, kept; back, but the desk is down, kept; reloaded, kept; back again: there, once."""
    forgive("ERR_INTERNET_DISCONNECTED", "503")
    page = visit("webhook")
    fill_in(page, **MESSAGE)
    page.context.set_offline(True)
    send(page)
    page.get_by_role("heading", name="Your message is saved on this device").wait_for()
    assert desk.attempts == []
    desk.mood = "down"
    page.context.set_offline(False)
    desk.wait_for_attempts(1)
    page.reload()
    page.wait_for_function(STARTED)
    assert len(page.evaluate("JSON.parse(Object.values(localStorage)[0])")) == 1
    page.context.set_offline(True)
    desk.mood = "good"
    page.context.set_offline(False)
    (message,) = desk.wait_for(1)
    assert message["subject"] == MESSAGE["subject"]
    page.wait_for_function("() => Object.values(localStorage).join() === '[]'")


def test_a_vote_survives_offline_too(visit, desk: HelpDesk, forgive) -> None:
    """The customer is told that it goes out later, and it does."""
    forgive("ERR_INTERNET_DISCONNECTED")
    page = visit("webhook", "billing/refund/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("as soon as there is a connection").wait_for()
    page.context.set_offline(False)
    assert desk.wait_for(1)[0]["answer"] == "yes"


def test_a_kept_message_that_is_blocked_later_is_not_lost(visit, feedback_site, desk: HelpDesk, forgive) -> None:
    """Its writer is told on the next page, and finds the words in the form."""
    forgive("ERR_INTERNET_DISCONNECTED", "CORS policy", "Failed to load resource")
    page = visit("zendesk")
    fill_in(page, **MESSAGE)
    page.context.set_offline(True)
    send(page)
    page.get_by_role("heading", name="Your message is saved on this device").wait_for()
    desk.mood = "busy"
    page.context.set_offline(False)
    desk.wait_for_attempts(1)
    page.wait_for_function("() => Object.values(localStorage).join().includes('blocked')")
    page.goto(feedback_site("zendesk") + "billing/refund/")
    page.get_by_text("could not be sent.").wait_for()
    page.get_by_role("link", name="Open it").click()
    page.wait_for_url("**/contact/")
    page.get_by_role("region", name="Your message was not sent").wait_for()
    expect(page.locator("#kb-message")).to_have_value(MESSAGE["message"])
    desk.mood = "good"
    send(page)
    page.locator('[data-kb="contact-done"]').wait_for()
    assert page.evaluate("Object.values(localStorage).join()") == "[]"


# Suggestions


def test_articles_appear_under_the_subject_and_one_can_be_the_answer(visit, desk: HelpDesk) -> None:
    """From three letters on; "This solved it" sends no message, an event only, and there is a way back."""
    page = visit("webhook")
    page.locator("#kb-subject").press_sequentially("mo")
    helps = page.locator('[data-kb="contact-suggestions"]')
    page.locator("#kb-subject").press_sequentially("ney back")
    link = helps.get_by_role("link", name="Get a refund")
    link.wait_for()
    assert link.get_attribute("target") == "_blank"
    assert "opens in a new tab" in link.inner_text()
    assert "may answer it" in page.locator('[data-js="contact-status"]').inner_text()
    helps.get_by_role("button", name="This solved it: Get a refund").click()
    page.get_by_role("heading", name="Good to hear").wait_for()
    (event,) = desk.wait_for(1)
    assert (event["type"], event["event"], event["article"]) == ("event", "solved", "refund")
    page.get_by_role("button", name="I still want to write").click()
    assert page.locator("#kb-subject").input_value() == "money back"


# Events


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


# The whole circle


def test_a_customer_searches_reads_votes_and_writes(visit, desk: HelpDesk) -> None:
    """The ticket has what was searched, read and answered, and the customer was told so."""
    page = visit("webhook", "")
    page.locator('[data-kb="search-input"]').first.press_sequentially("money back", delay=20)
    page.locator('[data-kb="search-result"]', has_text="Get a refund").click()
    page.wait_for_url("**/billing/refund/**")
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_text("“money back”, your last search, goes along.").wait_for()
    page.get_by_label("I did it, and it did not work").check()
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
    page.get_by_label("Also send what you searched and read").uncheck()
    send(page)
    (ticket,) = desk.wait_for(1)
    assert not {"searched", "read", "votes"} & set(ticket)


# Accessibility


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
    page.get_by_role("region", name="2 fields need a look").wait_for()
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
            box, card = page.locator("#kb-vote-words").bounding_box(), page.locator('[data-kb="vote"]').bounding_box()
            assert box["x"] + box["width"] < card["x"] + card["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
