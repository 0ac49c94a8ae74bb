# SPDX-License-Identifier: MIT
"""A finished set of files → the site folder, whole or not at all.

The new site is laid out beside the old one (unchanged files are hard links to it), synced, and exchanged with it by
rename. Until that rename the old site is untouched; whatever fails before leaves it as it was.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from kbgen.errors import EnvironmentFailure, SettingsError

MANIFEST = "kb-manifest.json"
_RENAME_EXCHANGE = 2
_AT_CURRENT_FOLDER = -100

Content = bytes | Path
"""What a file of the site consists of: bytes, or a file to copy."""


def publish(files: Mapping[str, Content], site_dir: Path) -> None:
    """Replace the site by these files (path in the site → content); the manifest is added.

    Raises:
        SettingsError: `site_dir` holds something that kbgen did not make.
        EnvironmentFailure: the disk refused; the old site is as it was.
    """
    site_dir = Path(os.path.realpath(site_dir))  # a link to the folder stays one
    try:
        _refuse_foreign(site_dir)
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        _take_away(site_dir, "new")
        aside = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.", suffix=".new", dir=site_dir.parent))
        try:
            aside.chmod(0o755)
            _lay_out(files, site_dir, aside)
            _keep_hidden(site_dir, aside)
            _exchange(aside, site_dir)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _take_away(site_dir, "old")
    except OSError as error:
        raise _failure(error, site_dir) from error


def _take_away(site_dir: Path, suffix: str) -> None:
    """Remove what builds of this site that were killed left beside it."""
    ours = re.compile(rf"\.{re.escape(site_dir.name)}\.[a-z0-9_]{{8}}\.{suffix}")  # as mkdtemp names them
    for left_over in site_dir.parent.iterdir():
        if ours.fullmatch(left_over.name):
            shutil.rmtree(left_over, ignore_errors=True)


def read_manifest(site_dir: Path) -> dict[str, str]:
    """Path → SHA-256 of every file that the last build published; empty when there was none."""
    try:
        data = json.loads((site_dir / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    return {str(path): str(value) for path, value in files.items()} if isinstance(files, dict) else {}


def _refuse_foreign(site_dir: Path) -> None:
    if not site_dir.exists() or (site_dir / MANIFEST).is_file():
        return
    if not site_dir.is_dir() or any(site_dir.iterdir()):
        raise SettingsError(
            f"the output folder {site_dir.name}/ holds files that kbgen did not make",
            "Move them away, or choose another folder with --site-dir.",
        )


def _lay_out(files: Mapping[str, Content], site_dir: Path, aside: Path) -> None:
    old = read_manifest(site_dir)
    hashes: dict[str, str] = {}
    for path in sorted(files):
        content, target = files[path], aside / path
        hashes[path] = _hash(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (old.get(path) == hashes[path] and _link(site_dir / path, target, hashes[path])):
            hashes[path] = _write(content, target)
    manifest = json.dumps({"schema": 1, "files": hashes}, indent=0, sort_keys=True, ensure_ascii=False)
    (aside / MANIFEST).write_text(manifest + "\n", "utf-8", newline="\n")
    if hasattr(os, "sync"):
        os.sync()  # one call for thousands of files; fsync of each takes seconds


def _keep_hidden(site_dir: Path, aside: Path) -> None:
    """Take over what begins with a dot and is not ours, `.git` of a deploy branch above all, as MkDocs does.

    By hard links, before the exchange: at no moment does the only copy lie in a folder that a killed build leaves.
    """
    ours = {name.partition("/")[0] for name in read_manifest(site_dir)}
    for path in sorted(site_dir.glob(".*")) if site_dir.is_dir() else ():
        target = aside / path.name
        if path.name in ours or target.exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target, symlinks=True, copy_function=_share)
        else:
            _share(path, target)


def _share(existing: Path | str, target: Path | str) -> None:
    try:
        os.link(existing, target, follow_symlinks=False)
    except OSError:  # another file system, or one without links
        shutil.copy2(existing, target, follow_symlinks=False)


def _hash(content: Content) -> str:
    """SHA-256; a file is read piece by piece, because downloads can be larger than the memory."""
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    with content.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _write(content: Content, target: Path) -> str:
    """Write a file; the hash of what it holds now, which another program may have changed in the meantime."""
    if isinstance(content, bytes):
        target.write_bytes(content)
    else:
        shutil.copyfile(content, target)
    return _hash(content if isinstance(content, bytes) else target)


def _link(existing: Path, target: Path, expected: str) -> bool:
    """Share an unchanged file with the old site; False when its content is not what its manifest says."""
    try:
        if existing.is_symlink() or _hash(existing) != expected:
            return False
        os.link(existing, target)
    except OSError:
        return False
    return True


def _exchange(aside: Path, site_dir: Path) -> None:
    """Put `aside` in the place of `site_dir`; afterwards `aside` holds the old site, if there was one."""
    if not site_dir.exists():
        aside.rename(site_dir)
    elif not _rename_exchange(aside, site_dir):
        # No atomic exchange here (macOS, Windows, some file systems): two renames, a short gap between them.
        kept = aside.with_suffix(".old")
        site_dir.rename(kept)
        try:
            aside.rename(site_dir)
        except OSError:
            kept.rename(site_dir)
            raise
        kept.rename(aside)


def _rename_exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = call(
        _AT_CURRENT_FOLDER, os.fsencode(one), _AT_CURRENT_FOLDER, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _failure(error: OSError, site_dir: Path) -> EnvironmentFailure:
    where = f" ({error.filename})" if error.filename else ""
    return EnvironmentFailure(
        f"the site could not be written: {error.strerror or error}{where}",
        f"The old content of {site_dir.name}/ is unchanged. Free some space or mend the permissions, then build again.",
    )
