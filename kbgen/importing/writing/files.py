# SPDX-License-Identifier: MIT
"""Write the files of an import below the content folder: all of them or none.

Everything is written to a folder next to the target first. Then each file is moved to its place;
if one fails, the others are taken back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.errors import EnvironmentFailure, SettingsError
from kbgen.importing.source.tree import SourceTree
from kbgen.importing.writing.assembly import Assembled


def existing(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return the paths that are there already; a symbolic link counts, wherever it points."""
    return [path for path in paths if os.path.lexists(folder / path)]


def check_place(folder: Path, paths: Iterable[str]) -> None:
    """Refuse to write where a folder of a path is a file, or a link that leads out.

    Raises:
        SettingsError: A file would be written outside of the folder, or into a file.
    """
    root = Path(os.path.realpath(folder))
    for parent in sorted({(folder / path).parent for path in paths}):
        if not Path(os.path.realpath(parent)).is_relative_to(root):
            raise SettingsError(
                f"{parent} is a link that leads out of {folder}",
                "Remove the link, or choose another folder with --to.",
            )
        above = next(item for item in (parent, *parent.parents) if os.path.lexists(item))
        if not above.is_dir():
            raise SettingsError(
                f"{above} is a file, and a folder is needed there",
                "Rename the file, or choose another folder with --to.",
            )


def write_import(tree: SourceTree, files: Assembled, folder: Path) -> None:
    """Write all files, replacing existing ones.

    A file that is no longer readable is left out and becomes a finding.

    Raises:
        EnvironmentFailure: Something cannot be written; nothing has changed.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Next to the target, because files are renamed only within one file system.
        with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as name:
            new, old = Path(name, "new"), Path(name, "old")
            _move_all(_prepare(tree, files, new), new, old, folder)
    except OSError as error:
        raise EnvironmentFailure(
            f"{error.filename or folder} cannot be written: {error.strerror}"
        ) from error


def _prepare(tree: SourceTree, files: Assembled, new: Path) -> list[str]:
    """Write all files to a temporary folder; return their paths."""
    written = []
    for path, text in files.texts.items():
        _write(new / path, text.encode())
        written.append(path)
    for path, source in files.copies.items():
        data = tree.data(source)
        if data is not None:
            _write(new / path, data)
            written.append(path)
    return written


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _move_all(paths: list[str], new: Path, old: Path, folder: Path) -> None:
    moved: list[str] = []
    created: list[Path] = []
    try:
        for path in paths:
            _make_folders((folder / path).parent, created)
            if os.path.lexists(folder / path):
                (old / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).rename(old / path)
            # Noted before the move: after an interruption between the two, it is undone as well.
            moved.append(path)
            (new / path).rename(folder / path)
    # Also for Ctrl-C: all files or none.
    except BaseException:
        _take_back(moved, created, old, folder)
        raise


def _make_folders(folder: Path, created: list[Path]) -> None:
    missing = [item for item in (folder, *folder.parents) if not item.exists()]
    for item in reversed(missing):
        item.mkdir()
        created.append(item)


def _take_back(moved: list[str], created: list[Path], old: Path, folder: Path) -> None:
    for path in moved:
        with suppress(OSError):
            (folder / path).unlink(missing_ok=True)
        if os.path.lexists(old / path):
            (old / path).rename(folder / path)
    for item in reversed(created):
        with suppress(OSError):
            item.rmdir()
