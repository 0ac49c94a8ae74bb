# SPDX-License-Identifier: MIT
"""Remove names that belong to the theme from the attributes of sanitized tags.

In: the attributes of a tag as the sanitizer writes them (` class="note" id="x"`). Out: the same
without reserved names. The ids `__…` and `kb-…` and the classes `md-…` and `kb-…` are reserved:
they could restyle or clobber the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

# The sanitizer writes attributes in this form only, values escaped and in double quotes.
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_RESERVED_CLASS = re.compile(r"(?i)(?:md|kb)-")
_RESERVED_ID = re.compile(r"(?i)__|kb-")
# Ids that extensions make and refer to in their own markup: content tabs, line numbers, captions.
_EXTENSION_ID = re.compile(
    r"__(?:tabbed_\d+(?:_\d+)?|codelineno-[\w-]+|span-[\w-]+|[a-z]+-caption_[\d_]+)"
)
_GROUP = re.compile(r"__tabbed_\d+")
"""The `name` of the radio buttons of a set of content tabs: the only `name` that may pass."""
# Quick test for most tags; `&` because an escaped character may hide a reserved name.
_MAY_BE_RESERVED = re.compile(r"(?i)__|kb-|md-|&")


def parse(attributes: str) -> dict[str, str]:
    """Return the attributes by name, values still escaped."""
    return dict(_ATTRIBUTE.findall(attributes))


def write(attributes: dict[str, str]) -> str:
    """Write attributes as `parse` reads them."""
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def is_usable_id(value: str) -> bool:
    """Tell whether content may have this id."""
    if not value or any(char.isspace() for char in value):
        return False
    return not _RESERVED_ID.match(value) or _EXTENSION_ID.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def without_reserved_classes(attributes: str) -> str:
    """Remove reserved classes and references to reserved ids from a tag's attributes; keep ids."""
    parsed = parse(attributes)
    if "class" in parsed:
        kept = [name for name in parsed["class"].split() if not _RESERVED_CLASS.match(name)]
        parsed["class"] = " ".join(kept)
    if "for" in parsed and not is_usable_id(unescape(parsed["for"])):
        del parsed["for"]
    if "name" in parsed and not _GROUP.fullmatch(parsed["name"]):
        del parsed["name"]
    return write({name: value for name, value in parsed.items() if name != "class" or value})


@lru_cache(maxsize=4096)
def reserved_names(attributes: str) -> tuple[str, ...]:
    """Return the reserved names in a tag's attributes, as written: `#kb-main`, `.md-header`."""
    if not _MAY_BE_RESERVED.search(attributes):
        return ()
    parsed = parse(attributes)
    classes = [
        f".{name}"
        for name in unescape(parsed.get("class", "")).split()
        if _RESERVED_CLASS.match(name)
    ]
    ids = (unescape(parsed[name]).strip() for name in ("id", "for") if name in parsed)
    return (
        *classes,
        *(f"#{value}" for value in ids if value and not is_usable_id("-".join(value.split()))),
    )
