# SPDX-License-Identifier: MIT
"""Show the titles of callouts in the language of their page.

In: the HTML of a body, interface strings. Out: HTML in which a title that only names the type of
its callout (`Warning`) is the word of the language.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from kbgen.content.markdown.blocks.callout_types import TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

# Groups: before the title, title. Only callouts that fold have a class on `<details>`.
_TITLE: Final = re.compile(
    r'(<p class="admonition-title">|<details class="[^<>]*>\s*<summary>)'
    rf"({'|'.join(sorted(map(str.capitalize, TYPES)))})(?=</p>|</summary>)"
)


def with_translated_titles(html: str, strings: Mapping[str, str]) -> str:
    """Return the HTML of a body with the titles of its callouts in the language of the strings."""
    return _TITLE.sub(
        lambda match: match[1] + escape(strings.get(f"callout.{match[2].lower()}", match[2])), html
    )
