# SPDX-License-Identifier: MIT
"""Publish a finished set of files as the site folder, in one step or not at all.

The folder `.<name>.kbgen/` next to the output contains a second complete generation. A build brings
this folder up to date, syncs it, compares it with the planned files, and swaps the two folders in
one step. A failure before the swap leaves the live site unchanged. Where the output cannot be
moved, see `in_place`.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kbgen.errors import EnvironmentFailure, InternalError, SettingsError
from kbgen.model import FileContent
from kbgen.runtime.atomic_write import NOT_WRITABLE
from kbgen.runtime.atomic_write import SUFFIX as INCOMPLETE
from kbgen.runtime.lock import build_lock
from kbgen.runtime.system_calls import exchange
from kbgen.site.publishing.disk import mirror_hidden, remove
from kbgen.site.publishing.generation import (
    Live,
    Publication,
    Published,
    bring_up_to_date,
    hidden_names_of,
    is_complete,
)
from kbgen.site.publishing.in_place import STAGE, publish_in_place
from kbgen.site.publishing.manifest import MANIFEST, read_manifest
from kbgen.site.publishing.snapshot import digest_of, load_snapshot, save_snapshot, take_snapshot

__all__ = ["MANIFEST", "Publication", "Published", "publication_of", "publish", "read_manifest"]

_NOT_MOVABLE = NOT_WRITABLE | {errno.EBUSY, errno.EXDEV}
"""The folder cannot be moved: a mount point, another file system, a read-only parent folder."""


def publication_of(files: Mapping[str, FileContent]) -> Publication:
    """Return the publication of these files (path in the site → content)."""
    digests = {
        path: sha256(content).hexdigest() if isinstance(content, bytes) else digest_of(content)
        for path, content in files.items()
    }
    return Publication(digests, lambda paths: ((path, files[path]) for path in paths))


def publish(publication: Publication, site_dir: Path, *, durable: bool = True) -> Published:
    """Publish a site and its manifest.

    Args:
        publication: The new site.
        site_dir: The output folder.
        durable: Whether to wait for the disk before the new site goes live. A preview does not,
            because it can be rebuilt after a power failure.

    Raises:
        SettingsError: `site_dir` contains something that kbgen did not create.
        BusyError: Another build is publishing to the same folder.
        EnvironmentFailure: Writing failed. The old site is unchanged unless the message says
            otherwise.
    """
    site_dir = Path(os.path.realpath(site_dir))  # keep a symbolic link to the folder
    _refuse_escaping_paths(publication.digests)
    try:
        return _publish(publication, site_dir, durable=durable)
    except OSError as error:
        raise _failure(error, site_dir) from error


def _publish(publication: Publication, site_dir: Path, *, durable: bool) -> Published:
    _refuse_foreign(site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    work_folder = _make_work_folder(site_dir)
    if work_folder is None:
        (site_dir / STAGE).mkdir(parents=True, exist_ok=True)
        with build_lock(site_dir / STAGE):
            # No place for a snapshot either, so every file is hashed.
            return publish_in_place(publication, site_dir, None)
    with build_lock(work_folder):
        generations = _Generations(site_dir, work_folder)
        generations.recover()
        published = read_manifest(site_dir)
        if published == publication.digests and generations.live_matches(published):
            return Published(changed=False, atomic=True)
        if _is_on_another_disk(site_dir):
            return publish_in_place(publication, site_dir, generations.snapshot_file(site_dir))
        return generations.replace(publication, published, durable=durable)


def _make_work_folder(site_dir: Path) -> Path | None:
    """Return the folder next to the output for the second generation; None without write access."""
    folder = site_dir.parent / f".{site_dir.name}.kbgen"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise SettingsError(f"{folder} was not created by kbgen", "Remove it, then build again.")
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except (PermissionError, NotADirectoryError):
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def _is_on_another_disk(site_dir: Path) -> bool:
    return site_dir.exists() and (
        os.path.ismount(site_dir) or site_dir.stat().st_dev != site_dir.parent.stat().st_dev
    )


@dataclass(frozen=True, slots=True)
class _Generations:
    """The live generation and the spare one, which is usually the previous site."""

    live: Path
    work_folder: Path

    @property
    def spare(self) -> Path:
        return self.work_folder / "spare"

    @property
    def _old(self) -> Path:
        return self.work_folder / "old"

    def snapshot_file(self, folder: Path) -> Path:
        """Return the snapshot file of a generation, named by its inode, which exchanges keep."""
        return self.work_folder / f"{folder.stat().st_ino}.json"

    def recover(self) -> None:
        """Recover from a build that was killed."""
        if self.spare.is_symlink() or (self.spare.exists() and not self.spare.is_dir()):
            remove(self.spare)
        if self._old.exists() and not self.live.exists():  # between the two steps of an exchange
            self._old.rename(self.live)
        elif self._old.exists() and not self.spare.exists():  # killed before its last step
            self._old.rename(self.spare)
        remove(self._old)
        inodes = {
            str(folder.stat().st_ino) for folder in (self.live, self.spare) if folder.exists()
        }
        for file in self.work_folder.glob("*"):
            if file.suffix == INCOMPLETE or (file.suffix == ".json" and file.stem not in inodes):
                remove(file)

    def live_matches(self, digests: Mapping[str, str]) -> bool:
        """Tell whether the live site already has these files; unchanged ones are not read again."""
        snapshot_file = self.snapshot_file(self.live)
        last = load_snapshot(snapshot_file)
        seen = take_snapshot(self.live, last, hidden_names_of(digests))
        if seen != last:
            save_snapshot(snapshot_file, seen)
        return is_complete(seen, digests)

    def replace(
        self, publication: Publication, published: Mapping[str, str], *, durable: bool
    ) -> Published:
        """Bring the spare generation up to date and make it the live one.

        Args:
            publication: The new site.
            published: Manifest of the live site.
            durable: Whether to wait for the disk.
        """
        self.spare.mkdir(exist_ok=True)
        last = load_snapshot(self.snapshot_file(self.spare))
        live = Live(self.live, lambda: load_snapshot(self.snapshot_file(self.live)), published)
        seen = bring_up_to_date(self.spare, last, publication, live, durable=durable)
        if self.live.exists():
            hidden_names = hidden_names_of(publication.digests) | hidden_names_of(published)
            self._copy_live_attributes(hidden_names | {STAGE})
        save_snapshot(self.snapshot_file(self.spare), seen)
        try:
            exchange(self.spare, self.live, self._old)
        except OSError as error:
            if error.errno in _NOT_MOVABLE:
                return self._replace_files(seen.digests)
            raise
        return Published(changed=True, atomic=True)

    def _copy_live_attributes(self, hidden_names: frozenset[str]) -> None:
        """Copy the permissions and hidden entries that belong to the live folder, not the site."""
        mirror_hidden(self.live, self.spare, hidden_names)
        mode = stat.S_IMODE(self.live.stat().st_mode)
        if mode != stat.S_IMODE(self.spare.stat().st_mode):
            self.spare.chmod(mode)

    def _replace_files(self, digests: Mapping[str, str]) -> Published:
        """Replace the live files one by one, because the live folder itself cannot be moved."""
        spare = self.spare
        site = {path: digest for path, digest in digests.items() if path != MANIFEST}
        finished = Publication(site, lambda paths: ((path, spare / path) for path in paths))
        return publish_in_place(finished, self.live, self.snapshot_file(self.live))


def _refuse_escaping_paths(paths: Mapping[str, str]) -> None:
    """Raise InternalError if a path escapes the site folder."""
    # One search in the joined paths is faster than a check of each of many paths.
    joined = "/" + "/\0/".join(paths) + "/"
    if MANIFEST in paths or any(part in joined for part in ("//", "/./", "/../")):
        raise InternalError("a path leads outside the site, or is that of the manifest")


def _refuse_foreign(site_dir: Path) -> None:
    if not site_dir.exists() or (site_dir / MANIFEST).is_file():
        return
    if not site_dir.is_dir() or any(site_dir.iterdir()):
        raise SettingsError(
            f"the output folder {site_dir.name}/ contains files that kbgen did not create",
            "Move them, or choose another folder with --site-dir.",
        )


def _failure(error: OSError, site_dir: Path) -> EnvironmentFailure:
    where = f" ({error.filename})" if error.filename else ""
    return EnvironmentFailure(
        f"the site could not be written: {error.strerror or error}{where}",
        f"{site_dir.name}/ is unchanged. {_way_out(error)}",
    )


def _way_out(error: OSError) -> str:
    if error.errno in NOT_WRITABLE:
        return "Fix the permissions, or choose a writable folder with --site-dir."
    return "Free some space or fix the permissions, then build again."
