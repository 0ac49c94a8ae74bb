# SPDX-License-Identifier: MIT
"""The one interface of all adapters: what a page must know to send a message, as data.

A page is read by everybody, so an adapter that runs in it holds no secret. What differs between help desks is where
their requests want each value and what their answers mean; the scripts are the same for all.
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
    """A request with a JSON body; needs scripts and an endpoint that answers to other origins (CORS)."""
    FORM = "form"
    """A form: with scripts a request in the background, without them the browser's own."""
    LINK = "link"
    """An address that opens the customer's mail program."""


class Reaction(StrEnum):
    """What a page does about an answer that is not a success."""

    FIELDS = "fields"
    """The answer names what is wrong: said beside the fields."""
    LATER = "later"
    """Kept on the device and tried again."""
    FALLBACK = "fallback"
    """Not sent: another way is offered, the words stay in the form."""


VOTE, MESSAGE, EVENT = "vote", "message", "event"

PATIENT: Mapping[str, Reaction] = {
    "400": Reaction.FIELDS,
    "422": Reaction.FIELDS,
    "408": Reaction.LATER,
    "425": Reaction.LATER,
    "429": Reaction.LATER,
    "4xx": Reaction.FALLBACK,
    "5xx": Reaction.LATER,
    "network": Reaction.LATER,
}
"""The rule for endpoints whose answers a page may read: an error of ours is final, an error of theirs passes."""

_SECRET_NAMES = re.compile(r"(?:^|[_-])(?:token|key|apikey|secret|password|passwd|pwd|auth|sig|signature)$", re.I)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Adapter:
    """How the pages of a site send."""

    transport: Transport
    url: str
    """Where to; empty when the settings do not say it."""
    needs: str
    """What the settings have to say for `url`, for the message when they do not."""
    fields: Mapping[str, Mapping[str, str]]
    """By kind of message: our name of a value → where the request wants it. A kind that is missing is not taken."""
    errors: Mapping[str, Reaction]
    """Status, `4xx`, `5xx` or `network` → what to do."""
    needs_secret: str = ""
    """The setting that holds a secret. Such an adapter never runs in a page: the settings are refused."""
    fallback: str = ""
    """Where a customer turns when nothing helps: an address of the contact settings."""
    plain: bool = False
    """Whether a form without scripts may be sent there."""
    refusals: Mapping[str, str] = field(default_factory=dict)
    """Names of refused fields in an answer → our names."""
    receipt: str = ""
    """Where the number of a ticket stands in an answer."""


def way_to_people(contact: ContactSettings) -> str:
    """The best address of the contact settings, for customers whose message could not be sent."""
    return f"mailto:{contact.email}" if contact.email else contact.url


def secret_setting(feedback: FeedbackSettings) -> str:
    """The setting that holds a secret: `secret` itself, or an endpoint with a password or a token in it."""
    if feedback.secret:
        return "secret"
    return "endpoint" if _has_secret(feedback.endpoint) else ""


def _has_secret(url: str) -> bool:
    parts = urlsplit(url)
    names = (name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return "@" in parts.netloc or any(_SECRET_NAMES.search(name) for name in names)


def is_private(url: str) -> bool:
    """Whether nobody on the way can read what is sent there: https, or this computer."""
    parts = urlsplit(url)
    return parts.scheme != "http" or (parts.hostname or "") in _LOOPBACK
