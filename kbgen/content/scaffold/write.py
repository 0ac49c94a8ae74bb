# SPDX-License-Identifier: MIT
"""Puts planned files into a folder: all of them or none, and never over a file that is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kbgen.errors import EnvironmentFailure


def existing_files(folder: Path, paths: Iterable[str]) -> list[str]:
    """Those of `paths` that cannot be written without touching something: the file, or a file where a folder should be.

    A symbolic link counts as a file, wherever it leads.
    """
    return [path for path in paths if _is_taken(folder, path)]


def _is_taken(folder: Path, path: str) -> bool:
    target = folder / path
    above = [target.parents[depth] for depth in range(path.count("/") + 1)]
    return target.exists() or target.is_symlink() or any(item.exists() and not item.is_dir() for item in above)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files; what was written goes again when one of them cannot be.

    Args:
        folder: made when it is not there.
        files: path from the folder, with `/` → text.

    Raises:
        EnvironmentFailure: the disk refuses, or a file appeared meanwhile.
    """
    written: list[Path] = []
    try:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                written.append(target)
                file.write(text)
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        raise EnvironmentFailure(f"{error.filename or folder} cannot be written: {error.strerror}") from error
