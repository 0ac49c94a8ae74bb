# SPDX-License-Identifier: MIT
"""Zendesk: an anonymous request, `POST https://ACCOUNT.zendesk.com/api/v2/requests.json`.

It takes tickets only, so a vote travels with the message of the same visit. Answers 200 and 201 can be read by a page;
403 (anonymous requests are off) and 429 (more than a few an hour) come without CORS headers. The page then sees no
answer at all, as if there were no network, and trying again would make it worse: so that is final, and another way
is offered.
"""

from __future__ import annotations

import re

from kbgen.feedback.adapter import MESSAGE, PATIENT, Adapter, Reaction, Transport, secret_setting, way_to_people
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
    """Send to the help desk `account`, or to an `endpoint` (a help desk under a name of its own)."""
    own = f"https://{feedback.account}.zendesk.com/api/v2/requests.json" if _NAME.fullmatch(feedback.account) else ""
    return Adapter(
        transport=Transport.JSON,
        url=feedback.endpoint or own,
        needs="account: the name before .zendesk.com",
        fields=_FIELDS,
        errors={**PATIENT, "403": Reaction.FALLBACK, "429": Reaction.FALLBACK, "network": Reaction.FALLBACK},
        needs_secret=secret_setting(feedback),
        fallback=way_to_people(contact),
        refusals={
            "requester": "email",
            "email": "email",
            "subject": "subject",
            "comment": "message",
            "description": "message",
        },
        receipt="request.id",
    )
