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
from typing import TYPE_CHECKING, Final

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchStatistics

if TYPE_CHECKING:
    from pathlib import Path

    from kbgen.search.browser_files import BrowserIndex

_STAMP: Final = "stamp.json"


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


def read_stored(folder: Path, stamp: str) -> StoredIndex | None:
    """The files as they were written, or None when they are others' or not whole.

    A file whose size and time are those that were noted is believed; of any other the contents are compared.
    """
    try:
        kept = json.loads((folder / _STAMP).read_bytes())
        if kept["stamp"] != stamp:
            return None
        seen = _seen(folder)
        for name, (digest, *noted) in kept["files"].items():
            if seen[name] != noted and _digest((folder / name).read_bytes()) != digest:
                return None
        files = {name: StoredFile(folder / name, row[0]) for name, row in kept["files"].items()}
        return StoredIndex(files, SearchStatistics(**kept["statistics"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_stored(folder: Path, made: BrowserIndex, stamp: str) -> StoredIndex:
    """Make the folder hold exactly these files.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _STAMP).unlink(missing_ok=True)
        digests = {name: _digest(data) for name, data in made.files.items()}
        for name, data in made.files.items():
            _replace(folder / name, data)
        for name in _seen(folder).keys() - digests.keys():
            (folder / name).unlink()
        seen = _seen(folder)
        rows = {name: [digest, *seen[name]] for name, digest in digests.items()}
        kept = {"stamp": stamp, "files": rows, "statistics": asdict(made.statistics)}
        _replace(folder / _STAMP, json.dumps(kept).encode())
    except OSError as error:
        raise EnvironmentFailure(f"the search files could not be written: {error}") from error
    return StoredIndex({name: StoredFile(folder / name, digest) for name, digest in digests.items()}, made.statistics)


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
