# SPDX-License-Identifier: MIT
"""The Formspree adapter: a form becomes an email.

`POST https://formspree.io/f/ID` with `Accept: application/json`. The response to invalid fields is
422 with `{"errors": [{"field", "code", "message"}]}`. Formspree does not detect duplicates: a form
that is sent twice arrives twice.
"""

from __future__ import annotations

import re

from kbgen.feedback.adapter import (
    DEFAULT_REACTIONS,
    MESSAGE,
    VOTE,
    Adapter,
    Transport,
    contact_link,
    setting_with_secret,
)
from kbgen.settings import ContactSettings, FeedbackSettings

_ID = re.compile(r"[A-Za-z0-9]+")
_ALWAYS = ("id", "type", "lang", "page")
_FIELDS = {
    VOTE: {
        name: name
        for name in (*_ALWAYS, "article", "revision", "title", "answer", "reason", "query")
    }
    | {"words": "message"},
    MESSAGE: {
        name: name
        for name in (*_ALWAYS, "message", "email", "product", "searched", "read", "votes")
    }
    | {"subject": "_subject"},
}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Create an adapter for the form `account`, or for a compatible `endpoint`."""
    form_url = (
        f"https://formspree.io/f/{feedback.account}" if _ID.fullmatch(feedback.account) else ""
    )
    return Adapter(
        transport=Transport.FORM,
        url=feedback.endpoint or form_url,
        needs="account: the id of your form, letters and digits",
        fields=_FIELDS,
        errors=DEFAULT_REACTIONS,
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
        plain=True,
        refusals={
            "_subject": "subject",
            "message": "message",
            "email": "email",
            "product": "product",
        },
    )
