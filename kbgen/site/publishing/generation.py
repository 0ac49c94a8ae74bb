# SPDX-License-Identifier: MIT
"""Bring a generation, a folder with all files of a site, up to date, doing only the necessary work.

In: the folder's current files (`Snapshot`), the files that it should contain (path → SHA-256), the
live site to share files with, and a reader for the remaining contents.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from kbgen.errors import EnvironmentFailure, InternalError
from kbgen.model import FileContent
from kbgen.runtime.system_calls import sync
from kbgen.site.publishing.disk import remove, share, write_new
from kbgen.site.publishing.manifest import MANIFEST, manifest_bytes, read_manifest
from kbgen.site.publishing.snapshot import (
    Snapshot,
    digest_of,
    parent,
    stamp_of,
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
class Published:
    """The result of publishing."""

    changed: bool
    """False if the live site was already up to date; then nothing was written."""
    atomic: bool
    """False if files were replaced one by one: for a moment the site mixed old and new files."""


@dataclass(frozen=True, slots=True)
class Live:
    """The live site."""

    folder: Path
    last: Callable[[], Snapshot]
    """Returns an earlier snapshot of it."""
    published: Mapping[str, str]
    """Its manifest."""

    def share(self, wanted: Mapping[str, str], target: Path) -> Snapshot:
        """Link files of the live site into another folder.

        Files that are as in the snapshot are not read.

        Args:
            wanted: Path → SHA-256 of each file that the folder lacks.
            target: The folder.

        Returns:
            The stamps and digests of the files that were linked.
        """
        published = self.published
        paths = [path for path, digest in wanted.items() if published.get(path) == digest]
        shared = Snapshot()
        last = self.last() if paths else shared
        # Plain strings: the first edit of a site shares all its files, while a user waits.
        for path in paths:
            file = f"{self.folder}/{path}"
            try:
                status = os.lstat(file)
                stamp = stamp_of(status)
                is_known = last.files.get(path) == stamp
                digest = last.digests[path] if is_known else digest_of(file)
            except OSError:
                continue
            if S_ISREG(status.st_mode) and digest == wanted[path]:
                share(file, f"{target}/{path}")
                shared.files[path], shared.digests[path] = stamp, digest
        return shared


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that a folder needs."""

    folders_to_remove: tuple[str, ...]
    files_to_remove: tuple[str, ...]
    to_write: tuple[str, ...]
    """Files that are missing or have another content."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all changes."""
        return (*self.to_write, *self.files_to_remove, *self.folders_to_remove)


def changes(seen: Snapshot, expected: Mapping[str, str]) -> Changes:
    """Compare a folder's files with those that it should contain (path → SHA-256)."""
    folders = _folders_above(expected)
    stray = (seen.digests.keys() - expected.keys()) | seen.others
    # Only the topmost unwanted folder is listed: removing it removes everything below.
    return Changes(
        tuple(
            sorted(path for path in seen.folders if path not in folders and parent(path) in folders)
        ),
        tuple(sorted(path for path in stray if parent(path) in folders)),
        tuple(
            sorted(path for path, digest in expected.items() if seen.digests.get(path) != digest)
        ),
    )


def _folders_above(paths: Iterable[str]) -> set[str]:
    """Return the folders that contain these files, with all folders above them."""
    folders = {"", *map(parent, paths)}
    for folder in tuple(folders):
        while (folder := parent(folder)) not in folders:
            folders.add(folder)
    return folders


def bring_up_to_date(
    folder: Path,
    last: Snapshot,
    publication: Publication,
    live: Live,
    *,
    durable: bool,
) -> Snapshot:
    """Turn a folder that is not live into the complete new site.

    Args:
        folder: The generation.
        last: An earlier snapshot of it.
        publication: The new site.
        live: The live site, whose unchanged files are shared.
        durable: Whether to wait until everything is on the disk.

    Returns:
        The snapshot of the complete site, with the manifest. A file that changed while it was
        copied has the digest of the copy.

    Raises:
        OSError: Writing failed.
        EnvironmentFailure: The files on the disk differ from those written.
    """
    digests = dict(publication.digests)
    hidden_names = hidden_names_of(digests) | hidden_names_of(read_manifest(folder))
    seen = take_snapshot(folder, last, hidden_names)
    todo = changes(seen, {**digests, MANIFEST: ""})
    _make_room(folder, seen, todo)
    missing = {path: digests[path] for path in todo.to_write if path != MANIFEST}
    shared = live.share(missing, folder)
    rest = [path for path in missing if path not in shared.files]
    digests |= write_all(rest, publication, lambda path: folder / path)
    digests[MANIFEST] = write_new(manifest_bytes(digests), folder / MANIFEST)
    if durable:
        sync(folder)
    seen = replace(seen, files=seen.files | shared.files, digests=seen.digests | shared.digests)
    # Some clocks are too coarse to tell that a folder has changed since the snapshot.
    seen = take_snapshot(folder, seen.without_stamps(_folders_above(todo.paths)), hidden_names)
    _check_written(seen, digests, folder)
    return seen


def _make_room(folder: Path, seen: Snapshot, todo: Changes) -> None:
    """Remove what is unwanted or will be replaced, and create the folders of new files."""
    for path in (*todo.folders_to_remove, *todo.files_to_remove):
        remove(folder / path)
    for path in sorted(_folders_above(todo.to_write) - seen.folders.keys()):
        os.mkdir(f"{folder}/{path}")  # noqa: PTH102  a site has thousands of folders
    for path in todo.to_write:
        if path in seen.files:
            # Remove the name, do not overwrite: the live site may share the content.
            (folder / path).unlink(missing_ok=True)


def hidden_names_of(paths: Iterable[str]) -> frozenset[str]:
    """Return the top-level names of a site that begin with a dot."""
    return frozenset(path.partition("/")[0] for path in paths if path.startswith("."))


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


def _check_written(seen: Snapshot, expected: Mapping[str, str], folder: Path) -> None:
    """Raise EnvironmentFailure if the folder's files differ from those written."""
    todo = changes(seen, expected)
    for path in todo.paths:
        raise EnvironmentFailure(
            f"the file on disk differs from what was written: {folder / path}",
            "Another program may have changed it. Build again; if this recurs, check the disk.",
        )


def is_complete(seen: Snapshot, digests: Mapping[str, str]) -> bool:
    """Tell whether a folder has exactly the files of a site (path → SHA-256) and its manifest."""
    return seen.digests == {**digests, MANIFEST: sha256(manifest_bytes(digests)).hexdigest()}
