# SPDX-License-Identifier: MIT
"""Open files inside a folder and never others, even if a link is swapped during the check.

In: a file and the folder that it must be in. Out: an open stream, or an `OSError` with the reason.
The file is opened first, and then the path of the open file is checked, so that the file that is
read is the file that was checked.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Non-blocking: a pipe instead of a file must not block a build."""


class LeadsOutside(OSError):
    """The real path of a file is outside its folder."""

    def __init__(self, file: str) -> None:
        super().__init__(None, "it points outside the content folder", file)


def open_inside(file: Path, root: Path) -> BinaryIO:
    """Open a regular file for reading if its real path is inside a folder.

    Args:
        file: A path below `root`; links are followed if they end inside and not in a hidden folder.
        root: The folder; it may itself be reached through links.

    Raises:
        LeadsOutside: The real path is outside `root`.
        OSError: The file does not exist, cannot be read, or is not a regular file.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        _check(descriptor, str(file), str(root))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_inside(file: str, root: str, limit: int) -> tuple[int, bytes]:
    """Read a file under the rules of `open_inside`, with as few system calls as possible.

    A build calls this for each of its articles.

    Returns:
        The file's size in bytes, and its contents, or no bytes when it is larger than `limit`.

    Raises:
        LeadsOutside, OSError: As `open_inside`.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        size = _check(descriptor, file, root).st_size
        if size > limit:
            return size, b""
        data = os.read(descriptor, size + 1)  # one byte more, to notice a file that has grown
        while (
            len(data) != size
            and len(data) <= limit
            and (more := os.read(descriptor, limit + 1 - len(data)))
        ):
            data += more
        return len(data), data if len(data) <= limit else b""
    finally:
        os.close(descriptor)


def _check(descriptor: int, file: str, root: str) -> os.stat_result:
    status = os.fstat(descriptor)
    if not is_inside(_real_path_of(descriptor, file, status), root):
        raise LeadsOutside(file)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(None, "not a regular file", file)
    return status


def is_inside(real_path: str, root: str | Path) -> bool:
    """Tell whether a real path is inside a folder, and not in a hidden file or folder of it."""
    real_root = _real(str(root))
    # Without the prefix the path is unchanged, so it is outside. The separator excludes siblings
    # such as `content-old`.
    rest = real_path.removeprefix(real_root)
    return rest != real_path and rest.startswith(os.sep) and f"{os.sep}." not in rest


@lru_cache(maxsize=64)
def _real(folder: str) -> str:
    return os.path.realpath(folder).rstrip(os.sep)


def _real_path_of(descriptor: int, file: str, status: os.stat_result) -> str:
    """Return the real path of an open file; empty when it cannot be determined."""
    if sys.platform == "linux":
        try:
            return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115  a Path would double the cost
        except OSError:
            pass  # no /proc in this container
    real_path = os.path.realpath(file)
    # The path may refer to a different file by now.
    return real_path if os.path.samestat(status, Path(real_path).stat()) else ""
