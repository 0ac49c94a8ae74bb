# SPDX-License-Identifier: MIT
"""What cannot be sent now waits on the device: offline, busy, reloaded, blocked."""

from __future__ import annotations

from browser.feedback_site import MESSAGE, STARTED, UUID7, fill_in, send
from browser.help_desk import HelpDesk
from optional_packages import required

expect = required("playwright.sync_api").expect


def test_a_busy_desk_is_asked_again_after_the_time_it_says(visit, desk: HelpDesk, forgive) -> None:
    """429 with `Retry-After`: kept, reported, and sent later with the same id, without another click."""
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
    """The page says that the vote is sent later, and sends it."""
    forgive("ERR_INTERNET_DISCONNECTED")
    page = visit("webhook", "billing/refund/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Yes", exact=True).click()
    page.get_by_text("when the connection is back").wait_for()
    page.context.set_offline(False)
    assert desk.wait_for(1)[0]["answer"] == "yes"


def test_a_kept_message_that_is_blocked_later_is_not_lost(
    visit, feedback_site, desk: HelpDesk, forgive
) -> None:
    """The next page says so, and the form contains the message."""
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
