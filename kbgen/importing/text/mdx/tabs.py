# SPDX-License-Identifier: MIT
"""Turn `<Tabs><TabItem label="…">` into content tabs: `=== "…"` and an indented text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kbgen.importing.source.js_literals import expression_value, object_after
from kbgen.importing.text.blocks import indentation_at, tabs
from kbgen.importing.text.outside_code import hide_code

_TABS: Final = re.compile(r"<(/?)Tabs\b((?:[^<>{}]|\{(?:[^{}]|\{[^{}]*\}){0,2000}\}){0,2000})>")
_MAX_GROUPS: Final = 300
_ITEM: Final = re.compile(
    r"<TabItem\b((?:[^<>{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,1000})>(.*?)</TabItem\s*>", re.DOTALL
)
_ATTRIBUTE: Final = re.compile(
    r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{((?:[^{}]|\{[^{}]*\})*)\})"
)


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag whose values are texts."""
    found = {}
    for match in _ATTRIBUTE.finditer(text):
        value: Any = match[2] if match[2] is not None else match[3]
        if value is None:
            value = expression_value(match[4].strip())
        if isinstance(value, str):
            found[match[1]] = value
    return found


def convert_tabs(text: str) -> str:
    """Return a text with content tabs; the number of lines stays the same where it can.

    Tabs beyond `_MAX_GROUPS` stay, and are reported as components.
    """
    for _ in range(_MAX_GROUPS):
        place = _innermost(text)
        if place is None:
            return text
        start, end, options, inside = place
        items = list(_items(options, text[slice(*inside)], hide_code(text)[slice(*inside)]))
        indentation = indentation_at(text, start)
        new = tabs(items, indentation)
        if text[text.rfind("\n", 0, start) + 1 : start].strip():
            new = f"\n\n{new}"  # a tag behind a list marker, or in a line of text
        missing = text.count("\n", start, end) - new.count("\n")
        text = text[:start] + new + "\n" * max(missing, 1) + text[end:].lstrip(" \t")
    return text


def _innermost(text: str) -> tuple[int, int, str, tuple[int, int]] | None:
    """Return the first `<Tabs>` without another one inside: where it is, options, inside."""
    opened: re.Match[str] | None = None
    for match in _TABS.finditer(hide_code(text)):
        if not match[1]:
            opened = match
        elif opened:
            options = text[slice(*opened.span(2))]
            return opened.start(), match.end(), options, (opened.end(), match.start())
    return None


def _items(options: str, text: str, hidden: str) -> Iterator[tuple[str, str]]:
    """Yield the label and text of each tab."""
    labels = _labels(options)
    for match in _ITEM.finditer(hidden):
        found = attributes(text[slice(*match.span(1))])
        value = found.get("value", "")
        label = found.get("label") or labels.get(value) or value or "…"
        yield label, text[slice(*match.span(2))]


def _labels(options: str) -> dict[str, str]:
    """Return the labels that `<Tabs values={[{label, value}]}>` gives."""
    match = re.search(r"values=\{(.*)\}", options, re.DOTALL)
    entries: Any = next(iter(object_after(f"x:{match[1]}", "x")), []) if match else []
    return {
        entry["value"]: entry["label"]
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict)
        and isinstance(entry.get("value"), str)
        and isinstance(entry.get("label"), str)
    }
