# SPDX-License-Identifier: MIT
"""Write files that only save time: atomically, and without an error if they cannot be written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from kbgen.runtime.atomic_write import remove_leftovers, write_atomically

_ABANDONED: Final = 3600.0
"""Age in seconds at which an unfinished file counts as left by a killed process."""


def write_cache(file: Path, data: bytes) -> None:
    """Write the file, and remove what killed processes left of it. Ignore failures."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(file, _ABANDONED)
        write_atomically(file, data)
