# SPDX-License-Identifier: MIT
"""Publishing into a folder that cannot be exchanged: a mount point, a Docker volume, a folder below a foreign one.

Everything new is first written and synced in a hidden folder inside the output, so that a full disk harms nothing. Then
each file takes its place by rename: assets, pages, the files that lead to others; at last, what is no longer wanted
goes. No file is ever half there, and no page lacks what it names; but for a moment old and new pages stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from kbgen.errors import EnvironmentFailure
from kbgen.site.publishing.disk import remove, sync, write_new
from kbgen.site.publishing.generation import Publication, changes, write_all
from kbgen.site.publishing.manifest import MANIFEST, manifest_bytes
from kbgen.site.publishing.snapshot import Snapshot, load_snapshot, observe, save_snapshot

STAGE = ".kbgen-next"
LOCK = "lock"
"""The lock's file in the stage, where there is no other place for it."""
_LEADS_TO_OTHERS = re.compile(r"search/[^/]+/entry\.json|sitemap\.xml")


def publish_in_place(publication: Publication, site_dir: Path, own: frozenset[str], memory: Path | None) -> bool:
    """Replace the files of a site one by one.

    Args:
        publication: the new site.
        site_dir: the folder; it is there.
        own: names at its top that begin with a dot and are the site's.
        memory: where the snapshot of the folder is kept between builds, if there is a place for it.

    Returns:
        Whether anything had to be changed.

    Raises:
        OSError: the disk refused before the first file was replaced.
        EnvironmentFailure: it refused afterwards.
    """
    remembered = load_snapshot(memory) if memory else Snapshot()
    seen = observe(site_dir, remembered, own)
    if changed := not _is(seen, publication.digests):
        with _stage(site_dir) as stage:
            staged = _write_aside(publication, stage, seen)
            _replace(site_dir, staged, seen, {*publication.digests, MANIFEST})
        seen = observe(site_dir, seen, own)
    if memory and seen != remembered:
        save_snapshot(memory, seen)
    return changed


def _is(seen: Snapshot, digests: Mapping[str, str]) -> bool:
    return seen.digests == {**digests, MANIFEST: sha256(manifest_bytes(digests)).hexdigest()}


@contextmanager
def _stage(site_dir: Path) -> Iterator[Path]:
    """An empty folder inside the output, gone afterwards unless it holds the lock."""
    stage = site_dir / STAGE
    stage.mkdir(exist_ok=True)
    _empty(stage)  # of a build that was killed
    try:
        yield stage
    finally:
        with suppress(OSError):
            _empty(stage)
            stage.rmdir()


def _empty(stage: Path) -> None:
    for path in stage.iterdir():
        if path.name != LOCK:
            remove(path)


def _write_aside(publication: Publication, stage: Path, seen: Snapshot) -> dict[str, Path]:
    """Write and sync all that differs; path in the site → where it waits, in the order in which it takes its place."""
    todo = changes(seen, publication.digests).to_write
    waiting = {path: stage / f"{number}.part" for number, path in enumerate(sorted((*todo, MANIFEST), key=_turn))}
    copied = write_all(todo, publication, waiting.__getitem__)
    write_new(manifest_bytes({**publication.digests, **copied}), waiting[MANIFEST])
    sync(stage)
    return waiting


def _turn(path: str) -> tuple[int, str]:
    if path == MANIFEST:
        return 3, path
    if _LEADS_TO_OTHERS.fullmatch(path):
        return 2, path
    return (1 if path.endswith(".html") else 0), path


def _replace(site_dir: Path, staged: Mapping[str, Path], seen: Snapshot, wanted: set[str]) -> None:
    try:
        for path, waiting in staged.items():
            _make_room(site_dir, path)
            waiting.replace(site_dir / path)
        todo = changes(seen, dict.fromkeys(wanted, ""))
        for path in (*todo.files_to_remove, *todo.folders_to_remove):
            if not _is_needed_now(site_dir / path, path, wanted):
                remove(site_dir / path)
        sync(site_dir)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise EnvironmentFailure(
            f"not all files of the site could be replaced: {error.strerror or error}{where}",
            f"{site_dir} holds old and new pages, each of them whole. Mend the cause, then build again.",
        ) from error


def _make_room(site_dir: Path, path: str) -> None:
    """The folders above a file are folders, and it is none itself, whatever the old site had there."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        above = site_dir.joinpath(*parts[:depth])
        if above.is_symlink() or not above.is_dir():
            remove(above)
            above.mkdir()
    if (site_dir / path).is_dir() and not (site_dir / path).is_symlink():
        remove(site_dir / path)


def _is_needed_now(place: Path, path: str, wanted: set[str]) -> bool:
    """A file's old name may be a folder of the new site, and the other way round."""
    return path in wanted or (place.is_dir() and any(other.startswith(f"{path}/") for other in wanted))
