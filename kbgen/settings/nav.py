# SPDX-License-Identifier: MIT
"""Read `nav` of mkdocs.yml as a `Navigation` whose entries know their line and column.

Titles are texts. In MkDocs they are HTML, so markup such as `<samp>` is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from kbgen.model import Navigation, NavPage, NavSection
from kbgen.runtime.addresses import is_external
from kbgen.runtime.located_yaml import Located

# An element of a line of text; `The <b> element` and `List<String>` have none. Group 2: content.
_INLINE: Final = re.compile(
    r"<(abbr|b|code|em|i|kbd|mark|s|samp|small|span|strong|sub|sup|u|var)(?:\s[^<>]*)?>(.*?)</\1>",
    re.IGNORECASE,
)


def read_navigation(nav: Located) -> Navigation | None:
    """Return the navigation; None if it is empty, as in MkDocs.

    An entry that names nothing becomes a page without a path, which the content reports.
    """
    return tuple(_entries(nav)) or None


def _entries(value: Located) -> Iterator[NavSection | NavPage]:
    """Yield the entries of a list, or of a mapping, which MkDocs treats as a list."""
    for item in value.value if isinstance(value.value, list) else [value]:
        if isinstance(item.value, dict):
            for title, target in item.items():
                yield _entry(plain_title(title), target)
        elif item.value is not None:
            yield NavPage(_path(item.value), location=(item.line, item.column))


def _entry(title: str, target: Located) -> NavSection | NavPage:
    if isinstance(target.value, list | dict):
        return NavSection(title, tuple(_entries(target)), location=target.key_location)
    location = target.key_location if target.value is None else (target.line, target.column)
    return NavPage(_path(target.value), title, location)


def _path(value: object) -> str:
    """Return the path of an entry as the content folder has it, or its URL."""
    text = "" if value is None else str(value)
    if is_external(text) or not text:
        return text
    return PurePosixPath(text.replace("\\", "/")).as_posix() + "/" * text.endswith("/")


def plain_title(title: str) -> str:
    """Return a title of `nav` as text."""
    while (without := _INLINE.sub(r"\2", title)) != title:
        title = without
    return " ".join(unescape(title).split())
