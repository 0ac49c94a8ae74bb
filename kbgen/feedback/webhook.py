# SPDX-License-Identifier: MIT
"""An endpoint of one's own: every kind of message, under our own names. The contract: `content/build/feedback.md`."""

from __future__ import annotations

from kbgen.feedback.adapter import EVENT, MESSAGE, PATIENT, VOTE, Adapter, Transport, secret_setting, way_to_people
from kbgen.settings import ContactSettings, FeedbackFormat, FeedbackSettings

_ALWAYS = ("schema", "id", "type", "at", "lang", "page")
_NAMES = {
    VOTE: (*_ALWAYS, "article", "revision", "title", "answer", "reason", "words", "query"),
    MESSAGE: (*_ALWAYS, "subject", "message", "email", "product", "searched", "read", "votes"),
    EVENT: (*_ALWAYS, "event", "query", "next", "article"),
}
_TRANSPORTS = {FeedbackFormat.JSON: Transport.JSON, FeedbackFormat.FORM: Transport.FORM}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Send to `endpoint`, as JSON or as a form."""
    return Adapter(
        transport=_TRANSPORTS[feedback.format],
        url=feedback.endpoint,
        needs="endpoint: https://…",
        fields={kind: {name: name for name in names} for kind, names in _NAMES.items()},
        errors=PATIENT,
        needs_secret=secret_setting(feedback),
        fallback=way_to_people(contact),
        plain=feedback.format is FeedbackFormat.FORM,
        refusals={name: name for name in ("subject", "message", "email", "product")},
        receipt="number",
    )
