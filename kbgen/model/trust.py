# SPDX-License-Identifier: MIT
"""How far a text is trusted: whether its markup may do what a writer of the site may do."""

from __future__ import annotations

from enum import StrEnum


class Trust(StrEnum):
    """Who wrote a text; decides which Markdown extensions run on it and which HTML it may become."""

    AUTHORED = "authored"
    """By the site's writers: the site's extensions, and the HTML of the list for writers."""
    IMPORTED = "imported"
    """By strangers, brought in from tickets or another system: Markdown alone. HTML and attributes are shown as text,
    and no file is read on its behalf."""
