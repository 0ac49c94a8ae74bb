# SPDX-License-Identifier: MIT
"""Read and rewrite the tags of HTML, with patterns that all packages share.

The sanitizer writes HTML in one form: lower-case names, attributes in double quotes, `<`, `>`, `"`
and `&` escaped in values. Templates, extensions and plugins write any form. The patterns read both.
They see tags only, so that text about tags is not taken for one, but they are no HTML parser: what
may reach a page is decided by nh3 alone (`markdown/sanitizer.py`). Markdown source is not HTML yet:
its readers have patterns of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final

NAME: Final = r"[A-Za-z][A-Za-z0-9:._-]*+"
"""Pattern of an element's name."""
# Quoted values may contain `>`. Possessive, because `<` in plain text may have no `>` anywhere.
_ATTRIBUTES = r"""((?:[^"'<>]++|"[^"]*+"|'[^']*+')*+)"""
# The form that the sanitizer writes.
_WRITTEN = re.compile(r' ([a-z-]+)="([^"]*)"')
# Any form. Groups: name; value in double quotes, in single quotes, or bare.
_ATTRIBUTE = re.compile(
    r"""(?<=[\s"'/])([^\s"'>/=]+)"""
    r"""(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)


@lru_cache(maxsize=32)
def tag_pattern(*names: str) -> re.Pattern[str]:
    """Return a pattern of opening and closing tags with these names; of all tags without names.

    Groups: `/` of a closing tag, name, attributes.
    """
    name = rf"(?:{'|'.join(names)})(?=[\s/>])" if names else NAME
    return re.compile(rf"<(/?)({name}){_ATTRIBUTES}>", re.IGNORECASE)


@lru_cache(maxsize=32)
def element_pattern(*names: str) -> re.Pattern[str]:
    """Return a pattern of elements, up to the first closing tag of their name.

    Groups: name, attributes, content.
    """
    return re.compile(
        rf"<({'|'.join(names)})(?=[\s/>]){_ATTRIBUTES}>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL
    )


TAG: Final = tag_pattern()
TAG_START: Final = re.compile(rf"<({NAME}){_ATTRIBUTES}")
"""An opening tag that may have no `>`. Groups: name, attributes."""
COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


def parse_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a sanitized tag by name, values still escaped."""
    return dict(_WRITTEN.findall(text))


def write_attributes(attributes: dict[str, str]) -> str:
    """Write attributes as `parse_attributes` reads them."""
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of any tag by name, values decoded."""
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        # As in browsers, the first of two attributes with the same name counts.
        attributes.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return attributes


def without_attribute(html: str, name: str) -> str:
    """Return sanitized HTML without an attribute."""

    def remove(match: re.Match[str]) -> str:
        attributes = parse_attributes(match[3])
        if attributes.pop(name, None) is None:
            return match.group()
        return f"<{match[2]}{write_attributes(attributes)}>"

    return TAG.sub(remove, html)


def text_of(html: str) -> str:
    """Return the text of HTML on one line: without tags, characters decoded."""
    return " ".join(unescape(TAG.sub("", html)).split())
