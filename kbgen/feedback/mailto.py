# SPDX-License-Identifier: MIT
"""The mail adapter: a link to the customer's mail program, without any service or script."""

from __future__ import annotations

from kbgen.feedback.adapter import MESSAGE, Adapter, Transport, contact_link, setting_with_secret
from kbgen.runtime.addresses import is_email_address
from kbgen.settings import ContactSettings, FeedbackSettings


def adapter(feedback: FeedbackSettings, contact: ContactSettings) -> Adapter:
    """Create an adapter for the address `account`, or for `contact.email`."""
    address = feedback.account or contact.email
    return Adapter(
        transport=Transport.LINK,
        url=f"mailto:{address}" if is_email_address(address) else "",
        needs="account: an email address, or contact.email",
        fields={MESSAGE: {"subject": "subject", "text": "body"}},
        errors={},
        needs_secret=setting_with_secret(feedback),
        fallback=contact_link(contact),
    )
