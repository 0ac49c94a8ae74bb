# SPDX-License-Identifier: MIT
"""Read the redirects of DocFX and Microsoft Learn.

In: `.openpublishing.redirection.json`, or an article with `redirect_url`. Out: old addresses of
articles, and redirects to other sites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, splitext
from typing import Any

from kbgen.importing.converters.docfx.settings import REDIRECTION_FILE, read_json
from kbgen.importing.findings import Findings
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.text.links import address_key
from kbgen.runtime.addresses import is_external

_MAX_HOPS = 20


@dataclass(slots=True)
class Redirections:
    """The redirects of a folder."""

    base_url: str
    """The path of the site on its host, or empty."""
    host: str = ""
    entries: dict[str, str] = field(default_factory=dict)
    """Old address, without its ending → where it leads, as written."""
    pages: set[str] = field(default_factory=set)
    """Files that only redirect."""

    def add(self, address: str, target: str) -> None:
        """Add a redirect."""
        if address.strip("/"):
            self.entries.setdefault(address.strip("/"), target.strip())

    def resolve(
        self, find_article: Callable[[str], str | None]
    ) -> tuple[dict[str, list[str]], dict[str, str], list[str]]:
        """Return where the redirects lead.

        Args:
            find_article: Returns the source of the article at an address, or None.

        Returns:
            Old addresses by article, URLs of other sites by old address, and old addresses whose
            target is not in the folder.
        """
        articles: dict[str, list[str]] = {}
        external: dict[str, str] = {}
        lost: list[str] = []
        # Addresses differ in letter case and endings, and still mean the same page.
        keys = {address_key(address): target for address, target in self.entries.items()}
        for address, written in self.entries.items():
            if find_article(address) is not None:
                continue  # the page exists; DocFX would not redirect it
            target = self._end(_absolute(written, address), keys)
            inside = self._inside(target)
            source = find_article(inside) if inside is not None else None
            if source is not None:
                articles.setdefault(source, []).append(address)
            elif is_external(target):
                external[address] = target
            elif target.startswith("/") and self.host:
                external[address] = self.host + target
            else:
                lost.append(address)
        return articles, external, lost

    def _end(self, target: str, keys: dict[str, str]) -> str:
        """Return where a chain of redirects ends."""
        # Redirects may form a circle.
        for _ in range(_MAX_HOPS):
            inside = self._inside(target)
            key = address_key(inside) if inside is not None else ""
            if key not in keys:
                return target
            target = _absolute(keys[key], key)
        return ""

    def _inside(self, target: str) -> str | None:
        """Return an address below the root of the site; None for another site."""
        if is_external(target):
            return None
        path = target.split("#")[0].split("?")[0]
        base = self.base_url.rstrip("/")
        if base and path.lower().startswith(f"{base.lower()}/"):
            return path[len(base) :].strip("/")
        if path.startswith("../"):
            return None
        return None if base and target.startswith("/") else path.strip("/")


def _absolute(target: str, address: str) -> str:
    """Return a target below the root of the site, if it is relative to the old page."""
    if target.startswith("/") or is_external(target):
        return target
    return normpath(join(dirname(address), target))


def read_redirection_files(
    tree: SourceTree, place_of: Callable[[str], str], findings: Findings
) -> Iterator[tuple[str, str]]:
    """Yield each old address and its target, from all redirection files of a folder.

    Args:
        tree: The folder.
        place_of: Returns the address of a file that may no longer exist.
        findings: Receives files that cannot be read.
    """
    for path in tree.below("", ".json"):
        if path.rpartition("/")[2].lower() != REDIRECTION_FILE:
            continue
        for entry in _entries(read_json(tree, path, findings)):
            source = entry.get("source_path") or entry.get("source_path_from_root")
            target = entry.get("redirect_url")
            if isinstance(source, str) and isinstance(target, str):
                place = normpath(join(dirname(path), source.lstrip("/")))
                if not place.startswith(".."):
                    yield splitext(place_of(place))[0], target


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    entries = value.get("redirections") if isinstance(value, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            yield entry
