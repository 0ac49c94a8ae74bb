# SPDX-License-Identifier: MIT
"""Open the cache in a site's work folder, `.kbgen/`, for one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kbgen.errors import EnvironmentFailure
from kbgen.runtime.atomic_write import NOT_WRITABLE
from kbgen.runtime.lock import LOCK, build_lock
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache

CACHE_FILE: Final = "cache.sqlite"


def prepare_work_dir(folder: Path) -> None:
    """Create the folder for files that builds reuse.

    Raises:
        EnvironmentFailure: The folder is not writable: a checkout that is mounted read-only, or one
            of another user.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).open("ab").close()
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        raise EnvironmentFailure(
            f"{folder} cannot be written: {error.strerror}",
            "Choose a writable folder with --work-dir or the variable KBGEN_WORK_DIR.",
        ) from error


@contextmanager
def open_cache(settings: SiteSettings, patience: float = 0.0) -> Iterator[Cache]:
    """Open the site's cache, which one process at a time may use.

    Raises:
        BusyError: Another process still uses it after `patience` seconds.
        EnvironmentFailure: The cache folder is not writable.
    """
    prepare_work_dir(settings.work_dir)
    with build_lock(settings.work_dir, patience), Cache(settings.work_dir / CACHE_FILE) as cache:
        yield cache
