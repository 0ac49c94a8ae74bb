# SPDX-License-Identifier: MIT
"""The webhook adapter: sends every kind of message to your own endpoint, under kbgen's names.

`content/build/feedback.md` documents the requests.
"""

from __future__ import annotations

from kbgen.feedback.adapter import (
    DEFAULT_REACTIONS,
    EVENT,
    MESSAGE,
    VOTE,
    Adapter,
    Transport,
    contact_link,
    setting_with_secret,
)
from kbgen.settings import ContactSettings, FeedbackFormat, FeedbackSettings

_ALWAYS = ("schema", "id", "type", "at", "lang", "page")
_NAMES = {
    VOTE: (*_ALWAYS, "article", "revision", "title", "answer", "reason", "words", "query"),
    MESSAGE: (*_ALWAYS, "subject", "message", "email", "product", "searched", "read", "votes"),
    EVENT: (*_ALWAYS, "event", "query", "next", "article"),
}
_TRANSPORTS = {FeedbackFormat.JSON: Transport.JSON, FeedbackFormat.FORM: Transport.FORM}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Create an adapter for `endpoint`, which receives JSON or a form."""
    return Adapter(
        transport=_TRANSPORTS[feedback.format],
        url=feedback.endpoint,
        needs="endpoint: https://…",
        fields={kind: {name: name for name in names} for kind, names in _NAMES.items()},
        errors=DEFAULT_REACTIONS,
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
        plain=feedback.format is FeedbackFormat.FORM,
        refusals={name: name for name in ("subject", "message", "email", "product")},
        receipt="number",
    )
