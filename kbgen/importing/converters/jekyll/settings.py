# SPDX-License-Identifier: MIT
"""Read the settings of a Jekyll site, its data files, and the fields that it gives to many files.

In: a folder. Out: `JekyllSite`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from posixpath import basename, dirname, splitext
from typing import Any, Final

from kbgen.importing.findings import Findings
from kbgen.importing.source.data_files import mapping, mappings, read_data, text_of
from kbgen.importing.source.front_matter import SourceField, source_fields
from kbgen.importing.source.tree import SourceTree

_CONFIGS: Final = ("_config.yml", "_config.yaml")
_DEFAULT_EXCLUDES: Final = (
    "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle", "vendor/cache", "vendor/gems",
    "vendor/ruby",
)  # fmt: skip


@dataclass(slots=True)
class JekyllSite:
    """The settings of a site."""

    config: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    collections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Name of a collection → its settings; `posts` is always there."""

    def text(self, name: str) -> str:
        """Return a setting that is a text; empty if it is missing."""
        return text_of(self.config, name)

    def is_excluded(self, path: str) -> bool:
        """Tell whether `exclude` names a file or a folder around it."""
        excluded = self.config.get("exclude")
        patterns = [*_DEFAULT_EXCLUDES, *(excluded if isinstance(excluded, list) else ())]
        return any(_matches(path, str(pattern).strip("/")) for pattern in patterns)

    def collection_of(self, path: str) -> str:
        """Return the collection that a file belongs to; empty for a page."""
        first, _, rest = path.partition("/")
        if "_posts/" in f"/{path}":
            return "posts"
        return first[1:] if rest and first[:1] == "_" and first[1:] in self.collections else ""

    def default_fields(self, path: str) -> dict[str, SourceField]:
        """Return the fields that `defaults` gives to a file; later and deeper scopes win."""
        kind = self.collection_of(path) or "pages"
        found: dict[str, SourceField] = {}
        entries = mappings(self.config.get("defaults"))
        for entry in sorted(entries, key=lambda item: len(_scope(item, "path"))):
            if _is_in_scope(path, kind, entry):
                found |= source_fields(mapping(entry.get("values")))
        return found


def read_site(tree: SourceTree, findings: Findings) -> JekyllSite:
    """Read the settings and the data files of a folder."""
    path = next((name for name in _CONFIGS if name in tree), "")
    config = mapping(read_data(tree, path, findings)) if path else {}
    return JekyllSite(config, _read_data(tree, findings), _collections(config))


def _collections(config: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    value = config.get("collections")
    if isinstance(value, list):
        value = {str(name): {} for name in value}
    named = mapping(value)
    return {
        **{str(name): mapping(item) for name, item in named.items()},
        "posts": named.get("posts") or {},
    }


def _read_data(tree: SourceTree, findings: Findings) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path in tree.below("_data", ".yml", ".yaml", ".json"):
        inner = data
        for folder in dirname(path).split("/")[1:]:
            entry = inner.setdefault(folder, {})
            inner = entry if isinstance(entry, dict) else {}
        inner[splitext(basename(path))[0]] = read_data(tree, path, findings)
    return data


def _matches(path: str, pattern: str) -> bool:
    parts = path.split("/")
    folders = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(fnmatchcase(folder, pattern) for folder in folders) if pattern else False


def _scope(entry: Mapping[str, Any], name: str) -> str:
    return text_of(mapping(entry.get("scope")), name)


def _is_in_scope(path: str, kind: str, entry: Mapping[str, Any]) -> bool:
    folder, wanted = _scope(entry, "path").strip("/"), _scope(entry, "type")
    wanted = {"page": "pages", "post": "posts"}.get(wanted, wanted)
    is_inside = not folder or _matches(path, folder) or path.startswith(folder)
    return is_inside and wanted in ("", kind)
