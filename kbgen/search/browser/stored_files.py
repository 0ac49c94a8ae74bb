# SPDX-License-Identifier: MIT
"""The browser's files of one language in the work folder.

In: compiled files. Out: the same files by digest and path, so that a build neither reads nor hashes
unchanged files again.

Files are replaced one by one, then `stamp.json` names them. An interrupted run leaves no valid
stamp, so the next run writes the missing files and removes unnamed ones.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchStatistics
from kbgen.runtime.atomic_write import write_atomically
from kbgen.search.browser.index_file import BrowserIndex, IndexFile
from kbgen.settings.resources import code_digest

_STAMP: Final = "stamp.json"
_DAMAGE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)


def read_stored(folder: Path, stamp: str | None) -> BrowserIndex | None:
    """Return the stored files, or None if the stamp differs or a file is damaged.

    A file with the recorded size and time counts as unchanged; other files are compared by digest.

    Args:
        folder: Folder of the files.
        stamp: The stamp they must have; None accepts any.
    """
    try:
        stored = json.loads((folder / _STAMP).read_bytes())
        if stamp not in (None, stored["stamp"]):
            return None
        files = dict(_intact_files(folder, stored["files"]))
        is_complete = len(files) == len(stored["files"])
        return (
            BrowserIndex(files, SearchStatistics(**stored["statistics"])) if is_complete else None
        )
    except _DAMAGE:
        return None


def reusable_files(folder: Path) -> dict[str, IndexFile]:
    """Map each source to its intact file, for files written by the current version of the code."""
    try:
        stored = json.loads((folder / _STAMP).read_bytes())
        if stored["fingerprint"] != code_digest("language", "search"):
            return {}
        return {file.source: file for _, file in _intact_files(folder, stored["files"])}
    except _DAMAGE:
        return {}


def _intact_files(folder: Path, rows: dict[str, Any]) -> Iterator[tuple[str, IndexFile]]:
    """Yield the names and files that are as written."""
    stats = _stats(folder)
    for name, (digest, size, time, source) in rows.items():
        path = folder / name
        if stats.get(name) == [size, time] or _digest(path.read_bytes()) == digest:
            yield name, IndexFile(source, digest, size, path)


def write_stored(folder: Path, made: BrowserIndex, stamp: str) -> BrowserIndex:
    """Make the folder contain exactly these files, and return them.

    Raises:
        EnvironmentFailure: The files cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _STAMP).unlink(missing_ok=True)
        # Read all of them first: one may take the name of another.
        moved = {name: file for name, file in made.files.items() if file.content != folder / name}
        contents = {name: file.read() for name, file in moved.items()}
        for name, data in contents.items():
            write_atomically(folder / name, data)
        for name in _stats(folder).keys() - made.files.keys():
            (folder / name).unlink()
        stats = _stats(folder)
        stored = {
            "stamp": stamp,
            "fingerprint": code_digest("language", "search"),
            "files": {
                name: [file.digest, *stats[name], file.source] for name, file in made.files.items()
            },
            "statistics": asdict(made.statistics),
        }
        write_atomically(folder / _STAMP, json.dumps(stored).encode())
    except OSError as error:
        raise EnvironmentFailure(f"the search files could not be written: {error}") from error
    files = {name: replace(file, content=folder / name) for name, file in made.files.items()}
    return BrowserIndex(files, made.statistics)


def _stats(folder: Path) -> dict[str, list[int]]:
    """Map each file name to [size in bytes, modification time in nanoseconds]."""
    with os.scandir(folder) as entries:
        return {entry.name: [(stat := entry.stat()).st_size, stat.st_mtime_ns] for entry in entries}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
