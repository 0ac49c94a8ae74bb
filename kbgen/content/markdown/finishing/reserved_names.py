# SPDX-License-Identifier: MIT
"""Remove names that belong to the theme from the attributes of sanitized tags.

The ids `__…` and `kb-…` and the classes `md-…` and `kb-…` are reserved: they could restyle or
clobber the page. Writers may use the classes of buttons, which Material documents.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from kbgen.content.html_tags import parse_attributes, write_attributes

_RESERVED_CLASS = re.compile(r"(?i)(?:md|kb)-")
# Classes that Material documents for writers: they style only the element that has them.
_WRITERS_CLASSES = frozenset({"md-button", "md-button--primary"})
_RESERVED_ID = re.compile(r"(?i)__|kb-")
# Ids that extensions make and refer to in their own markup: content tabs, line numbers, captions.
_EXTENSION_ID = re.compile(
    r"__(?:tabbed_\d+(?:_\d+)?|codelineno-[\w-]+|span-[\w-]+|[a-z]+-caption_[\d_]+)"
)
TAB_GROUP = re.compile(r"__tabbed_\d+")
"""The `name` of the radio buttons of a set of content tabs: the only `name` that may pass."""


def is_usable_id(value: str) -> bool:
    """Tell whether content may have this id."""
    if not value or any(char.isspace() for char in value):
        return False
    return not _RESERVED_ID.match(value) or _EXTENSION_ID.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def without_reserved_names(attributes: str) -> tuple[str, frozenset[str]]:
    """Remove reserved classes, and references to reserved ids, from a tag's attributes.

    Returns:
        The attributes, still with all ids; and the reserved names in them: `#kb-main`, `.md-x`.
    """
    parsed = parse_attributes(attributes)
    classes = parsed.get("class", "").split()
    reserved = [
        name for name in classes if _RESERVED_CLASS.match(name) and name not in _WRITERS_CLASSES
    ]
    ids = [unescape(parsed[name]).strip() for name in ("id", "for") if name in parsed]
    parsed["class"] = " ".join(name for name in classes if name not in reserved)
    dropped = {
        "class": not parsed["class"],
        "for": not is_usable_id(unescape(parsed.get("for", ""))),
        "name": not TAB_GROUP.fullmatch(parsed.get("name", "")),
    }
    names = [f".{unescape(name)}" for name in reserved]
    names += [f"#{name}" for name in ids if name and not is_usable_id("-".join(name.split()))]
    kept = {name: value for name, value in parsed.items() if not dropped.get(name)}
    return write_attributes(kept), frozenset(names)
