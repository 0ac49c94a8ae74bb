# SPDX-License-Identifier: MIT
"""A finished set of files → the site folder, whole or not at all.

Beside the output lies `.<name>.kbgen/` with a second complete generation. A build brings that one up to date, syncs it,
compares it with what it shall be, and exchanges the two in one step. Until then the live site is untouched; whatever
fails before leaves it as it was. Where the output cannot be moved, see `in_place`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kbgen.errors import EnvironmentFailure, InternalError, SettingsError
from kbgen.model import FileContent
from kbgen.site.publishing.disk import exchange, mirror_hidden, remove
from kbgen.site.publishing.generation import Publication, bring_up_to_date, twin
from kbgen.site.publishing.in_place import STAGE, publish_in_place
from kbgen.site.publishing.lock import build_lock
from kbgen.site.publishing.manifest import MANIFEST, manifest_bytes, read_manifest
from kbgen.site.publishing.snapshot import digest_of, load_snapshot, observe, save_snapshot

__all__ = ["MANIFEST", "Publication", "Published", "publication_of", "publish", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Published:
    """How a publication went."""

    changed: bool
    """False when the live site was already what it shall be; nothing was touched then."""
    whole: bool
    """False when files had to be replaced one by one: for a moment there were old and new ones."""


def publication_of(files: Mapping[str, FileContent]) -> Publication:
    """A publication of files that are all at hand (path in the site → content)."""
    digests = {
        path: sha256(content).hexdigest() if isinstance(content, bytes) else digest_of(content)
        for path, content in files.items()
    }
    return Publication(digests, lambda paths: ((path, files[path]) for path in paths))


def publish(publication: Publication, site_dir: Path, *, durable: bool = True) -> Published:
    """Replace the site; the manifest is added.

    Args:
        publication: the new site.
        site_dir: where it goes.
        durable: wait for the disk before the new site is shown. A preview can be made again after a power failure.

    Raises:
        SettingsError: `site_dir` holds something that kbgen did not make.
        BusyError: another build publishes into the same folder.
        EnvironmentFailure: the disk refused; the old site is as it was, unless the message says otherwise.
    """
    site_dir = Path(os.path.realpath(site_dir))  # a link to the folder stays one
    _refuse_ways_out(publication.digests)
    try:
        return _publish(publication, site_dir, durable=durable)
    except OSError as error:
        raise _failure(error, site_dir) from error


def _publish(publication: Publication, site_dir: Path, *, durable: bool) -> Published:
    _refuse_foreign(site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    beside = _make_beside(site_dir)
    if beside is None:
        (site_dir / STAGE).mkdir(parents=True, exist_ok=True)
        with build_lock(site_dir / STAGE):
            return _one_by_one(publication, site_dir, None)
    with build_lock(beside):
        generations = _Generations(site_dir, beside)
        generations.mend()
        if generations.live_is(publication.digests):
            return Published(changed=False, whole=True)
        if _is_on_another_disk(site_dir):
            return _one_by_one(publication, site_dir, generations.memory(site_dir))
        return generations.replace(publication, durable=durable)


def _one_by_one(publication: Publication, site_dir: Path, memory: Path | None) -> Published:
    own = _own(publication.digests) | _own(read_manifest(site_dir))
    return Published(publish_in_place(publication, site_dir, own, memory), whole=False)


def _make_beside(site_dir: Path) -> Path | None:
    """The folder of the second generation; None where there is no right to make one."""
    beside = site_dir.parent / f".{site_dir.name}.kbgen"
    if beside.is_symlink() or (beside.exists() and not beside.is_dir()):
        raise SettingsError(f"{beside} is no folder of kbgen", "Remove it, then build again.")
    try:
        beside.mkdir(exist_ok=True)
        ignore = beside / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except (PermissionError, NotADirectoryError):
        return None
    return beside if os.access(beside, os.W_OK | os.X_OK) else None


def _is_on_another_disk(site_dir: Path) -> bool:
    return site_dir.exists() and (os.path.ismount(site_dir) or site_dir.stat().st_dev != site_dir.parent.stat().st_dev)


@dataclass(frozen=True, slots=True)
class _Generations:
    """The live site and the one before it."""

    live: Path
    beside: Path

    @property
    def spare(self) -> Path:
        return self.beside / "spare"

    @property
    def _old(self) -> Path:
        return self.beside / "old"

    def memory(self, folder: Path) -> Path:
        """Where the snapshot of a generation is kept: by its inode, which an exchange of names does not change."""
        return self.beside / f"{folder.stat().st_ino}.json"

    def mend(self) -> None:
        """Put right what a build that was killed has left."""
        if self.spare.is_symlink() or (self.spare.exists() and not self.spare.is_dir()):
            remove(self.spare)
        if self._old.exists() and not self.live.exists():  # between the two steps of an exchange
            self._old.rename(self.live)
        elif self._old.exists() and not self.spare.exists():
            self._old.rename(self.spare)
        remove(self._old)
        known = {str(folder.stat().st_ino) for folder in (self.live, self.spare) if folder.exists()}
        for file in self.beside.glob("*"):
            if file.suffix == ".new" or (file.suffix == ".json" and file.stem not in known):
                remove(file)

    def live_is(self, digests: Mapping[str, str]) -> bool:
        """Whether the live site is this one already, as far as times and sizes tell: nobody edited or lost a file."""
        if read_manifest(self.live) != digests:
            return False
        memory = self.memory(self.live)
        remembered = load_snapshot(memory)
        seen = observe(self.live, remembered, _own(digests))
        if seen != remembered:
            save_snapshot(memory, seen)
        return seen.digests == {**digests, MANIFEST: sha256(manifest_bytes(digests)).hexdigest()}

    def replace(self, publication: Publication, *, durable: bool) -> Published:
        """Bring the spare generation up to date and make it the live one."""
        with suppress(OSError):  # then the spare generation is made of whatever is there
            self._make_twin(publication)
        self.spare.mkdir(exist_ok=True)
        own = _own(publication.digests) | _own(read_manifest(self.spare))
        seen = observe(self.spare, load_snapshot(self.memory(self.spare)), own)
        digests = bring_up_to_date(self.spare, seen, publication, self.live, durable=durable)
        self._take_over()
        save_snapshot(self.memory(self.spare), seen)
        if not exchange(self.spare, self.live, self._old):
            return self._replace_files(digests)
        return Published(changed=True, whole=True)

    def _make_twin(self, publication: Publication) -> None:
        """Share the live site's files with a spare generation, if there is none to bring up to date.

        The second build does it, not the first: a job that builds once needs no second generation, and programs that
        pack a site, such as `gzip`, pass over files with a second name.
        """
        if (self.spare / MANIFEST).is_file() or not (self.live / MANIFEST).is_file():
            return
        own = _own(publication.digests) | _own(read_manifest(self.live))
        seen = observe(self.live, load_snapshot(self.memory(self.live)), own)
        remove(self.spare)
        made = twin(self.live, self.spare, seen)
        save_snapshot(self.memory(self.spare), made)

    def _take_over(self) -> None:
        """What belongs to the live folder and not to the site: its permissions, and what begins with a dot."""
        if self.live.exists():
            own = _own(read_manifest(self.spare)) | _own(read_manifest(self.live))
            mirror_hidden(self.live, self.spare, own | {STAGE})
            mode = stat.S_IMODE(self.live.stat().st_mode)
            if mode != stat.S_IMODE(self.spare.stat().st_mode):
                self.spare.chmod(mode)

    def _replace_files(self, digests: Mapping[str, str]) -> Published:
        """The finished generation cannot take the live one's place: its files can."""
        spare = self.spare
        site = {path: digest for path, digest in digests.items() if path != MANIFEST}
        finished = Publication(site, lambda paths: ((path, spare / path) for path in paths))
        return _one_by_one(finished, self.live, self.memory(self.live))


def _own(paths: Mapping[str, str]) -> frozenset[str]:
    """The names at the top that begin with a dot and are part of the site."""
    return frozenset(path.partition("/")[0] for path in paths if path.startswith("."))


def _refuse_ways_out(paths: Mapping[str, str]) -> None:
    """No path leads out of the site, whoever made it. All at once: there are many, and this is never the case."""
    joined = "/" + "/\0/".join(paths) + "/"
    if MANIFEST in paths or any(part in joined for part in ("//", "/./", "/../")):
        raise InternalError("a path of the site leads out of it, or takes the place of the manifest")


def _refuse_foreign(site_dir: Path) -> None:
    if not site_dir.exists() or (site_dir / MANIFEST).is_file():
        return
    if not site_dir.is_dir() or any(site_dir.iterdir()):
        raise SettingsError(
            f"the output folder {site_dir.name}/ holds files that kbgen did not make",
            "Move them away, or choose another folder with --site-dir.",
        )


def _failure(error: OSError, site_dir: Path) -> EnvironmentFailure:
    where = f" ({error.filename})" if error.filename else ""
    return EnvironmentFailure(
        f"the site could not be written: {error.strerror or error}{where}",
        f"The old content of {site_dir.name}/ is unchanged. Free some space or mend the permissions, then build again.",
    )
