# SPDX-License-Identifier: MIT
"""One build of a site at a time: a lock file held by the operating system, gone when the process is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbgen.errors import BusyError

_INTERVAL = 0.1


@contextmanager
def build_lock(work_dir: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the site's lock.

    Args:
        work_dir: the site's `.kbgen/`.
        patience: seconds to wait for another process to finish.

    Raises:
        BusyError: another process still holds it.
    """
    work_dir.mkdir(parents=True, exist_ok=True)
    path = work_dir / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
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
            if time.monotonic() >= deadline:
                raise BusyError(
                    f"another build of this site is running ({path} is locked)", "Wait for it to end, then try again."
                ) from error
        time.sleep(_INTERVAL)


def _lock(descriptor: int) -> None:
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
