# SPDX-License-Identifier: MIT
"""Read docfx.json: which files are articles, and which addresses they had.

In: a folder. Out: the `Docset`s, one for each docfx.json, and their `ContentFile`s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any, Final

from kbgen.importing.converters.docfx.globs import matches_any
from kbgen.importing.findings import BAD_DATA, Findings
from kbgen.importing.source.js_literals import expression_value
from kbgen.importing.source.tree import SourceTree

PUBLISHING_FILE: Final = ".openpublishing.publish.config.json"
REDIRECTION_FILE: Final = ".openpublishing.redirection.json"
_DEFAULT_GROUP: Final = {
    "files": ["**/*.{md,yml}"],
    "exclude": ["**/includes/**", "**/obj/**", "**/bin/**", "_site/**"],
}


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file that DocFX reads as content."""

    path: str
    place: str
    """Its path on the old site, with the ending of the file."""
    group: str
    """The group or folder that sets it apart from a file with the same place."""


@dataclass(slots=True)
class Docset:
    """A docfx.json and its folder."""

    folder: str
    settings: dict[str, Any] = field(default_factory=dict)

    def metadata(self, path: str) -> dict[str, Any]:
        """Return the fields that the settings give to a file."""
        fields = dict(_mapping(self.settings.get("globalMetadata")))
        inside = path[len(self.folder) :].lstrip("/")
        for name, values in _mapping(self.settings.get("fileMetadata")).items():
            for pattern, value in _mapping(values).items():
                if matches_any(inside, [str(pattern)]):
                    fields[name] = value
        return fields

    @property
    def base_url(self) -> str:
        """Return the path of the docset on its host, which only the breadcrumbs name."""
        path = _mapping(self.settings.get("globalMetadata")).get("breadcrumb_path")
        return dirname(dirname(path)) if isinstance(path, str) and path.startswith("/") else ""

    def files(self, tree: SourceTree) -> Iterator[ContentFile]:
        """Yield the content, each file once."""
        entries = self.settings.get("content")
        seen: set[str] = set()
        for entry in entries if isinstance(entries, list) else [_DEFAULT_GROUP]:
            for file in self._entry_files(tree, _mapping(entry)):
                if file.path not in seen:
                    seen.add(file.path)
                    yield file

    def _entry_files(self, tree: SourceTree, entry: dict[str, Any]) -> Iterator[ContentFile]:
        source = _text(entry, "src") or _text(entry, "cwd")
        folder = normpath(join(self.folder, source)) if source or self.folder else ""
        folder = "" if folder == "." else folder
        # Content outside of the imported folder is not read.
        if folder.startswith(".."):
            return
        wanted, unwanted = _texts(entry, "files"), _texts(entry, "exclude")
        dest = _text(entry, "dest").strip("./")
        for path in tree.below(folder, ".md", ".yml", ".yaml"):
            inside = path[len(folder) :].lstrip("/")
            if matches_any(inside, wanted) and not matches_any(inside, unwanted):
                yield ContentFile(path, join(dest, inside), _text(entry, "group") or folder)


def read_docsets(tree: SourceTree, findings: Findings) -> list[Docset]:
    """Return the docsets of a folder; one without settings if there is no docfx.json."""
    docsets = []
    for path in tree.below("", "docfx.json"):
        if path.rpartition("/")[2] == "docfx.json":
            value = read_json(tree, path, findings)
            build = _mapping(_mapping(value).get("build"))
            docsets.append(Docset(dirname(path), build))
    return docsets or [Docset("")]


def read_json(tree: SourceTree, path: str, findings: Findings) -> Any:
    """Return the value of a file; comments and trailing commas are allowed, as DocFX does."""
    text = (tree.text(path) or "").removeprefix("\ufeff")
    try:
        return json.loads(text)
    # The reader of JavaScript accepts comments and trailing commas.
    except (ValueError, RecursionError) as error:
        value = expression_value(text.strip())
        if value is None:
            findings.add(BAD_DATA, path, str(error))
        return value


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(entry: dict[str, Any], name: str) -> list[str]:
    value = entry.get(name)
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
