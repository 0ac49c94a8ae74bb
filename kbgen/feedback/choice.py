# SPDX-License-Identifier: MIT
"""Choose the adapter that the settings name, prepare it for pages, and check the settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kbgen.feedback.adapter import (
    Adapter,
    Transport,
    contact_link,
    is_secure,
    setting_with_secret,
)
from kbgen.feedback.adapters import ADAPTERS
from kbgen.model import Diagnostic, FeedbackView, diagnostic
from kbgen.settings import FeedbackAdapter, FeedbackFormat, KbgenSettings, SiteSettings


def chosen_adapter(settings: KbgenSettings) -> Adapter | None:
    """Return the adapter of a site, or None if it has no feedback."""
    feedback, contact = settings.feedback, settings.contact
    if not feedback.adapter:
        return None
    adapter = ADAPTERS[feedback.adapter]
    is_mail = adapter.transport is Transport.LINK
    account = feedback.account or (contact.email if is_mail else "")
    url = adapter.url.format(account) if adapter.account.fullmatch(account) else ""
    if feedback.adapter is FeedbackAdapter.WEBHOOK and feedback.format is FeedbackFormat.FORM:
        adapter = replace(adapter, transport=Transport.FORM, plain=True)
    return replace(
        adapter,
        url=url if is_mail else feedback.endpoint or url,
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
    )


def feedback_view(settings: KbgenSettings) -> FeedbackView | None:
    """Return the adapter's data for pages; None if it needs a secret or has no URL."""
    adapter = chosen_adapter(settings)
    if adapter is None or adapter.needs_secret or not adapter.url:
        return None
    return FeedbackView(
        transport=adapter.transport.value,
        url=adapter.url,
        plain=adapter.plain,
        takes=tuple(adapter.fields),
        fields={kind: dict(names) for kind, names in adapter.fields.items()},
        errors={status: reaction.value for status, reaction in adapter.errors.items()},
        refusals=dict(adapter.refusals),
        receipt=adapter.receipt,
        fallback=adapter.fallback,
        products=settings.feedback.products,
    )


def feedback_origin(settings: KbgenSettings) -> str:
    """Return the origin that pages send to, for a content security policy; may be empty."""
    adapter = chosen_adapter(settings)
    if adapter is None or adapter.transport is Transport.LINK or not adapter.url:
        return ""
    parts = urlsplit(adapter.url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def check_feedback(settings: SiteSettings) -> tuple[Diagnostic, ...]:
    """Check the feedback settings; all problems are errors, located in the settings file."""
    return tuple(_problems(settings))


def _problems(settings: SiteSettings) -> Iterator[Diagnostic]:
    feedback = settings.kbgen.feedback
    adapter = chosen_adapter(settings.kbgen)

    def problem(code: str, setting: str, message: str, hint: str) -> Diagnostic:
        line, column = feedback.locations.get(setting) or feedback.locations.get("feedback", (1, 1))
        return diagnostic(
            code, settings.config_file.name, message, line=line, column=column, hint=hint
        )

    if adapter is None:
        if feedback.locations and "adapter" not in feedback.locations:
            names = ", ".join(FeedbackAdapter)
            yield problem(
                "KB703",
                "feedback",
                "'feedback' has no adapter",
                f"Add 'adapter:' with one of {names}.",
            )
        return
    if adapter.needs_secret:
        yield problem(
            "KB707",
            adapter.needs_secret,
            f"'{adapter.needs_secret}' contains a secret that every reader of a page could see",
            "Send to your own server, which adds the secret and forwards the message.",
        )
    is_reported = "endpoint" in feedback.locations and not feedback.endpoint  # when it was read
    if not adapter.url and not is_reported:
        message = f"the adapter '{feedback.adapter}' does not know where to send messages"
        yield problem("KB703", adapter.needs.partition(":")[0], message, f"Set '{adapter.needs}'.")
    if not is_secure(adapter.url):
        message = "the endpoint is not encrypted, so browsers refuse to send to it"
        yield problem("KB703", "endpoint", message, "Use an address that begins with https://.")
