# SPDX-License-Identifier: MIT
"""Settings → the adapter they choose, as pages see it; and what is wrong with the choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from kbgen.feedback import formspree, mailto, webhook, zendesk
from kbgen.feedback.adapter import Adapter, Transport, is_private
from kbgen.model import Diagnostic, FeedbackView, diagnostic
from kbgen.settings import ContactSettings, FeedbackAdapter, FeedbackSettings, KbgenSettings, SiteSettings

ADAPTERS: Mapping[FeedbackAdapter, Callable[[FeedbackSettings, ContactSettings], Adapter]] = {
    FeedbackAdapter.WEBHOOK: webhook.adapter,
    FeedbackAdapter.FORMSPREE: formspree.adapter,
    FeedbackAdapter.ZENDESK: zendesk.adapter,
    FeedbackAdapter.MAILTO: mailto.adapter,
}


def chosen_adapter(settings: KbgenSettings) -> Adapter | None:
    """The adapter of a site; None when it wants no feedback."""
    feedback = settings.feedback
    return ADAPTERS[feedback.adapter](feedback, settings.contact) if feedback.adapter else None


def feedback_view(settings: KbgenSettings) -> FeedbackView | None:
    """What pages know of the adapter. Nothing of one that needs a secret or has no address."""
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
    """The origin that pages send to, for a content security policy; empty when they send nothing."""
    adapter = chosen_adapter(settings)
    if adapter is None or adapter.transport is Transport.LINK or not adapter.url:
        return ""
    parts = urlsplit(adapter.url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def check_feedback(settings: SiteSettings) -> tuple[Diagnostic, ...]:
    """What is wrong with the choice; errors all, at their places in the settings file."""
    return tuple(_problems(settings))


def _problems(settings: SiteSettings) -> Iterator[Diagnostic]:
    feedback = settings.kbgen.feedback
    adapter = chosen_adapter(settings.kbgen)

    def problem(code: str, setting: str, message: str, hint: str) -> Diagnostic:
        line, column = feedback.places.get(setting) or feedback.places.get("feedback", (1, 1))
        return diagnostic(code, settings.config_file.name, message, line=line, column=column, hint=hint)

    if adapter is None:
        if feedback.places and "adapter" not in feedback.places:
            names = ", ".join(FeedbackAdapter)
            yield problem("KB703", "feedback", "'feedback' names no adapter", f"Add 'adapter:' with one of {names}.")
        return
    if adapter.needs_secret:
        yield problem(
            "KB707",
            adapter.needs_secret,
            f"'{adapter.needs_secret}' holds a secret, and every reader of a page could see it",
            "Send to a server of yours that adds the secret and passes the message on.",
        )
    refused = "endpoint" in feedback.places and not feedback.endpoint  # reported where it was read
    if not adapter.url and not refused:
        message = f"the adapter '{feedback.adapter}' does not know where to send"
        yield problem("KB703", adapter.needs.partition(":")[0], message, f"Set '{adapter.needs}'.")
    if not is_private(adapter.url):
        message = "the endpoint is not encrypted, and browsers refuse to send to it"
        yield problem("KB703", "endpoint", message, "Use an address that begins with https://.")
