# SPDX-License-Identifier: MIT
"""Write the ticket file completely or not at all, and leave nothing behind, even after SIGKILL.

On Linux the new file has no name until it is complete. Elsewhere it has a name of its own next to
the output, and the next run removes what a killed one left.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from kbgen.errors import EnvironmentFailure

_SUFFIX: Final = ".kbgen-new"
_PRIVATE: Final = 0o600


def write_lines(path: Path, documents: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines; a failure leaves the previous file unchanged.

    Raises:
        EnvironmentFailure: The file cannot be written.
    """
    try:
        _remove_leftovers(path)
        with _replacing(path) as file:
            for document in documents:
                file.write(json.dumps(document, ensure_ascii=False).encode() + b"\n")
    except OSError as error:
        raise EnvironmentFailure(f"{path} cannot be written: {error.strerror}") from error


def _remove_leftovers(path: Path) -> None:
    for file in path.parent.glob(f".{_escaped(path.name)}.*{_SUFFIX}"):
        with suppress(OSError):  # on Windows, a run that still writes keeps its file locked
            file.unlink()


def _escaped(name: str) -> str:
    """Escape a name for `glob`, so that the pattern matches that name only."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that replaces `path` at the end, unless the block raises."""
    unnamed = _unnamed_file(path.parent)
    name = _new_name(path)
    try:
        with os.fdopen(unnamed, "wb") if unnamed is not None else _named_file(name) as file:
            yield file
            file.flush()
            if unnamed is not None:
                _name_file(unnamed, name)
        name.replace(path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def _unnamed_file(folder: Path) -> int | None:
    """Open a file that disappears with this process; None if the system has no such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_WRONLY | flag, _PRIVATE)
    except OSError:
        return None


def _name_file(descriptor: int, name: Path) -> None:
    # A folder descriptor makes Python call linkat(), which follows the link in /proc to the file.
    os.link(f"/proc/self/fd/{descriptor}", name, src_dir_fd=descriptor, follow_symlinks=True)


def _named_file(name: Path) -> IO[bytes]:
    return os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb")


def _new_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{_SUFFIX}")
