# SPDX-License-Identifier: MIT
"""List the files of a folder that kbgen or its theme owns; content folders are walked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (path relative to the folder, file) of all files below a folder, sorted by path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path
