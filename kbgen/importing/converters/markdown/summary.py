# SPDX-License-Identifier: MIT
"""Read a list of links as a navigation: `SUMMARY.md`, `_Sidebar.md`.

In: Markdown with headings and nested lists. Out: entries of the navigation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kbgen.importing.conversion import NavEntry
from kbgen.importing.findings import NAVIGATION, Findings
from kbgen.runtime.addresses import is_external

_ITEM: Final = re.compile(r"^([ \t]*)(?:[-*+]|\d+[.)])[ \t]+(.*)$")
_HEADING: Final = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$")
_LINK: Final = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\]|\\.)*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^()]*\)[^\s()]*)*)[^()]*\)"
)
_WIKI_LINK: Final = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_MARKUP: Final = re.compile(r"[*_`]{1,3}|<[^<>]*>|\\(?=\W)")


def read_summary(
    text: str,
    path: str,
    source_of: Callable[[str], str],
    findings: Findings,
) -> list[NavEntry]:
    """Return the entries of a list of links.

    Args:
        text: The Markdown.
        path: The file, for findings.
        source_of: Returns the source of the article that a link leads to; empty without one.
        findings: Receives entries without an article.
    """
    root = NavEntry("")
    section = root
    stack: list[tuple[int, NavEntry]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if heading := _HEADING.match(line):
            section = _section(root, _plain(heading[1]))
            stack = []
            continue
        item = _ITEM.match(line)
        entry = _entry((item[2] if item else line).strip(), is_item=item is not None)
        if entry is None:
            continue
        _resolve(entry, source_of, path, number, findings)
        indentation = len(item[1].expandtabs(4)) if item else -1
        while stack and stack[-1][0] >= indentation:
            stack.pop()
        (stack[-1][1] if stack else section).children.append(entry)
        if item:
            stack.append((indentation, entry))
    return root.children


def _section(root: NavEntry, title: str) -> NavEntry:
    """Begin a section; the first heading is the title of the list itself."""
    is_title = not root.children and title.lower() in ("summary", "table of contents", "contents")
    if is_title:
        return root
    section = NavEntry(title)
    root.children.append(section)
    return section


def _entry(text: str, *, is_item: bool) -> NavEntry | None:
    if match := _LINK.search(text):
        target = match[2].strip("<>")
        return NavEntry(_plain(match[1]), target or "\0")
    if match := _WIKI_LINK.search(text):
        # GitHub writes [[text|page]].
        return NavEntry(_plain(match[1]), (match[2] or match[1]).strip())
    return NavEntry(_plain(text)) if is_item and text else None


def _resolve(
    entry: NavEntry, source_of: Callable[[str], str], path: str, line: int, findings: Findings
) -> None:
    if not entry.target:
        return
    source = source_of(entry.target)
    if not source and not is_external(entry.target):
        findings.add(NAVIGATION, path, entry.title, line)
    entry.target = source or (entry.target if is_external(entry.target) else "")


def _plain(markdown: str) -> str:
    return " ".join(_MARKUP.sub("", markdown).split())
