# SPDX-License-Identifier: MIT
"""The browser's files of one language in the work folder.

In: compiled files. Out: `StoredIndex`: names with digests and paths, so that a build neither reads
nor hashes unchanged files again.

Files are replaced one by one, then `stamp.json` names them. An interrupted run leaves no valid
stamp, so the next run writes the missing files and removes unnamed ones.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchStatistics
from kbgen.runtime.atomic_write import write_atomically
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
    """Path in the work folder. Read the file before the next build."""
    digest: str
    """SHA-256 of the contents, hexadecimal."""


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """One language's files."""

    files: dict[str, StoredFile]
    """Name relative to `search/<lang>/` → the file."""
    statistics: SearchStatistics


def read_stored(folder: Path, stamp: str | None) -> StoredIndex | None:
    """Return the stored files, or None if the stamp differs or a file is damaged.

    A file with the recorded size and time counts as unchanged; other files are compared by digest.

    Args:
        folder: Folder of the files.
        stamp: The stamp they must have; None accepts any.
    """
    try:
        stored = json.loads((folder / _STAMP).read_bytes())
        if stamp not in (None, stored["stamp"]) or len(list(_whole(folder, stored["files"]))) < len(
            stored["files"]
        ):
            return None
        files = {name: StoredFile(folder / name, row[0]) for name, row in stored["files"].items()}
        return StoredIndex(files, SearchStatistics(**stored["statistics"]))
    except _DAMAGE:
        return None


def reusable_files(folder: Path) -> dict[str, IndexFile]:
    """Map each source to its intact file, for files written by the current version of the code."""
    try:
        stored = json.loads((folder / _STAMP).read_bytes())
        if stored["made_by"] != code_digest("language", "search"):
            return {}
        return {
            source: IndexFile(source, digest, size, folder / name)
            for name, (digest, size, _, source) in _whole(folder, stored["files"])
        }
    except _DAMAGE:
        return {}


def _whole(folder: Path, rows: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield name and row of the files that are as written."""
    stats = _stats(folder)
    for name, row in rows.items():
        digest, size, time, _ = row
        if stats.get(name) == [size, time] or _digest((folder / name).read_bytes()) == digest:
            yield name, row


def write_stored(folder: Path, made: BrowserIndex, stamp: str) -> StoredIndex:
    """Make the folder contain exactly these files.

    Raises:
        EnvironmentFailure: The files cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _STAMP).unlink(missing_ok=True)
        # Read all of them first: one may take the name of another.
        moved = {
            name: file for name, file in made.index_files.items() if file.content != folder / name
        }
        contents = {name: file.read() for name, file in moved.items()}
        for name, data in contents.items():
            write_atomically(folder / name, data)
        for name in _stats(folder).keys() - made.index_files.keys():
            (folder / name).unlink()
        stats = _stats(folder)
        rows = {
            name: [file.digest, *stats[name], file.source]
            for name, file in made.index_files.items()
        }
        stored = {
            "stamp": stamp,
            "made_by": code_digest("language", "search"),
            "files": rows,
            "statistics": asdict(made.statistics),
        }
        write_atomically(folder / _STAMP, json.dumps(stored).encode())
    except OSError as error:
        raise EnvironmentFailure(f"the search files could not be written: {error}") from error
    files = {
        name: StoredFile(folder / name, file.digest) for name, file in made.index_files.items()
    }
    return StoredIndex(files, made.statistics)


def _stats(folder: Path) -> dict[str, list[int]]:
    """Map each file name to [size in bytes, modification time in nanoseconds]."""
    with os.scandir(folder) as entries:
        return {entry.name: [(stat := entry.stat()).st_size, stat.st_mtime_ns] for entry in entries}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
