# SPDX-License-Identifier: MIT
"""Write planned files to a folder: all of them or none, and never over an existing file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kbgen.errors import EnvironmentFailure
from kbgen.runtime.atomic_write import create_text


def existing_files(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return the paths that cannot be created: they exist, or a parent folder is a file.

    A symbolic link counts as a file, wherever it points.
    """
    return [path for path in paths if _is_taken(folder, path)]


def _is_taken(folder: Path, path: str) -> bool:
    target = folder / path
    above = [target.parents[depth] for depth in range(path.count("/") + 1)]
    return (
        target.exists()
        or target.is_symlink()
        or any(item.exists() and not item.is_dir() for item in above)
    )


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files; if one fails, delete those already written.

    Args:
        folder: The site's folder; created if missing.
        files: Texts by path relative to the folder, with `/`.

    Raises:
        EnvironmentFailure: A file cannot be written, or has appeared in the meantime.
    """
    written: list[Path] = []
    try:
        for path, text in files.items():
            target = folder / path
            create_text(target, text)
            written.append(target)
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        raise EnvironmentFailure(
            f"{error.filename or folder} cannot be written: {error.strerror}"
        ) from error
