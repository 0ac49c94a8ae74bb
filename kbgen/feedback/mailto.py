# SPDX-License-Identifier: MIT
"""The customer's own mail program: needs nobody's service, and works without scripts as a link."""

from __future__ import annotations

import re

from kbgen.feedback.adapter import MESSAGE, Adapter, Transport, secret_setting, way_to_people
from kbgen.settings import ContactSettings, FeedbackSettings

_ADDRESS = re.compile(r"[^\s@<>\"',;?&]+@[^\s@<>\"',;?&]+\.[^\s@<>\"',;?&]+")


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Write to the address `account`, else to that of the contact settings."""
    address = feedback.account or contact.email
    return Adapter(
        transport=Transport.LINK,
        url=f"mailto:{address}" if _ADDRESS.fullmatch(address) else "",
        needs="account: an e-mail address, or contact.email",
        fields={MESSAGE: {"subject": "subject", "text": "body"}},
        errors={},
        needs_secret=secret_setting(feedback),
        fallback=way_to_people(contact),
    )
