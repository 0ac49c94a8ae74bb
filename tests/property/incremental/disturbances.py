# SPDX-License-Identifier: MIT
"""What happens to a site's cache and published folder between two builds, and must not be seen in the site.

Each is a function of the site's folder and a number, like an edit; it changes no source.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from .built_site import run

Disturbance = Callable[[Path, int], None]

DISTURBANCES: Final[dict[str, Disturbance]] = {}


def disturbance(function: Disturbance) -> Disturbance:
    """Put a disturbance into the table, under its name."""
    DISTURBANCES[function.__name__] = function
    return function


def kept_files(root: Path) -> list[Path]:
    """Every file that builds keep for the next one."""
    return sorted(
        path for path in (root / ".kbgen").rglob("*") if path.is_file() and path.stat().st_size
    )


def _some_kept(root: Path, number: int) -> Path | None:
    found = kept_files(root)
    return found[number % len(found)] if found else None


def _some_published(root: Path, number: int) -> Path | None:
    found = sorted(path for path in (root / "site").rglob("*") if path.is_file())
    return found[number % len(found)] if found else None


def _overwrite(path: Path | None, data: bytes) -> None:
    """Write a new file in the place of one: other folders may share the old one by a hard link."""
    if path is not None:
        path.unlink()
        path.write_bytes(data)


@disturbance
def the_cache_is_gone(root: Path, number: int) -> None:
    shutil.rmtree(root / ".kbgen", ignore_errors=True)


@disturbance
def a_file_of_the_cache_is_gone(root: Path, number: int) -> None:
    path = _some_kept(root, number)
    if path is not None:
        path.unlink()


@disturbance
def a_file_of_the_cache_is_truncated(root: Path, number: int) -> None:
    path = _some_kept(root, number)
    if path is not None:
        data = path.read_bytes()
        _overwrite(path, data[: len(data) * (number % 10) // 10])


@disturbance
def a_file_of_the_cache_is_garbage(root: Path, number: int) -> None:
    path = _some_kept(root, number)
    if path is not None:
        _overwrite(path, bytes((number + at) % 256 for at in range(path.stat().st_size)))


@disturbance
def a_page_of_the_cache_is_zeroed(root: Path, number: int) -> None:
    """What a disk or a broken transfer does: 512 bytes in the middle."""
    path = _some_kept(root, number)
    if path is not None:
        data = bytearray(path.read_bytes())
        start = number * 512 % len(data)
        data[start : start + 512] = bytes(len(data[start : start + 512]))
        _overwrite(path, bytes(data))


@disturbance
def the_cache_is_of_another_version(root: Path, number: int) -> None:
    file = root / ".kbgen/cache.sqlite"
    if file.is_file():
        with closing(sqlite3.connect(file)) as connection:
            try:
                connection.execute(f"PRAGMA user_version = {900 + number % 9}")
                connection.commit()
            except sqlite3.DatabaseError:  # damaged by another disturbance
                return


@disturbance
def every_file_is_younger(root: Path, number: int) -> None:
    _set_times(root, 2_000_000_000 + number)


@disturbance
def every_file_is_older(root: Path, number: int) -> None:
    _set_times(root, 1_000_000_000 + number)


def _set_times(root: Path, seconds: int) -> None:
    for path in root.rglob("*"):
        os.utime(path, (seconds, seconds))


@disturbance
def the_published_site_is_gone(root: Path, number: int) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)


@disturbance
def a_published_file_is_gone(root: Path, number: int) -> None:
    path = _some_published(root, number)
    if path is not None:
        path.unlink()
        if path.name == "kb-manifest.json":  # kbgen would refuse a folder without a manifest
            shutil.rmtree(root / "site")


@disturbance
def a_published_file_was_changed(root: Path, number: int) -> None:
    path = _some_published(root, number)
    if path is not None and path.name != "kb-manifest.json":
        _overwrite(path, path.read_bytes() + b"<!-- changed by hand -->")


@disturbance
def somebody_checked(root: Path, number: int) -> None:
    run(root, "check")


@disturbance
def somebody_searched(root: Path, number: int) -> None:
    run(root, "search", "refund")
