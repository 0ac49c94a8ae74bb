# SPDX-License-Identifier: MIT
"""One build of a site at a time: a lock that the system releases when the process ends."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kbgen.errors import BusyError, EnvironmentFailure

LOCK: Final = "lock"
"""Name of the lock file in a site's work folder."""
_INTERVAL = 0.1
_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
"""Errors of Linux, macOS and Windows when another process holds the lock."""


@contextmanager
def build_lock(work_dir: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the site's lock during the block.

    Args:
        work_dir: The site's `.kbgen/`.
        patience: Seconds to wait for another process to finish.

    Raises:
        BusyError: Another process still holds it.
        EnvironmentFailure: The file system does not support locks.
    """
    work_dir.mkdir(parents=True, exist_ok=True)
    path = work_dir / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait_for(descriptor, path, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            return _lock(descriptor)
        except OSError as error:
            if error.errno not in _HELD:
                raise EnvironmentFailure(
                    f"{path} cannot be locked: {error.strerror}",
                    "Keep the site on a file system that supports locks.",
                ) from error
            if time.monotonic() >= deadline:
                raise BusyError(
                    f"another build of this site is running ({path} is locked)",
                    "Wait for it to end, then try again.",
                ) from error
        time.sleep(_INTERVAL)


def _lock(descriptor: int) -> None:
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
