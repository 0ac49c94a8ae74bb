# SPDX-License-Identifier: MIT
"""The interface of all adapters: the data that a page needs to send a message.

Pages are public, so an adapter that runs in a page contains no secret. Help desks differ in where
a request contains each value and in what a response means; the scripts are the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from kbgen.settings import ContactSettings, FeedbackSettings


class Transport(StrEnum):
    """How a page sends."""

    JSON = "json"
    """A request with a JSON body. Needs scripts, and an endpoint that allows CORS."""
    FORM = "form"
    """A form post: in the background with scripts, by the browser without them."""
    LINK = "link"
    """A link that opens the customer's mail program."""


class Reaction(StrEnum):
    """What a page does when a response is not a success."""

    FIELDS = "fields"
    """Show the problems that the response names next to their fields."""
    LATER = "later"
    """Keep the message on the device and try again later."""
    FALLBACK = "fallback"
    """Give up and offer another contact; the text stays in the form."""


VOTE, MESSAGE, EVENT = "vote", "message", "event"

# Parameters whose last word means a secret: `api_token`, `key`, `x-signature`; not `tokenizer`.
_SECRET_NAMES = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|secret|password|passwd|pwd|auth|sig|signature)$", re.I
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Adapter:
    """How the pages of a site send votes and messages."""

    transport: Transport
    needs: str
    """The setting that defines `url`, as the hint when it is missing: `name: what to write`."""
    fields: Mapping[str, Mapping[str, str]]
    """Kind of message → our name of a value → its path in the request.

    A kind that is missing here is not sent.
    """
    errors: Mapping[str, Reaction]
    """Status, `4xx`, `5xx` or `network` → reaction."""
    url: str = ""
    """Where to send; empty when the settings lack it. In the table, `{}` stands for the account."""
    account: re.Pattern[str] = re.compile("")
    """What the setting `account` may be."""
    needs_secret: str = ""
    """The setting that contains a secret. Such settings are rejected."""
    fallback: str = ""
    """The contact to offer when sending fails, from the contact settings."""
    plain: bool = False
    """Whether the endpoint accepts a form post from a page without scripts."""
    refusals: Mapping[str, str] = field(default_factory=dict)
    """The response's name of a rejected field → our name."""
    receipt: str = ""
    """Path of the ticket number in a response."""


def contact_link(contact: ContactSettings) -> str:
    """Return the link to offer to customers whose message could not be sent; may be empty."""
    return f"mailto:{contact.email}" if contact.email else contact.url


def setting_with_secret(feedback: FeedbackSettings) -> str:
    """Return the name of the setting that contains a secret, or an empty string.

    That is `secret`, or `endpoint` if its URL contains a password or token.
    """
    if feedback.secret:
        return "secret"
    return "endpoint" if _has_secret(feedback.endpoint) else ""


def _has_secret(url: str) -> bool:
    parts = urlsplit(url)
    # An `@` in the host part comes from `user:password@host`.
    names = (name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return "@" in parts.netloc or any(_SECRET_NAMES.search(name) for name in names)


def is_secure(url: str) -> bool:
    """Tell whether messages to this URL are safe from eavesdropping: HTTPS or this computer."""
    parts = urlsplit(url)
    return parts.scheme != "http" or (parts.hostname or "") in _LOOPBACK
