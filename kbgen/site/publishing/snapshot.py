# SPDX-License-Identifier: MIT
"""What a folder of published files holds, found out without reading what has not been touched since the last look.

As Git does with its index: size, time and inode of each file are remembered together with its digest, and those of each
folder for its list. What differs in one of them is read again, so a file that somebody edited, moved or deleted is
noticed, and a memory that is old, damaged or of another folder costs time and nothing else.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

_SCHEMA = 1


@dataclass(slots=True)
class Snapshot:
    """A folder's content. Paths are relative to it, with `/`; its own is empty.

    Flat, because ten thousand files are looked at while somebody waits.
    """

    folders: dict[str, str] = field(default_factory=dict)
    """Path → stamp, parents before children: it changes when an entry comes, goes or is replaced."""
    files: dict[str, str] = field(default_factory=dict)
    """Path → stamp: size, time of the last change, inode."""
    digests: dict[str, str] = field(default_factory=dict)
    """Path → SHA-256, in hexadecimal, of the same files; empty for one that cannot be read."""
    others: set[str] = field(default_factory=set)
    """Paths of what is neither file nor folder: symbolic links above all."""


def parent(path: str) -> str:
    """The folder in which a path lies."""
    return path.rpartition("/")[0]


def digest_of(path: Path | str) -> str:
    """SHA-256 of a file, in hexadecimal; read piece by piece, because downloads can be larger than the memory."""
    with Path(path).open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def observe(root: Path, remembered: Snapshot, own: frozenset[str] = frozenset()) -> Snapshot:
    """Look at a folder.

    Args:
        root: the folder; one that does not exist is empty.
        remembered: what an earlier look found there, or at any other place.
        own: names at the top that begin with a dot and are looked at all the same; other such names are passed over.
    """
    observer = _Observer(f"{root}{os.sep}", remembered, own, Snapshot())
    observer.look()
    return observer.found


def refresh(root: Path, snapshot: Snapshot, folders: Iterable[str]) -> None:
    """Look again at the lists of these folders, not at those below them; what has gone is forgotten."""
    again = set(folders)
    own = frozenset(path for path in snapshot.folders if path.startswith("."))
    observer = _Observer(f"{root}{os.sep}", snapshot, own, Snapshot())
    for path in sorted(again):
        observer.scan(path, deep=False)
        snapshot.folders.pop(path, None)
    for path in [path for path in snapshot.files if parent(path) in again]:
        del snapshot.files[path], snapshot.digests[path]
    snapshot.others -= {path for path in snapshot.others if parent(path) in again}
    # Parents before children again: the next look passes over a folder whose parent it has not seen.
    folders = dict(sorted({**snapshot.folders, **observer.found.folders}.items()))
    snapshot.folders.clear()
    snapshot.folders.update(folders)
    snapshot.files |= observer.found.files
    snapshot.digests |= observer.found.digests
    snapshot.others |= observer.found.others


def save_snapshot(file: Path, snapshot: Snapshot) -> None:
    """Remember a snapshot. Replaced as a whole; a failure is no harm, the next look takes longer."""
    folders = dict(sorted(snapshot.folders.items()))  # parents before children
    data = [_SCHEMA, folders, snapshot.files, snapshot.digests, sorted(snapshot.others)]
    aside = file.with_suffix(".new")
    try:
        aside.write_text(json.dumps(data), "utf-8")
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)


def load_snapshot(file: Path) -> Snapshot:
    """What `save_snapshot` kept; empty when there is nothing, or nothing that can be read."""
    try:
        schema, folders, files, digests, others = json.loads(file.read_bytes())
        if schema == _SCHEMA and files.keys() == digests.keys():
            return Snapshot(dict(folders), dict(files), dict(digests), set(map(str, others)))
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return Snapshot()


@dataclass(frozen=True, slots=True)
class _Observer:
    base: str
    """The folder, with the separator."""
    remembered: Snapshot
    own: frozenset[str]
    found: Snapshot

    def look(self) -> None:
        same: set[str] = set()
        folders = self.found.folders
        for path, stamp in self.remembered.folders.items():
            if path and path.rpartition("/")[0] not in folders:  # never through a link in the place of a folder
                continue
            now = self._folder_stamp(path)
            if now == stamp:
                folders[path] = now
                same.add(path)
            elif now is not None:
                self.scan(path)
        if "" not in self.remembered.folders:
            self.scan("")
        self._look_at_files(same)

    def _look_at_files(self, same: set[str]) -> None:
        """The files of folders whose lists are the same."""
        all_same = len(same) == len(self.remembered.folders)
        base, lstat, digests = self.base, os.lstat, self.remembered.digests
        for path, stamp in self.remembered.files.items():
            if all_same or parent(path) in same:
                try:
                    status = lstat(base + path)
                except OSError:  # somebody deletes files at this very moment
                    continue
                now = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
                self.found.files[path] = now
                self.found.digests[path] = digests[path] if now == stamp else self._digest(path)
        self.found.others.update(path for path in self.remembered.others if parent(path) in same)

    def scan(self, path: str, *, deep: bool = True) -> None:
        """Read a folder's list, and the lists of the folders below it that are not remembered."""
        stamp = self._folder_stamp(path)
        if stamp is None:
            return
        self.found.folders[path] = stamp
        prefix = f"{path}/" if path else ""
        below: list[str] = []
        with os.scandir(self.base + path) as entries:
            for entry in entries:
                name = prefix + entry.name
                if not path and name.startswith(".") and name not in self.own:
                    continue
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    below.append(name)
                elif stat.S_ISREG(status.st_mode):
                    self._take(name, f"{status.st_size} {status.st_mtime_ns} {status.st_ino}")
                else:
                    self.found.others.add(name)
        for child in below if deep else ():
            if child not in self.remembered.folders:
                self.scan(child)

    def _take(self, path: str, stamp: str) -> None:
        known = self.remembered.files.get(path) == stamp
        self.found.files[path] = stamp
        self.found.digests[path] = self.remembered.digests[path] if known else self._digest(path)

    def _digest(self, path: str) -> str:
        try:
            return digest_of(self.base + path)
        except OSError:
            return ""

    def _folder_stamp(self, path: str) -> str | None:
        try:
            status = os.lstat(self.base + path)
        except OSError:
            return None
        return f"{status.st_mtime_ns} {status.st_ino}" if stat.S_ISDIR(status.st_mode) else None
