# SPDX-License-Identifier: MIT
"""Operations of the system that Python lacks: exchange two folders, and wait for the disk."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

# Constants of the Linux system call renameat2: RENAME_EXCHANGE and AT_FDCWD.
_RENAME_EXCHANGE = 2
_AT_CURRENT_FOLDER = -100
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""The kernel or the file system cannot exchange folders."""


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
            number = _last_error()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def exchange(aside: Path, live: Path, old: Path) -> None:
    """Exchange a new folder with the live one; then `aside` is the previous one, if any.

    Args:
        aside: The new folder.
        live: The live folder, which may not exist yet.
        old: A temporary path for the live folder on systems that cannot exchange in one step.

    Raises:
        OSError: A folder cannot be moved; nothing has changed then.
    """
    if not live.exists():
        aside.rename(live)
    elif not rename_exchange(aside, live):
        _exchange_in_two_steps(aside, live, old)


def _exchange_in_two_steps(aside: Path, live: Path, old: Path) -> None:
    """Exchange folders on macOS, Windows and some file systems, with a short gap without one."""
    live.rename(old)
    try:
        aside.rename(live)
    except OSError:
        old.rename(live)
        raise
    old.rename(aside)


def rename_exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; return False if the system cannot."""
    call = _library_call("renameat2")
    if call is None:
        return False
    from ctypes import c_uint

    done: int = call(
        _AT_CURRENT_FOLDER,
        os.fsencode(one),
        _AT_CURRENT_FOLDER,
        os.fsencode(other),
        c_uint(_RENAME_EXCHANGE),
    )
    if done == 0:
        return True
    number = _last_error()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _library_call(name: str):  # type: ignore[no-untyped-def]  # ctypes does not type functions
    """Return a function of the C library that only Linux has; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    from ctypes import CDLL  # slow to import, and a build that publishes nothing needs no call

    try:
        return getattr(CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None


def _last_error() -> int:
    """Return the error number of the last call."""
    from ctypes import get_errno

    return get_errno()
