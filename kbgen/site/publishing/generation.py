# SPDX-License-Identifier: MIT
"""Bring a generation, a folder with all files of a site, up to date, doing only the necessary work.

In: the folder's current files (`Snapshot`), the files that it should contain (path → SHA-256), the
live site to share files with, and a reader for the remaining contents.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.errors import EnvironmentFailure, InternalError
from kbgen.model import FileContent
from kbgen.site.publishing.disk import remove, share, sync, write_new
from kbgen.site.publishing.manifest import MANIFEST, manifest_bytes, read_manifest
from kbgen.site.publishing.snapshot import (
    Snapshot,
    digest_of,
    parent,
    refresh_snapshot,
    take_snapshot,
)

Reader = Callable[[Sequence[str]], Iterable[tuple[str, FileContent]]]


@dataclass(frozen=True, slots=True)
class Publication:
    """The files to publish. A content is read only if the file is not already in place."""

    digests: Mapping[str, str]
    """Output path → SHA-256 (hexadecimal) of every file of the site except the manifest."""
    read: Reader
    """Takes sorted paths, and yields each with its content, in any order. Called once or more."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a folder needs."""

    folders_to_remove: tuple[str, ...]
    files_to_remove: tuple[str, ...]
    to_write: tuple[str, ...]
    """Files that are missing or have another content."""


def changes(seen: Snapshot, wanted: Mapping[str, str]) -> Changes:
    """Compare a folder's files with those that it should contain (path → SHA-256)."""
    folders = {"", *map(parent, wanted)}
    # Add all ancestors of the files' folders.
    for folder in tuple(folders):
        while folder := parent(folder):
            folders.add(folder)
    stray = (seen.digests.keys() - wanted.keys()) | seen.others
    # Only the topmost unwanted folder is listed: removing it removes everything below.
    return Changes(
        tuple(
            sorted(path for path in seen.folders if path not in folders and parent(path) in folders)
        ),
        tuple(sorted(path for path in stray if parent(path) in folders)),
        tuple(sorted(path for path, digest in wanted.items() if seen.digests.get(path) != digest)),
    )


def bring_up_to_date(
    folder: Path, seen: Snapshot, publication: Publication, live: Path, *, durable: bool = True
) -> dict[str, str]:
    """Turn a folder that is not live into the complete new site.

    Args:
        folder: The generation.
        seen: Snapshot of the folder; updated in place.
        publication: The new site.
        live: The live site, whose unchanged files are shared.
        durable: Whether to wait until everything is on the disk.

    Returns:
        Path → SHA-256 of every file, with the manifest. A file that changed while it was copied has
        the digest of the copy.

    Raises:
        OSError: Writing failed.
        EnvironmentFailure: The files on the disk differ from those written.
    """
    digests = dict(publication.digests)
    todo = changes(seen, {**digests, MANIFEST: ""})
    touched = _remove(folder, seen, todo)
    missing = [path for path in todo.to_write if path != MANIFEST]
    target = TargetFolder(folder, seen)
    for path in missing:
        target.make_room(path)
    rest = _share_unchanged(missing, digests, live, folder)
    copied = write_all(rest, publication, lambda path: folder / path)
    digests |= copied
    manifest = manifest_bytes(digests)
    target.make_room(MANIFEST)
    digests[MANIFEST] = write_new(manifest, folder / MANIFEST)
    if durable:
        sync(folder)
    refresh_snapshot(folder, seen, {*touched, *target.touched})
    _check_written(seen, digests, folder)
    return digests


def write_all(
    paths: Sequence[str], publication: Publication, target: Callable[[str], Path]
) -> dict[str, str]:
    """Write the files of a publication.

    Args:
        paths: Output paths of the files.
        publication: Has their contents.
        target: Returns the path to write for an output path.

    Returns:
        Path → SHA-256 of each file that was copied, as written.

    Raises:
        InternalError: A content is missing, or does not have the digest of the publication.
    """
    copied: dict[str, str] = {}
    waiting = set(paths)
    for path, content in publication.read(paths) if paths else ():
        digest = write_new(content, target(path))
        waiting.discard(path)
        if isinstance(content, Path):
            copied[path] = digest
        elif digest != publication.digests[path]:
            raise InternalError(f"the content of {path} differs from the planned content")
    if waiting:
        raise InternalError(f"there is no content for {min(waiting)}")
    return copied


def _remove(folder: Path, seen: Snapshot, todo: Changes) -> set[str]:
    """Remove files that are not in the new site; return the folders whose entries changed."""
    removed = (*todo.folders_to_remove, *todo.files_to_remove)
    for path in removed:
        remove(folder / path)
    below = tuple(f"{path}/" for path in todo.folders_to_remove)
    for table in (seen.folders, seen.files, seen.digests) if below else ():
        for path in [path for path in table if f"{path}/".startswith(below)]:
            del table[path]
    return {parent(path) for path in removed}


class TargetFolder:
    """A folder to write files to."""

    def __init__(self, folder: Path, seen: Snapshot) -> None:
        self._folder = folder
        self._seen = seen
        self._existing = set(seen.folders)
        self.touched: set[str] = set()
        """Folders whose entries changed."""

    def make_room(self, path: str) -> None:
        """Create the folders above a file, and remove the file itself."""
        self._make_folder(parent(path))
        self.touched.add(parent(path))
        if path in self._seen.files:
            # Remove the name, do not overwrite: the live site may share the content.
            (self._folder / path).unlink(missing_ok=True)

    def _make_folder(self, path: str) -> None:
        if path not in self._existing:
            self._make_folder(parent(path))
            (self._folder / path).mkdir(exist_ok=True)
            self._existing.add(path)
            self.touched |= {parent(path), path}


def _share_unchanged(
    paths: Sequence[str], digests: Mapping[str, str], live: Path, folder: Path
) -> list[str]:
    """Link the files that the live site has already; return the paths of all others."""
    published = read_manifest(live) if paths else {}
    return [
        path
        for path in paths
        if published.get(path) != digests[path]
        or not _share_verified(live / path, folder / path, digests[path])
    ]


def _share_verified(existing: Path, target: Path, expected: str) -> bool:
    """Link a file; return False if its content does not have the expected SHA-256."""
    try:
        if existing.is_symlink() or digest_of(existing) != expected:
            return False
    except OSError:
        return False
    share(existing, target)
    return True


def _check_written(seen: Snapshot, wanted: Mapping[str, str], folder: Path) -> None:
    """Raise EnvironmentFailure if the folder's files differ from those written."""
    todo = changes(seen, wanted)
    for path in (*todo.to_write, *todo.files_to_remove, *todo.folders_to_remove):
        raise EnvironmentFailure(
            f"the file on disk differs from what was written: {folder / path}",
            "Another program may have changed it. Build again; if this recurs, check the disk.",
        )


def link_generation(live: Path, target: Path, snapshot: Snapshot) -> Snapshot:
    """Create a second complete generation by hard links, for a build to bring up to date.

    Args:
        live: The live site.
        target: The folder to create.
        snapshot: Snapshot of the live site.

    Returns:
        The snapshot of the target.

    Raises:
        OSError: The file system has no hard links, or no space. The target is removed then.
    """
    try:
        target.mkdir()
        for path in sorted(snapshot.folders)[1:]:
            (target / path).mkdir()
        for path in snapshot.files:
            os.link(f"{live}/{path}", f"{target}/{path}")
    except OSError:
        remove(target)
        raise
    hidden = frozenset(path for path in snapshot.folders if path.startswith("."))
    return take_snapshot(target, snapshot, hidden)
