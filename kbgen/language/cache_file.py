# SPDX-License-Identifier: MIT
"""Write files that only save time: atomically, and without an error if they cannot be written."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

_PART: Final = ".part"
"""Suffix of a file that is being written."""
_ABANDONED: Final = 3600.0
"""Age in seconds at which an unfinished file counts as left by a killed process."""


def write_cache(file: Path, data: bytes) -> None:
    """Write the file, and remove what killed processes left of it. Ignore failures."""
    part = file.with_name(f"{file.name}.{uuid4().hex}{_PART}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for unfinished in file.parent.glob(f"{file.name}.*{_PART}"):
            if time.time() - unfinished.stat().st_mtime > _ABANDONED:
                unfinished.unlink()
        part.write_bytes(data)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
