# SPDX-License-Identifier: MIT
"""Publish into a folder that cannot be exchanged, such as a mount point or a Docker volume.

Everything new is first written and synced in a hidden folder inside the output, so that a full disk
does no harm. Then each file is renamed into place: first assets, then pages, then files that refer
to others. Unwanted files are removed last. Readers never see a partial file or a page without its
assets, but for a moment the site has both old and new pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kbgen.errors import EnvironmentFailure
from kbgen.runtime.lock import LOCK
from kbgen.runtime.system_calls import sync
from kbgen.site.publishing.disk import remove, write_new
from kbgen.site.publishing.generation import (
    Publication,
    Published,
    changes,
    hidden_names_of,
    is_complete,
    write_all,
)
from kbgen.site.publishing.manifest import MANIFEST, manifest_bytes, read_manifest
from kbgen.site.publishing.snapshot import Snapshot, load_snapshot, save_snapshot, take_snapshot

STAGE = ".kbgen-next"
_REFERS_TO_FILES = re.compile(r"search/[^/]+/entry\.json|sitemap\.xml")


def publish_in_place(
    publication: Publication, site_dir: Path, snapshot_file: Path | None
) -> Published:
    """Replace the files of a site one by one.

    Args:
        publication: The new site.
        site_dir: The folder, which must exist.
        snapshot_file: File that keeps the folder's snapshot between builds, or None.

    Raises:
        OSError: Writing failed before the first file was replaced.
        EnvironmentFailure: Writing failed later.
    """
    hidden_names = hidden_names_of(publication.digests) | hidden_names_of(read_manifest(site_dir))
    last = load_snapshot(snapshot_file) if snapshot_file else Snapshot()
    seen = take_snapshot(site_dir, last, hidden_names)
    changed = not is_complete(seen, publication.digests)
    if changed:
        with _stage(site_dir) as stage:
            staged = _write_aside(publication, stage, seen)
            _replace(site_dir, staged, seen, {*publication.digests, MANIFEST})
        seen = take_snapshot(site_dir, seen, hidden_names)
    if snapshot_file and seen != last:
        save_snapshot(snapshot_file, seen)
    return Published(changed, atomic=False)


@contextmanager
def _stage(site_dir: Path) -> Iterator[Path]:
    """Create an empty folder in the output, and remove it afterwards unless it holds the lock."""
    stage = site_dir / STAGE
    stage.mkdir(exist_ok=True)
    _empty(stage)  # a killed build leaves files
    try:
        yield stage
    finally:
        with suppress(OSError):
            _empty(stage)
            stage.rmdir()


def _empty(stage: Path) -> None:
    for path in stage.iterdir():
        if path.name != LOCK:  # it is here when the folder above is not writable
            remove(path)


def _write_aside(publication: Publication, stage: Path, seen: Snapshot) -> dict[str, Path]:
    """Write and sync all changed files.

    Returns:
        Path in the site → path of the staged file, in the order of replacement.
    """
    todo = changes(seen, publication.digests).to_write
    ordered = sorted((*todo, MANIFEST), key=_replacement_order)
    staged = {path: stage / f"{number}.part" for number, path in enumerate(ordered)}
    copied = write_all(todo, publication, staged.__getitem__)
    write_new(manifest_bytes({**publication.digests, **copied}), staged[MANIFEST])
    sync(stage)
    return staged


def _replacement_order(path: str) -> tuple[int, str]:
    # Each group may refer to the groups before it: assets, pages, search entries, the manifest.
    if path == MANIFEST:
        return 3, path
    if _REFERS_TO_FILES.fullmatch(path):
        return 2, path
    return (1 if path.endswith(".html") else 0), path


def _replace(site_dir: Path, staged: Mapping[str, Path], seen: Snapshot, paths: set[str]) -> None:
    try:
        for path, file in staged.items():
            _make_room(site_dir, path)
            file.replace(site_dir / path)
        todo = changes(seen, dict.fromkeys(paths, ""))
        for path in (*todo.files_to_remove, *todo.folders_to_remove):
            # An old file may be a folder of the new site by now.
            if not _is_in_site(site_dir / path, path, paths):
                remove(site_dir / path)
        sync(site_dir)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise EnvironmentFailure(
            f"not all files of the site could be replaced: {error.strerror or error}{where}",
            f"{site_dir} contains old and new pages, each complete. Fix the cause and build again.",
        ) from error


def _make_room(site_dir: Path, path: str) -> None:
    """Remove obstacles to a file: files in place of its folders, or a folder at its own path."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        ancestor = site_dir.joinpath(*parts[:depth])
        if ancestor.is_symlink() or not ancestor.is_dir():
            remove(ancestor)
            ancestor.mkdir()
    if (site_dir / path).is_dir() and not (site_dir / path).is_symlink():
        remove(site_dir / path)


def _is_in_site(location: Path, path: str, paths: set[str]) -> bool:
    """Tell whether the new site has this file, or this folder in place of an old file."""
    return path in paths or (
        location.is_dir() and any(other.startswith(f"{path}/") for other in paths)
    )
