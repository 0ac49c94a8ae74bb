# SPDX-License-Identifier: MIT
"""The browser's files of one language as they lie in the work folder.

In: compiled files. Out: `StoredIndex`, names with digests and paths, so that a build neither reads nor hashes again
what did not change. Files are replaced one by one and named last in `stamp.json`: a run that ended midway leaves no
stamp that fits, and the next one writes what is missing and removes what nobody names.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchStatistics
from kbgen.search.browser.index_file import IndexFile
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kbgen.search.browser.browser_files import BrowserIndex

_STAMP: Final = "stamp.json"
_DAMAGE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One of the browser's files."""

    path: Path
    """In the work folder; read it before the next build."""
    digest: str
    """SHA-256 of its contents, hexadecimal."""


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """One language's files."""

    files: dict[str, StoredFile]
    """Name, relative to `search/<lang>/` → the file."""
    statistics: SearchStatistics


def read_stored(folder: Path, stamp: str | None) -> StoredIndex | None:
    """The files as they were written, or None when they are others' or not whole; without a stamp, whosever they are.

    A file whose size and time are those that were noted is believed; of any other the contents are compared.
    """
    try:
        kept = json.loads((folder / _STAMP).read_bytes())
        if stamp not in (None, kept["stamp"]) or len(list(_whole(folder, kept["files"]))) < len(kept["files"]):
            return None
        files = {name: StoredFile(folder / name, row[0]) for name, row in kept["files"].items()}
        return StoredIndex(files, SearchStatistics(**kept["statistics"]))
    except _DAMAGE:
        return None


def reusable_files(folder: Path) -> dict[str, IndexFile]:
    """The files that lie there whole and were made by the code of now, by what they were made of."""
    try:
        kept = json.loads((folder / _STAMP).read_bytes())
        if kept["made_by"] != code_digest("language", "search"):
            return {}
        return {
            source: IndexFile(source, digest, size, folder / name)
            for name, (digest, size, _, source) in _whole(folder, kept["files"])
        }
    except _DAMAGE:
        return {}


def _whole(folder: Path, rows: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The files that are as they were written."""
    seen = _seen(folder)
    for name, row in rows.items():
        digest, size, time, _ = row
        if seen.get(name) == [size, time] or _digest((folder / name).read_bytes()) == digest:
            yield name, row


def write_stored(folder: Path, made: BrowserIndex, stamp: str) -> StoredIndex:
    """Make the folder hold exactly these files.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _STAMP).unlink(missing_ok=True)
        # All are read first: one may take the name of another.
        moved = {name: piece for name, piece in made.index_files.items() if piece.content != folder / name}
        contents = {name: piece.read() for name, piece in moved.items()}
        for name, data in contents.items():
            _replace(folder / name, data)
        for name in _seen(folder).keys() - made.index_files.keys():
            (folder / name).unlink()
        seen = _seen(folder)
        rows = {name: [piece.digest, *seen[name], piece.source] for name, piece in made.index_files.items()}
        kept = {
            "stamp": stamp,
            "made_by": code_digest("language", "search"),
            "files": rows,
            "statistics": asdict(made.statistics),
        }
        _replace(folder / _STAMP, json.dumps(kept).encode())
    except OSError as error:
        raise EnvironmentFailure(f"the search files could not be written: {error}") from error
    files = {name: StoredFile(folder / name, piece.digest) for name, piece in made.index_files.items()}
    return StoredIndex(files, made.statistics)


def _seen(folder: Path) -> dict[str, list[int]]:
    """Every file's size in bytes and time of its last change in nanoseconds."""
    with os.scandir(folder) as entries:
        return {item.name: [(found := item.stat()).st_size, found.st_mtime_ns] for item in entries}


def _replace(path: Path, data: bytes) -> None:
    """A new file each time: a hard link of the old one may be published."""
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(data)
    aside.replace(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
