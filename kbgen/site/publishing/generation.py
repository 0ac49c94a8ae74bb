# SPDX-License-Identifier: MIT
"""One complete set of a site's files in a folder, brought to what the site shall be by the least work.

In: what the folder holds (`Snapshot`), what it shall hold (path → SHA-256), the live site to share files with, and
somebody to ask for the rest.
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
from kbgen.site.publishing.snapshot import Snapshot, digest_of, observe, parent, refresh

Reader = Callable[[Sequence[str]], Iterable[tuple[str, FileContent]]]


@dataclass(frozen=True, slots=True)
class Publication:
    """What shall be published. Contents are read only where a file is not already there."""

    digests: Mapping[str, str]
    """Output path → SHA-256, in hexadecimal, of every file of the site but the manifest."""
    read: Reader
    """Called with paths (sorted), perhaps more than once; gives each of them with its content, in any order."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to a folder."""

    folders_to_remove: tuple[str, ...]
    files_to_remove: tuple[str, ...]
    to_write: tuple[str, ...]
    """Files that are missing or hold something else."""


def changes(seen: Snapshot, wanted: Mapping[str, str]) -> Changes:
    """Compare what a folder holds with what it shall hold (path → SHA-256)."""
    folders = {"", *map(parent, wanted)}
    for folder in tuple(folders):
        while folder := parent(folder):
            folders.add(folder)
    stray = (seen.digests.keys() - wanted.keys()) | seen.others
    return Changes(
        tuple(sorted(path for path in seen.folders if path not in folders and parent(path) in folders)),
        tuple(sorted(path for path in stray if parent(path) in folders)),
        tuple(sorted(path for path, digest in wanted.items() if seen.digests.get(path) != digest)),
    )


def bring_up_to_date(
    folder: Path, seen: Snapshot, publication: Publication, live: Path, *, durable: bool = True
) -> dict[str, str]:
    """Make a folder that is not shown a complete new site.

    Args:
        folder: the generation.
        seen: what it holds; up to date afterwards.
        publication: the new site.
        live: the site of now; unchanged files are shared with it.
        durable: wait until everything is on the disk.

    Returns:
        What it consists of, with the manifest. A file that changed while it was copied is there as published.

    Raises:
        OSError: the disk refused.
        EnvironmentFailure: the disk gave back something else than was written.
    """
    digests = dict(publication.digests)
    todo = changes(seen, {**digests, MANIFEST: ""})
    touched = _remove(folder, seen, todo)
    missing = [path for path in todo.to_write if path != MANIFEST]
    made = Places(folder, seen)
    for path in missing:
        made.clear(path)
    rest = _share_unchanged(missing, digests, live, folder)
    copied = write_all(rest, publication, lambda path: folder / path)
    digests |= copied
    manifest = manifest_bytes(digests)
    made.clear(MANIFEST)
    digests[MANIFEST] = write_new(manifest, folder / MANIFEST)
    if durable:
        sync(folder)
    refresh(folder, seen, {*touched, *made.touched})
    _compare(seen, digests, folder)
    return digests


def write_all(paths: Sequence[str], publication: Publication, place: Callable[[str], Path]) -> dict[str, str]:
    """Write files at their places.

    Returns:
        Path → SHA-256 of those that were copied from a file, as they are now.

    Raises:
        InternalError: a content is missing, or is not the one that was announced.
    """
    copied: dict[str, str] = {}
    waiting = set(paths)
    for path, content in publication.read(paths) if paths else ():
        digest = write_new(content, place(path))
        waiting.discard(path)
        if isinstance(content, Path):
            copied[path] = digest
        elif digest != publication.digests[path]:
            raise InternalError(f"the content of {path} is not the one that was planned")
    if waiting:
        raise InternalError(f"there is no content for {min(waiting)}")
    return copied


def _remove(folder: Path, seen: Snapshot, todo: Changes) -> set[str]:
    """Remove what the new site does not have; gives the folders whose lists changed."""
    gone = (*todo.folders_to_remove, *todo.files_to_remove)
    for path in gone:
        remove(folder / path)
    below = tuple(f"{path}/" for path in todo.folders_to_remove)
    for table in (seen.folders, seen.files, seen.digests) if below else ():
        for path in [path for path in table if f"{path}/".startswith(below)]:
            del table[path]
    return {parent(path) for path in gone}


class Places:
    """Makes room for files: their folders are there, they themselves are not."""

    def __init__(self, folder: Path, seen: Snapshot) -> None:
        self._folder = folder
        self._seen = seen
        self._there = set(seen.folders)
        self.touched: set[str] = set()
        """Folders whose lists change."""

    def clear(self, path: str) -> None:
        """Make room for one file."""
        self._make(parent(path))
        self.touched.add(parent(path))
        if path in self._seen.files:
            (self._folder / path).unlink(missing_ok=True)

    def _make(self, path: str) -> None:
        if path not in self._there:
            self._make(parent(path))
            (self._folder / path).mkdir(exist_ok=True)
            self._there.add(path)
            self.touched |= {parent(path), path}


def _share_unchanged(paths: Sequence[str], digests: Mapping[str, str], live: Path, folder: Path) -> list[str]:
    """Share what the live site has already; gives the paths that it has not."""
    published = read_manifest(live) if paths else {}
    return [
        path
        for path in paths
        if published.get(path) != digests[path] or not _share(live / path, folder / path, digests[path])
    ]


def _share(existing: Path, target: Path, expected: str) -> bool:
    """Share a file; False when its content is not what the manifest says."""
    try:
        if existing.is_symlink() or digest_of(existing) != expected:
            return False
    except OSError:
        return False
    share(existing, target)
    return True


def _compare(seen: Snapshot, wanted: Mapping[str, str], folder: Path) -> None:
    """Before anybody sees it: is the folder what it shall be, file by file?"""
    todo = changes(seen, wanted)
    for path in (*todo.to_write, *todo.files_to_remove, *todo.folders_to_remove):
        raise EnvironmentFailure(
            f"the disk does not hold what was written to it: {folder / path}",
            "Another program may be changing the folder. Build again; look at the disk if it happens twice.",
        )


def twin(live: Path, target: Path, snapshot: Snapshot) -> Snapshot:
    """Make a second complete generation by hard links, so that a build has something to bring up to date.

    Args:
        live: the site.
        target: the folder to make.
        snapshot: of the live site.

    Returns:
        What the target holds.

    Raises:
        OSError: there are no hard links, or there is no room. Nothing is left of the target then.
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
    return observe(target, snapshot, frozenset(path for path in snapshot.folders if path.startswith(".")))
