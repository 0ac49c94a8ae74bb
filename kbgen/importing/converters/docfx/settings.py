# SPDX-License-Identifier: MIT
"""Read docfx.json: which files are articles, and which addresses they had.

In: a folder. Out: the `Docset`s, one for each docfx.json, and their `ContentFile`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any, Final

from kbgen.importing.converters.docfx.globs import matches_any
from kbgen.importing.findings import Findings
from kbgen.importing.source.data_files import mapping, mappings, read_data, text_of
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

    @property
    def base_url(self) -> str:
        """Return the path of the docset on its host, which only the breadcrumbs name."""
        path = text_of(mapping(self.settings.get("globalMetadata")), "breadcrumb_path")
        return dirname(dirname(path)) if path.startswith("/") else ""

    def files(self, tree: SourceTree) -> Iterator[ContentFile]:
        """Yield the content, each file once."""
        entries = self.settings.get("content")
        seen: set[str] = set()
        for entry in entries if isinstance(entries, list) else [_DEFAULT_GROUP]:
            for file in self._entry_files(tree, mapping(entry)):
                if file.path not in seen:
                    seen.add(file.path)
                    yield file

    def _entry_files(self, tree: SourceTree, entry: dict[str, Any]) -> Iterator[ContentFile]:
        source = text_of(entry, "src") or text_of(entry, "cwd")
        folder = normpath(join(self.folder, source)) if source or self.folder else ""
        folder = "" if folder == "." else folder
        # Content outside of the imported folder is not read.
        if folder.startswith(".."):
            return
        wanted, unwanted = _texts(entry, "files"), _texts(entry, "exclude")
        dest = text_of(entry, "dest").strip("./")
        for path in tree.below(folder, ".md", ".yml", ".yaml"):
            inside = path[len(folder) :].lstrip("/")
            if matches_any(inside, wanted) and not matches_any(inside, unwanted):
                yield ContentFile(path, join(dest, inside), text_of(entry, "group") or folder)


class OldPlaces:
    """Finds the address that a file had which may be deleted."""

    def __init__(self, docsets: list[Docset]) -> None:
        folders = {docset.folder: "" for docset in docsets}
        for docset in docsets:
            for entry in mappings(docset.settings.get("content")):
                if source := text_of(entry, "src").strip("./"):
                    folder = join(docset.folder, source)
                    folders.setdefault(folder, text_of(entry, "dest").strip("./"))
        self._folders = sorted(folders.items(), key=lambda item: -len(item[0]))

    def of(self, path: str) -> str:
        """Return the address."""
        for folder, dest in self._folders:
            if path.startswith(f"{folder}/"):
                return join(dest, path[len(folder) + 1 :])
        return path


def read_docsets(tree: SourceTree, findings: Findings) -> list[Docset]:
    """Return the docsets of a folder; one without settings if there is no docfx.json."""
    docsets = []
    for path in tree.below("", "docfx.json"):
        if path.rpartition("/")[2] == "docfx.json":
            value = read_data(tree, path, findings)
            build = mapping(mapping(value).get("build"))
            docsets.append(Docset(dirname(path), build))
    return docsets or [Docset("")]


def _texts(entry: dict[str, Any], name: str) -> list[str]:
    value = entry.get(name)
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
