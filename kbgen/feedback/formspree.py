# SPDX-License-Identifier: MIT
"""Formspree: a form becomes an e-mail. `POST https://formspree.io/f/ID`, `Accept: application/json`.

Refused fields come as 422 with `{"errors": [{"field", "code", "message"}]}`. It knows nothing of ids, so a form that
is sent twice arrives twice.
"""

from __future__ import annotations

import re

from kbgen.feedback.adapter import MESSAGE, PATIENT, VOTE, Adapter, Transport, secret_setting, way_to_people
from kbgen.settings import ContactSettings, FeedbackSettings

_ID = re.compile(r"[A-Za-z0-9]+")
_ALWAYS = ("id", "type", "lang", "page")
_FIELDS = {
    VOTE: {name: name for name in (*_ALWAYS, "article", "revision", "title", "answer", "reason", "query")}
    | {"words": "message"},
    MESSAGE: {name: name for name in (*_ALWAYS, "message", "email", "product", "searched", "read", "votes")}
    | {"subject": "_subject"},
}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Send to the form `account`, or to an `endpoint` that speaks like it."""
    own = f"https://formspree.io/f/{feedback.account}" if _ID.fullmatch(feedback.account) else ""
    return Adapter(
        transport=Transport.FORM,
        url=feedback.endpoint or own,
        needs="account: the id of your form, letters and digits",
        fields=_FIELDS,
        errors=PATIENT,
        needs_secret=secret_setting(feedback),
        fallback=way_to_people(contact),
        plain=True,
        refusals={"_subject": "subject", "message": "message", "email": "email", "product": "product"},
    )
