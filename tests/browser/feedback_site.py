# SPDX-License-Identifier: MIT
"""A small site with feedback, one for each adapter, and what a customer does on its pages."""

from __future__ import annotations

import re
from typing import Any

CONFIG = """\
site_name: Acme help
site_url: https://help.example.com/
theme: {{name: material, font: false}}
docs_dir: content
plugins:
  - kbgen:
      contact: {{email: help@example.com, reply_time: within one working day}}
      feedback: {{{feedback}, products: [Acme Desktop, Acme Web]}}
"""
TREE = """
content/billing/refund.md
| ---
| title: Get a refund
| id: refund
| summary: Money comes back within five days.
| questions: [How do I get my money back?]
| ---
| Write to us with the number of your invoice.
content/billing/invoice.md
| ---
| title: Download an invoice
| id: invoice
| ---
| Open Billing, then Invoices.
"""
ADAPTERS = {
    "webhook": "adapter: webhook, endpoint: '{origin}/webhook'",
    "webhook-form": "adapter: webhook, format: form, endpoint: '{origin}/webhook'",
    "formspree": "adapter: formspree, endpoint: '{origin}/f/abc123'",
    "zendesk": "adapter: zendesk, endpoint: '{origin}/api/v2/requests.json'",
    "mailto": "adapter: mailto",
}
MESSAGE = {
    "subject": "My money is not back",
    "message": "I waited\nten days.",
    "email": "anna@example.com",
}
STARTED = """() => [...document.querySelectorAll("[data-js=vote], [data-js=contact]")].every(
    form => form.noValidate || form.querySelector("[aria-expanded]"))"""
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def fill_in(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"#kb-{name}", value)


def send(page: Any) -> None:
    page.get_by_role("button", name="Send message").click()
