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


def _same_names(*names: str) -> dict[str, str]:
    """Map each of our names, and those of every message, to itself."""
    return {name: name for name in (*_ALWAYS, *names)}


_FIELDS = {
    VOTE: _same_names("article", "revision", "title", "answer", "reason", "words", "query"),
    MESSAGE: _same_names("subject", "message", "email", "product", "searched", "read", "votes"),
    EVENT: _same_names("event", "query", "next", "article"),
}
_TRANSPORTS = {FeedbackFormat.JSON: Transport.JSON, FeedbackFormat.FORM: Transport.FORM}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Create an adapter for `endpoint`, which receives JSON or a form."""
    return Adapter(
        transport=_TRANSPORTS[feedback.format],
        url=feedback.endpoint,
        needs="endpoint: https://…",
        fields=_FIELDS,
        errors=DEFAULT_REACTIONS,
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
        plain=feedback.format is FeedbackFormat.FORM,
        refusals={name: name for name in ("subject", "message", "email", "product")},
        receipt="number",
    )
