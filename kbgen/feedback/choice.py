# SPDX-License-Identifier: MIT
"""Choose the adapter that the settings name, prepare it for pages, and check the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from kbgen.feedback import formspree, mailto, webhook, zendesk
from kbgen.feedback.adapter import Adapter, Transport, is_secure
from kbgen.model import Diagnostic, FeedbackView, diagnostic
from kbgen.settings import (
    ContactSettings,
    FeedbackAdapter,
    FeedbackSettings,
    KbgenSettings,
    SiteSettings,
)

ADAPTERS: Mapping[FeedbackAdapter, Callable[[FeedbackSettings, ContactSettings], Adapter]] = {
    FeedbackAdapter.WEBHOOK: webhook.adapter,
    FeedbackAdapter.FORMSPREE: formspree.adapter,
    FeedbackAdapter.ZENDESK: zendesk.adapter,
    FeedbackAdapter.MAILTO: mailto.adapter,
}


def chosen_adapter(settings: KbgenSettings) -> Adapter | None:
    """Return the adapter of a site, or None if it has no feedback."""
    feedback = settings.feedback
    return ADAPTERS[feedback.adapter](feedback, settings.contact) if feedback.adapter else None


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
        line, column = feedback.places.get(setting) or feedback.places.get("feedback", (1, 1))
        return diagnostic(
            code, settings.config_file.name, message, line=line, column=column, hint=hint
        )

    if adapter is None:
        if feedback.places and "adapter" not in feedback.places:
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
    is_reported = "endpoint" in feedback.places and not feedback.endpoint  # when it was read
    if not adapter.url and not is_reported:
        message = f"the adapter '{feedback.adapter}' does not know where to send messages"
        yield problem("KB703", adapter.needs.partition(":")[0], message, f"Set '{adapter.needs}'.")
    if not is_secure(adapter.url):
        message = "the endpoint is not encrypted, so browsers refuse to send to it"
        yield problem("KB703", "endpoint", message, "Use an address that begins with https://.")
