# SPDX-License-Identifier: MIT
"""Opens files of a folder and never others, also when somebody swaps a link in between a look and the reading.

In: a file and the folder in which it must lie. Out: an open stream, or an `OSError` that says what is wrong with it.
The file is opened first and asked afterwards where it lies: what is read is what was asked about.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting: a pipe in the place of a file must not hold a build up."""


class LeadsOutside(OSError):
    """The file is not where it seems to be."""

    def __init__(self, file: str) -> None:
        super().__init__(None, "it leads out of the content folder", file)


def open_inside(file: Path, root: Path) -> BinaryIO:
    """Open a regular file for reading that lies inside a folder, links resolved.

    Args:
        file: below `root`; links on the way are followed as long as they end inside, and not in a hidden place.
        root: the folder; it may itself be reached by links.

    Raises:
        LeadsOutside: it lies elsewhere.
        OSError: it is not there, cannot be read, or is no regular file.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        _check(descriptor, str(file), str(root))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_inside(file: str, root: str, limit: int) -> tuple[int, bytes]:
    """Read a file as `open_inside` opens it, in as few steps as there can be: a build reads each of its articles.

    Returns:
        Its size in bytes, and its contents when they are no more than `limit` bytes, else nothing.

    Raises:
        LeadsOutside, OSError: as `open_inside`.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        size = _check(descriptor, file, root).st_size
        if size > limit:
            return size, b""
        data = os.read(descriptor, size + 1)  # one more byte would say that the file has grown meanwhile
        while len(data) != size and len(data) <= limit and (more := os.read(descriptor, limit + 1 - len(data))):
            data += more
        return len(data), data if len(data) <= limit else b""
    finally:
        os.close(descriptor)


def _check(descriptor: int, file: str, root: str) -> os.stat_result:
    found = os.fstat(descriptor)
    if not is_inside(_place_of(descriptor, file, found), root):
        raise LeadsOutside(file)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(None, "this is no regular file", file)
    return found


def is_inside(place: str, root: str | Path) -> bool:
    """Whether a resolved path lies below a folder, and below nothing hidden in it."""
    real = _real(str(root))
    rest = place.removeprefix(real)
    return rest != place and rest.startswith(os.sep) and f"{os.sep}." not in rest


@lru_cache(maxsize=64)
def _real(folder: str) -> str:
    return os.path.realpath(folder).rstrip(os.sep)


def _place_of(descriptor: int, file: str, found: os.stat_result) -> str:
    """Where an open file lies, links resolved; empty when nobody can tell."""
    if sys.platform == "linux":
        try:
            return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115  a Path costs as much as the call
        except OSError:
            pass  # no /proc in this container
    place = os.path.realpath(file)
    # The name may have been given to another file by now.
    return place if os.path.samestat(found, Path(place).stat()) else ""
