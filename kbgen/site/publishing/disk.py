# SPDX-License-Identifier: MIT
"""What publishing asks of the file system: new files, shared files, one sync for all of them, the exchange of folders.

No file is ever opened for writing that was there before: generations of a site share files by hard links.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from kbgen.model import FileContent
from kbgen.site.publishing.snapshot import digest_of

_RENAME_EXCHANGE = 2
_AT_CURRENT_FOLDER = -100
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""The kernel, or this file system, exchanges nothing."""
_NOT_THERE = frozenset({errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS})
"""The folder cannot be moved at all: a mount point, another file system, a folder above it that is not ours."""


def write_new(content: FileContent, target: Path) -> str:
    """Make a file that is not there yet.

    Returns:
        The SHA-256 of what it holds. A file that was copied may have changed since somebody looked at it.
    """
    try:
        if isinstance(content, bytes):
            with target.open("xb") as stream:
                stream.write(content)
            return sha256(content).hexdigest()
        with content.open("rb") as source, target.open("xb") as stream:
            shutil.copyfileobj(source, stream)
    except OSError as error:  # of a full disk, which does not say which file
        error.filename = error.filename or str(target)
        raise
    return digest_of(target)


def share(existing: Path | str, target: Path | str) -> None:
    """Give a file a second name; a copy where the file system has no hard links."""
    try:
        os.link(existing, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(existing, target, follow_symlinks=False)


def mirror_hidden(source: Path, target: Path, own: frozenset[str]) -> None:
    """Make the top entries of `target` that begin with a dot the same as those of `source`, by hard links.

    Args:
        source: the live site: `.git` of a deploy branch, `.nojekyll`.
        target: the generation that will take its place.
        own: names that are the site's own.
    """
    for folder in (target, source):
        for path in sorted(folder.glob(".*")) if folder.is_dir() else ():
            if path.name not in own:
                _mirror(source / path.name, target / path.name)


def _mirror(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        if target.is_symlink() or not target.is_dir():
            remove(target)
            target.mkdir()
        for name in sorted({path.name for folder in (source, target) for path in folder.iterdir()}):
            _mirror(source / name, target / name)
    elif not os.path.lexists(source):
        remove(target)
    elif not _is_same(source, target):
        remove(target)
        share(source, target)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Wait until everything that was written to the file system of this folder is on the disk.

    One call for thousands of files: to wait for each of them takes seconds.
    """
    call = _library_call("syncfs")
    if call is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if call(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def exchange(aside: Path, site_dir: Path, old: Path) -> bool:
    """Put `aside` in the place of `site_dir`; afterwards `aside` is the site of before, if there was one.

    Args:
        aside: the new site.
        site_dir: the live one.
        old: where the live one may wait for a moment, where there is no exchange in one step.

    Returns:
        False when `site_dir` cannot be moved; nothing has changed then.
    """
    try:
        if not site_dir.exists():
            aside.rename(site_dir)
        elif not rename_exchange(aside, site_dir):
            _exchange_in_two_steps(aside, site_dir, old)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return False
        raise
    return True


def _exchange_in_two_steps(aside: Path, site_dir: Path, old: Path) -> None:
    """For macOS, Windows and some file systems: a short gap, in which there is no site."""
    site_dir.rename(old)
    try:
        aside.rename(site_dir)
    except OSError:
        old.rename(site_dir)
        raise
    old.rename(aside)


def rename_exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    call = _library_call("renameat2")
    if call is None:
        return False
    done: int = call(
        _AT_CURRENT_FOLDER, os.fsencode(one), _AT_CURRENT_FOLDER, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _library_call(name: str):  # type: ignore[no-untyped-def]  # ctypes has no type for a foreign function
    """A function of the C library that only Linux has; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
