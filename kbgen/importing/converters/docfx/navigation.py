# SPDX-License-Identifier: MIT
"""Read `toc.yml` and `toc.md` of DocFX: the order and the titles of the navigation.

In: a folder and its articles. Out: entries of the navigation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from posixpath import basename, dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from kbgen.importing.conversion import NavEntry
from kbgen.importing.findings import NAVIGATION, Findings
from kbgen.importing.source.plain_yaml import read_plain_yaml
from kbgen.importing.source.tree import SourceTree
from kbgen.runtime.addresses import is_external

_NAMES: Final = ("toc.yml", "toc.yaml", "toc.md", "toc.json")
_NO_NAVIGATION: Final = frozenset({"breadcrumb", "breadcrumbs", "bread"})
_MARKDOWN_ENTRY: Final = re.compile(
    r"^(#{1,12})[ \t]+(?:\[(.*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)]*\)|(.*))[ \t]*$",
    re.MULTILINE,
)
_MAX_DEPTH: Final = 30
_MAX_ENTRIES: Final = 50_000


@dataclass(slots=True)
class Navigation:
    """Reads the tables of contents of a folder."""

    tree: SourceTree
    findings: Findings
    articles: Collection[str]
    uids: Mapping[str, str]
    host: str = ""
    """Where links that begin with `/` lead; empty if that is not known."""
    _used: set[str] = field(default_factory=set)
    _entries: int = 0

    def read(self, folder: str) -> tuple[NavEntry, ...]:
        """Return the entries of all tables below a folder that no other table includes."""
        tables = [path for path in self.tree.below(folder) if self._is_table(path)]
        # The table that is next to the root comes first, and uses those below it.
        tables.sort(key=lambda path: (path.count("/"), path))
        return tuple(chain.from_iterable(self._table(path, 0) for path in tables))

    def _is_table(self, path: str) -> bool:
        folders = path.lower().split("/")[:-1]
        return basename(path).lower() in _NAMES and not _NO_NAVIGATION.intersection(folders)

    def _table(self, path: str, depth: int) -> tuple[NavEntry, ...]:
        if path in self._used or depth > _MAX_DEPTH:
            return ()
        self._used.add(path)
        if path.lower().endswith(".md"):
            items: Any = _markdown_items(self.tree.text(path) or "")
        else:
            items = read_plain_yaml(self.tree, path, self.findings)
        if isinstance(items, dict):
            items = items.get("items")
        return tuple(self._items(items, path, depth))

    def _items(self, items: Any, path: str, depth: int) -> Iterator[NavEntry]:
        for item in items if isinstance(items, list) and depth <= _MAX_DEPTH else ():
            self._entries += 1
            if isinstance(item, dict) and self._entries <= _MAX_ENTRIES:
                entry = self._entry(item, path, depth)
                if entry is not None:
                    yield entry

    def _entry(self, item: dict[Any, Any], path: str, depth: int) -> NavEntry | None:
        title = _text(item, "name") or _text(item, "displayName")
        href = _text(item, "topicHref") or _text(item, "href") or _text(item, "homepage")
        uid = _text(item, "topicUid") or _text(item, "uid") or _text(item, "homepageUid")
        children = list(self._items(item.get("items"), path, depth + 1))
        target = self.uids.get(uid, "")
        for written in filter(None, (href, _text(item, "tocHref"))):
            found = self._resolve(written, path)
            if found is not None and self._is_table(found):
                children += self._table(found, depth + 1)
            elif found in self.articles:
                target = target or (found or "")
            elif is_external(written):
                target = target or written
            elif written.startswith("/") and self.host:
                target = target or self.host + written
            else:
                self.findings.add(NAVIGATION, path, f"{title} → {written}")
        if not target and not children:
            return None
        return NavEntry(title, target, tuple(children))

    def _resolve(self, href: str, path: str) -> str | None:
        if is_external(href):
            return None
        clean = unquote(re.split(r"[?#]", href)[0])
        folder = "" if clean.startswith(("~/", "/")) else dirname(path)
        wanted = normpath(join(folder, clean.lstrip("~").lstrip("/")))
        if clean.endswith("/") or not clean:
            tables = (join(wanted, name) for name in _NAMES)
            return next((found for name in tables if (found := self._file(name))), None)
        for candidate in (wanted, f"{wanted}.md"):
            if found := self._file(candidate):
                return found
        return None

    def _file(self, path: str) -> str | None:
        path = normpath(path)
        path = path if path in self.tree else self.tree.any_case(path)
        return path if path in self.tree else None


def _text(item: dict[Any, Any], name: str) -> str:
    value = item.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _markdown_items(text: str) -> list[dict[str, Any]]:
    """Return the entries of a toc.md in the form of toc.yml."""
    root: list[dict[str, Any]] = []
    opened: list[tuple[int, list[dict[str, Any]]]] = [(0, root)]
    for match in _MARKDOWN_ENTRY.finditer(text):
        level = len(match[1])
        while opened[-1][0] >= level:
            opened.pop()
        item: dict[str, Any] = {"name": match[2] or match[4] or "", "items": []}
        if match[3]:
            item["href"] = match[3]
        opened[-1][1].append(item)
        opened.append((level, item["items"]))
    return root
