# SPDX-License-Identifier: MIT
"""Trust levels of texts: which markup a text may use."""

from __future__ import annotations

from enum import StrEnum


class Trust(StrEnum):
    """Who wrote a text. Decides which Markdown extensions apply and which HTML is allowed."""

    AUTHORED = "authored"
    """By the site's writers: all of the site's extensions, and the HTML allowed for writers."""
    IMPORTED = "imported"
    """By others, imported from tickets or another system: plain Markdown only.

    HTML and attributes are shown as text, and the text cannot include files.
    """
