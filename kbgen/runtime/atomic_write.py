# SPDX-License-Identifier: MIT
"""Write files whole or not at all, and leave nothing else behind, even after SIGKILL.

On Linux a new file has no name until it is complete. Elsewhere it has a temporary name next to the
file, and `remove_leftovers` removes what a killed process left. The previous file is never opened
for writing, because a hard link may share its content.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO, Final

SUFFIX: Final = ".kbgen-new"
"""Ends the name of a file that is not complete yet."""
NOT_WRITABLE: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
"""Errors of a read-only file system, or without permission."""
_DEFAULT_PERMISSIONS: Final = 0o666  # less those that the umask of the process forbids


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file; a failure leaves the previous one unchanged.

    Raises:
        OSError: The file cannot be written.
    """
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, permissions: int = _DEFAULT_PERMISSIONS) -> Iterator[IO[bytes]]:
    """Open a new file that replaces `path` at the end, unless the block raises."""
    unnamed = _unnamed_file(path.parent, permissions)
    name = path.with_name(f".{path.name}.{secrets.token_hex(4)}{SUFFIX}")
    try:
        descriptor = _named_file(name, permissions) if unnamed is None else unnamed
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            if unnamed is not None:
                _name_file(unnamed, name)
        name.replace(path)
    except BaseException:
        with suppress(OSError):
            name.unlink(missing_ok=True)
        raise


def create_text(path: Path, text: str) -> None:
    """Create a text file, and the folders above it; never replace an existing file.

    Raises:
        FileExistsError: There is such a file.
        OSError: The file cannot be written. An incomplete file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def remove_leftovers(path: Path, min_age: float = 0.0) -> None:
    """Remove the incomplete files that killed processes left when they wrote `path`.

    Args:
        path: The file that they wrote.
        min_age: Age in seconds. Another process may still be writing a younger file.
    """
    oldest_to_keep = time.time() - min_age
    for file in path.parent.glob(f".{escape(path.name)}.*{SUFFIX}"):
        with suppress(OSError):  # on Windows, a process that still writes keeps its file locked
            if file.stat().st_mtime <= oldest_to_keep:
                file.unlink()


def _unnamed_file(folder: Path, permissions: int) -> int | None:
    """Open a file that disappears with this process; None if the system has no such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_WRONLY | flag, permissions)
    except OSError:
        return None


def _named_file(name: Path, permissions: int) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permissions)


def _name_file(descriptor: int, name: Path) -> None:
    # A folder descriptor makes Python call linkat(), which follows the link in /proc to the file.
    os.link(f"/proc/self/fd/{descriptor}", name, src_dir_fd=descriptor, follow_symlinks=True)
