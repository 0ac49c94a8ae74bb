# SPDX-License-Identifier: MIT
"""Attributes of sanitised tags: names that belong to the theme are taken away from content.

In: the attributes of a tag as the sanitiser writes them (` class="note" id="x"`). Out: the same without reserved names.
Reserved are the ids `__…` and `kb-…` and the classes `md-…` and `kb-…`: they could restyle or clobber the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_RESERVED_CLASS = re.compile(r"(?i)(?:md|kb)-")
_RESERVED_ID = re.compile(r"(?i)__|kb-")
# Ids that extensions make and their own markup refers to: content tabs, line numbers, captions.
_EXTENSION_ID = re.compile(r"__(?:tabbed_\d+(?:_\d+)?|codelineno-[\w-]+|span-[\w-]+|[a-z]+-caption_[\d_]+)")
_GROUP = re.compile(r"__tabbed_\d+")
"""The name by which one content tab of a set is chosen: the only `name` that may pass."""
_MAY_BE_RESERVED = re.compile(r"(?i)__|kb-|md-|&")


def parse(attributes: str) -> dict[str, str]:
    """Attributes by name, values still escaped."""
    return dict(_ATTRIBUTE.findall(attributes))


def write(attributes: dict[str, str]) -> str:
    """The inverse of `parse`."""
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def usable_id(value: str) -> bool:
    """Whether content may have this id."""
    if not value or any(char.isspace() for char in value):
        return False
    return not _RESERVED_ID.match(value) or _EXTENSION_ID.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def without_reserved_classes(attributes: str) -> str:
    """Take reserved classes and references to reserved ids out of a tag's attributes; ids themselves stay."""
    parsed = parse(attributes)
    if "class" in parsed:
        kept = [name for name in parsed["class"].split() if not _RESERVED_CLASS.match(name)]
        parsed["class"] = " ".join(kept)
    if "for" in parsed and not usable_id(unescape(parsed["for"])):
        del parsed["for"]
    if "name" in parsed and not _GROUP.fullmatch(parsed["name"]):
        del parsed["name"]
    return write({name: value for name, value in parsed.items() if name != "class" or value})


@lru_cache(maxsize=4096)
def reserved_names(attributes: str) -> tuple[str, ...]:
    """What of a tag's attributes belongs to the theme: ids as `#kb-main`, classes as `.md-header`, as written."""
    if not _MAY_BE_RESERVED.search(attributes):
        return ()
    parsed = parse(attributes)
    classes = [f".{name}" for name in unescape(parsed.get("class", "")).split() if _RESERVED_CLASS.match(name)]
    ids = (unescape(parsed[name]).strip() for name in ("id", "for") if name in parsed)
    return (*classes, *(f"#{value}" for value in ids if value and not usable_id("-".join(value.split()))))
