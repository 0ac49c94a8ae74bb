# SPDX-License-Identifier: MIT
"""The Zendesk adapter: an anonymous `POST https://ACCOUNT.zendesk.com/api/v2/requests.json`.

Zendesk accepts only tickets, so a vote is sent with the message of the same visit. A page can read
the responses 200 and 201, but 403 (anonymous requests are disabled) and 429 (more than a few per
hour) come without CORS headers. To the page, they look like a network error, and retrying would
make a 429 worse. The adapter therefore treats network errors as final and offers another contact.
"""

from __future__ import annotations

import re

from kbgen.feedback.adapter import (
    DEFAULT_REACTIONS,
    MESSAGE,
    Adapter,
    Reaction,
    Transport,
    contact_link,
    setting_with_secret,
)
from kbgen.settings import ContactSettings, FeedbackSettings

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_FIELDS = {
    MESSAGE: {
        "subject": "request.subject",
        "email": "request.requester.email",
        "name": "request.requester.name",
        "text": "request.comment.body",
    }
}


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Create an adapter for the help desk `account`, or for an `endpoint` with its own domain."""
    desk_url = (
        f"https://{feedback.account}.zendesk.com/api/v2/requests.json"
        if _NAME.fullmatch(feedback.account)
        else ""
    )
    return Adapter(
        transport=Transport.JSON,
        url=feedback.endpoint or desk_url,
        needs="account: the name before .zendesk.com",
        fields=_FIELDS,
        errors={
            **DEFAULT_REACTIONS,
            "403": Reaction.FALLBACK,
            "429": Reaction.FALLBACK,
            "network": Reaction.FALLBACK,
        },
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
        refusals={
            "requester": "email",
            "email": "email",
            "subject": "subject",
            "comment": "message",
            "description": "message",
        },
        receipt="request.id",
    )
