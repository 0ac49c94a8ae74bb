# SPDX-License-Identifier: MIT
"""Every adapter keeps the one interface: where, what, what errors mean, no secret, another way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kbgen.feedback import (
    ADAPTERS,
    Adapter,
    Reaction,
    Transport,
    chosen_adapter,
    feedback_origin,
    feedback_view,
)
from kbgen.feedback.adapter import contact_link
from kbgen.settings import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackFormat,
    FeedbackSettings,
    KbgenSettings,
)

CONTACT = ContactSettings(email="help@example.com", url="https://example.com/contact")
GOOD = {
    FeedbackAdapter.WEBHOOK: FeedbackSettings(
        FeedbackAdapter.WEBHOOK, endpoint="https://desk.example/in"
    ),
    FeedbackAdapter.FORMSPREE: FeedbackSettings(FeedbackAdapter.FORMSPREE, account="abc123"),
    FeedbackAdapter.ZENDESK: FeedbackSettings(FeedbackAdapter.ZENDESK, account="acme"),
    FeedbackAdapter.MAILTO: FeedbackSettings(FeedbackAdapter.MAILTO),
}


def adapter(feedback: FeedbackSettings, contact: ContactSettings = CONTACT) -> Adapter:
    found = chosen_adapter(KbgenSettings(feedback=feedback, contact=contact))
    assert found is not None
    return found


def test_every_name_of_the_settings_has_an_adapter() -> None:
    assert set(ADAPTERS) == set(FeedbackAdapter) == set(GOOD)


@pytest.mark.parametrize("name", FeedbackAdapter)
def test_an_adapter_says_where_what_and_what_else(name: FeedbackAdapter) -> None:
    found = adapter(GOOD[name])
    assert found.url.startswith(("https://", "mailto:"))
    assert "message" in found.fields
    assert found.needs_secret == ""
    assert found.fallback == "mailto:help@example.com"
    assert not found.plain or found.transport is Transport.FORM


@pytest.mark.parametrize("name", FeedbackAdapter)
def test_a_request_says_what_every_answer_of_it_means(name: FeedbackAdapter) -> None:
    found = adapter(GOOD[name])
    if found.transport is not Transport.LINK:
        assert {"4xx", "5xx", "network"} <= set(found.errors)


@pytest.mark.parametrize("name", FeedbackAdapter)
def test_refused_fields_are_fields_of_the_form(name: FeedbackAdapter) -> None:
    assert set(adapter(GOOD[name]).refusals.values()) <= {"subject", "message", "email", "product"}


def test_a_silent_zendesk_is_not_asked_again_a_silent_webhook_is() -> None:
    zendesk, webhook = (
        adapter(GOOD[FeedbackAdapter.ZENDESK]),
        adapter(GOOD[FeedbackAdapter.WEBHOOK]),
    )
    assert (zendesk.errors["network"], webhook.errors["network"]) == (
        Reaction.FALLBACK,
        Reaction.LATER,
    )


def test_a_webhook_speaks_json_or_forms() -> None:
    feedback = GOOD[FeedbackAdapter.WEBHOOK]
    assert (adapter(feedback).transport, adapter(feedback).plain) == (Transport.JSON, False)
    form = adapter(replace(feedback, format=FeedbackFormat.FORM))
    assert (form.transport, form.plain) == (Transport.FORM, True)


def test_places_of_a_form_have_no_levels() -> None:
    form = replace(GOOD[FeedbackAdapter.WEBHOOK], format=FeedbackFormat.FORM)
    for feedback in (GOOD[FeedbackAdapter.FORMSPREE], form):
        places = [place for names in adapter(feedback).fields.values() for place in names.values()]
        assert not [place for place in places if "." in place]


def test_an_endpoint_takes_the_place_of_a_services_own_address() -> None:
    for name in (FeedbackAdapter.FORMSPREE, FeedbackAdapter.ZENDESK):
        assert (
            adapter(replace(GOOD[name], endpoint="https://help.acme.example/x")).url
            == "https://help.acme.example/x"
        )


def test_mail_goes_to_the_account_else_to_the_contact_address() -> None:
    feedback = GOOD[FeedbackAdapter.MAILTO]
    assert adapter(feedback).url == "mailto:help@example.com"
    assert adapter(replace(feedback, account="desk@example.com")).url == "mailto:desk@example.com"
    assert adapter(replace(feedback, account="desk@example.com?bcc=x@y.zz")).url == ""


@pytest.mark.parametrize("name", FeedbackAdapter)
def test_an_adapter_that_needs_a_secret_never_reaches_a_page(name: FeedbackAdapter) -> None:
    feedback = replace(GOOD[name], secret=True)
    assert adapter(feedback).needs_secret == "secret"
    assert feedback_view(KbgenSettings(feedback=feedback, contact=CONTACT)) is None


@pytest.mark.parametrize(
    ("url", "setting"),
    [
        ("https://user:pass@desk.example/", "endpoint"),
        ("https://desk.example/?token=", "endpoint"),
        ("https://desk.example/?a=1&API_KEY=2", "endpoint"),
        ("https://desk.example/?x-signature=2", "endpoint"),
        ("https://desk.example/?monkey=2&tokens=3", ""),
        ("https://desk.example/token/key", ""),
    ],
)
def test_a_secret_in_an_address_is_seen(url: str, setting: str) -> None:
    assert adapter(replace(GOOD[FeedbackAdapter.WEBHOOK], endpoint=url)).needs_secret == setting


def test_the_way_to_people_is_mail_before_a_page() -> None:
    assert contact_link(CONTACT) == "mailto:help@example.com"
    assert (
        contact_link(ContactSettings(url="https://example.com/contact"))
        == "https://example.com/contact"
    )
    assert contact_link(ContactSettings(phone="112")) == ""


def test_the_origin_has_no_path_and_no_password() -> None:
    feedback = replace(GOOD[FeedbackAdapter.WEBHOOK], endpoint="https://me:pw@desk.example:81/in")
    assert feedback_origin(KbgenSettings(feedback=feedback)) == "https://desk.example:81"
    assert feedback_origin(KbgenSettings()) == ""
