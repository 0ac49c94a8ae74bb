# SPDX-License-Identifier: MIT
"""The table of adapters: one for each service that the settings can name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kbgen.feedback.adapter import EVENT, MESSAGE, VOTE, Adapter, Reaction, Transport
from kbgen.runtime.addresses import EMAIL_ADDRESS
from kbgen.settings import FeedbackAdapter

_REACTIONS: Final[Mapping[str, Reaction]] = {
    "400": Reaction.FIELDS,
    "422": Reaction.FIELDS,
    "408": Reaction.LATER,
    "425": Reaction.LATER,
    "429": Reaction.LATER,
    "4xx": Reaction.FALLBACK,
    "5xx": Reaction.LATER,
    "network": Reaction.LATER,
}
"""Reactions for endpoints whose responses a page can read.

Client errors are final. Server errors, rate limits and network errors are temporary.
"""


def _same_names(*names: str) -> dict[str, str]:
    """Map each of our names to itself."""
    return {name: name for name in names}


_WEBHOOK: Final = ("schema", "id", "type", "at", "lang", "page")
_FORMSPREE: Final = ("id", "type", "lang", "page")
_VOTE: Final = ("article", "revision", "title", "answer", "reason")
_MESSAGE: Final = ("message", "email", "product", "searched", "read", "votes")

ADAPTERS: Final[Mapping[FeedbackAdapter, Adapter]] = {
    # Every kind of message to your own endpoint, under kbgen's names. `content/build/feedback.md`
    # documents the requests.
    FeedbackAdapter.WEBHOOK: Adapter(
        transport=Transport.JSON,
        needs="endpoint: https://…",
        fields={
            VOTE: _same_names(*_WEBHOOK, *_VOTE, "words", "query"),
            MESSAGE: _same_names(*_WEBHOOK, "subject", *_MESSAGE),
            EVENT: _same_names(*_WEBHOOK, "event", "query", "next", "article"),
        },
        errors=_REACTIONS,
        refusals=_same_names("subject", "message", "email", "product"),
        receipt="number",
    ),
    # A form becomes an email. The response to invalid fields is 422 with
    # `{"errors": [{"field", "code", "message"}]}`. Formspree does not detect duplicates: a form
    # that is sent twice arrives twice.
    FeedbackAdapter.FORMSPREE: Adapter(
        transport=Transport.FORM,
        url="https://formspree.io/f/{}",
        account=re.compile(r"[A-Za-z0-9]+"),
        needs="account: the id of your form, letters and digits",
        fields={
            VOTE: _same_names(*_FORMSPREE, *_VOTE, "query") | {"words": "message"},
            MESSAGE: _same_names(*_FORMSPREE, *_MESSAGE) | {"subject": "_subject"},
        },
        errors=_REACTIONS,
        plain=True,
        refusals={"_subject": "subject"} | _same_names("message", "email", "product"),
    ),
    # Zendesk accepts only tickets, so a vote is sent with the message of the same visit. A page can
    # read the responses 200 and 201, but 403 (anonymous requests are disabled) and 429 (more than a
    # few per hour) come without CORS headers. To the page, they look like a network error, and
    # retrying would make a 429 worse. So network errors are final, and the page offers another
    # contact.
    FeedbackAdapter.ZENDESK: Adapter(
        transport=Transport.JSON,
        url="https://{}.zendesk.com/api/v2/requests.json",
        account=re.compile(r"[a-z0-9][a-z0-9-]*"),
        needs="account: the name before .zendesk.com",
        fields={
            MESSAGE: {
                "subject": "request.subject",
                "email": "request.requester.email",
                "name": "request.requester.name",
                "text": "request.comment.body",
            }
        },
        errors={**_REACTIONS, **dict.fromkeys(("403", "429", "network"), Reaction.FALLBACK)},
        refusals={
            "requester": "email",
            "email": "email",
            "subject": "subject",
            "comment": "message",
            "description": "message",
        },
        receipt="request.id",
    ),
    # A link to the customer's mail program, without any service or script.
    FeedbackAdapter.MAILTO: Adapter(
        transport=Transport.LINK,
        url="mailto:{}",
        account=EMAIL_ADDRESS,
        needs="account: an email address, or contact.email",
        fields={MESSAGE: {"subject": "subject", "text": "body"}},
        errors={},
    ),
}
