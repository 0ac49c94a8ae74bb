# SPDX-License-Identifier: MIT
"""File system operations of publishing: new files, hard links, sync, the folder exchange.

No existing file is ever opened for writing, because generations of a site share files by hard
links.
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

# Constants of the Linux system call renameat2: RENAME_EXCHANGE and AT_FDCWD.
_RENAME_EXCHANGE = 2
_AT_CURRENT_FOLDER = -100
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""The kernel or the file system cannot exchange folders."""
_NOT_MOVABLE = frozenset({errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS})
"""The folder cannot be moved: a mount point, another file system, a read-only parent folder."""


def write_new(content: FileContent, target: Path) -> str:
    """Create a file that does not exist yet.

    Returns:
        The SHA-256 of its content. A copied file may have changed since it was hashed before.
    """
    try:
        if isinstance(content, bytes):
            with target.open("xb") as stream:
                stream.write(content)
            return sha256(content).hexdigest()
        with content.open("rb") as source, target.open("xb") as stream:
            shutil.copyfileobj(source, stream)
    except OSError as error:  # a full disk gives an error without a file name
        error.filename = error.filename or str(target)
        raise
    return digest_of(target)


def share(existing: Path | str, target: Path | str) -> None:
    """Create a hard link to a file, or a copy if the file system has no hard links."""
    try:
        os.link(existing, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(existing, target, follow_symlinks=False)


def mirror_hidden(source: Path, target: Path, hidden_names: frozenset[str]) -> None:
    """Mirror the hidden top-level entries of `source` in `target` by hard links.

    Args:
        source: The live site, with entries such as `.git` of a deploy branch or `.nojekyll`.
        target: The generation that will replace it.
        hidden_names: Names that belong to the site itself; they are left alone.
    """
    for folder in (target, source):
        for path in sorted(folder.glob(".*")) if folder.is_dir() else ():
            if path.name not in hidden_names:
                _mirror(source / path.name, target / path.name)


def _mirror(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        if target.is_symlink() or not target.is_dir():
            remove(target)
            target.mkdir()
        for name in sorted({path.name for path in (*source.iterdir(), *target.iterdir())}):
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
    """Remove a file, a link or a folder tree, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Wait until all data written to this folder's file system is on the disk.

    One call serves thousands of files; a call for each of them takes seconds.
    """
    call = _library_call("syncfs")
    if call is None:  # macOS syncs all file systems; Windows has no such call
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
    """Exchange the new site with the live one; then `aside` is the previous site, if any.

    Args:
        aside: The new site.
        site_dir: The live site.
        old: A temporary path for the live site on systems that cannot exchange in one step.

    Returns:
        False if `site_dir` cannot be moved; nothing has changed then.
    """
    try:
        if not site_dir.exists():
            aside.rename(site_dir)
        elif not rename_exchange(aside, site_dir):
            _exchange_in_two_steps(aside, site_dir, old)
    except OSError as error:
        if error.errno in _NOT_MOVABLE:
            return False
        raise
    return True


def _exchange_in_two_steps(aside: Path, site_dir: Path, old: Path) -> None:
    """Exchange folders on macOS, Windows and some file systems, with a short gap without a site."""
    site_dir.rename(old)
    try:
        aside.rename(site_dir)
    except OSError:
        old.rename(site_dir)
        raise
    old.rename(aside)


def rename_exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; return False if the system cannot."""
    call = _library_call("renameat2")
    if call is None:
        return False
    done: int = call(
        _AT_CURRENT_FOLDER,
        os.fsencode(one),
        _AT_CURRENT_FOLDER,
        os.fsencode(other),
        ctypes.c_uint(_RENAME_EXCHANGE),
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _library_call(name: str):  # type: ignore[no-untyped-def]  # ctypes does not type functions
    """Return a function of the C library that only Linux has; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
