# SPDX-License-Identifier: MIT
"""A snapshot of a folder of published files, taken without reading files that have not changed.

Like Git's index, a snapshot stores each file's digest with a stamp (size, modification time,
inode), and a stamp of each folder for its entries. A file or folder with another stamp is read
again, so edited, moved and deleted files are noticed. An old or damaged snapshot, or one of another
folder, costs time but gives no wrong result.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path

from kbgen.runtime.atomic_write import write_atomically

_SCHEMA = 1


@dataclass(slots=True)
class Snapshot:
    """The content of a folder. Paths are relative to it, with `/`; its own path is empty.

    Flat tables, because a user waits while ten thousand files are compared.
    """

    folders: dict[str, str] = field(default_factory=dict)
    """Path → stamp, parents before children. It changes with the list of the folder's entries."""
    files: dict[str, str] = field(default_factory=dict)
    """Path → stamp: size, modification time in nanoseconds, inode."""
    digests: dict[str, str] = field(default_factory=dict)
    """Path → SHA-256 (hexadecimal) of the same files; empty for an unreadable file."""
    others: set[str] = field(default_factory=set)
    """Paths of entries that are neither files nor folders, mostly symbolic links."""

    def without_stamps(self, folders: Iterable[str]) -> Snapshot:
        """Return a copy from which `take_snapshot` reads the entries of these folders again."""
        unknown = dict.fromkeys(self.folders.keys() & set(folders), "")
        return replace(self, folders=self.folders | unknown)


def parent(path: str) -> str:
    """Return the parent folder of a path; empty at the top."""
    return path.rpartition("/")[0]


def stamp_of(status: os.stat_result) -> str:
    """Return the stamp of a file."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def digest_of(path: Path | str) -> str:
    """Return the SHA-256 of a file in hexadecimal. Reads in blocks, as downloads may be large."""
    with open(path, "rb") as stream:  # noqa: PTH123  called for each file
        return file_digest(stream, "sha256").hexdigest()


def take_snapshot(
    root: Path, last: Snapshot, hidden_names: frozenset[str] = frozenset()
) -> Snapshot:
    """Take a snapshot of a folder.

    Args:
        root: The folder; one that does not exist gives an empty snapshot.
        last: An earlier snapshot, of this or any other folder.
        hidden_names: top-level names to include although they begin with a dot; others are skipped.
    """
    scanner = _Scanner(f"{root}{os.sep}", last, hidden_names, Snapshot())
    scanner.scan_all()
    return scanner.snapshot


def save_snapshot(file: Path, snapshot: Snapshot) -> None:
    """Save a snapshot in one step. A failure does no harm: the next snapshot takes longer."""
    folders = dict(sorted(snapshot.folders.items()))  # parents before children
    data = [_SCHEMA, folders, snapshot.files, snapshot.digests, sorted(snapshot.others)]
    with suppress(OSError):
        write_atomically(file, json.dumps(data).encode())


def load_snapshot(file: Path) -> Snapshot:
    """Load a snapshot that `save_snapshot` saved; return an empty one if there is none to read."""
    try:
        schema, folders, files, digests, others = json.loads(file.read_bytes())
        if schema == _SCHEMA and files.keys() == digests.keys():
            return Snapshot(dict(folders), dict(files), dict(digests), set(map(str, others)))
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return Snapshot()


@dataclass(frozen=True, slots=True)
class _Scanner:
    base: str
    """The folder, with a trailing separator."""
    last: Snapshot
    hidden_names: frozenset[str]
    snapshot: Snapshot

    def scan_all(self) -> None:
        unchanged: set[str] = set()
        folders = self.snapshot.folders
        for path, stamp in self.last.folders.items():
            # Never follow a symbolic link that has replaced a folder.
            if path and path.rpartition("/")[0] not in folders:
                continue
            now = self._folder_stamp(path)
            if now == stamp:
                folders[path] = now
                unchanged.add(path)
            elif now is not None:
                self.scan(path)
        if "" not in self.last.folders:
            self.scan("")
        self._scan_unchanged_folders(unchanged)

    def _scan_unchanged_folders(self, folders: set[str]) -> None:
        """Check the stamps of the files in folders whose entries are unchanged."""
        is_every_folder = len(folders) == len(self.last.folders)
        # Local names and plain strings: this loop runs once per file, while a user waits.
        base, lstat, digests = self.base, os.lstat, self.last.digests
        for path, stamp in self.last.files.items():
            if is_every_folder or parent(path) in folders:
                try:
                    status = lstat(base + path)
                except OSError:  # deleted a moment ago
                    continue
                now = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
                self.snapshot.files[path] = now
                self.snapshot.digests[path] = digests[path] if now == stamp else self._digest(path)
        self.snapshot.others.update(path for path in self.last.others if parent(path) in folders)

    def scan(self, path: str) -> None:
        """Read the entries of a folder, and of its subfolders that the last snapshot lacks."""
        stamp = self._folder_stamp(path)
        if stamp is None:
            return
        self.snapshot.folders[path] = stamp
        prefix = f"{path}/" if path else ""
        below: list[str] = []
        with os.scandir(self.base + path) as entries:
            for entry in entries:
                name = prefix + entry.name
                if not path and name.startswith(".") and name not in self.hidden_names:
                    continue
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    below.append(name)
                elif stat.S_ISREG(status.st_mode):
                    self._add_file(name, stamp_of(status))
                else:
                    self.snapshot.others.add(name)
        for child in below:
            if child not in self.last.folders:
                self.scan(child)

    def _add_file(self, path: str, stamp: str) -> None:
        is_unchanged = self.last.files.get(path) == stamp
        self.snapshot.files[path] = stamp
        self.snapshot.digests[path] = (
            self.last.digests[path] if is_unchanged else self._digest(path)
        )

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
