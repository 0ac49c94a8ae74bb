# SPDX-License-Identifier: MIT
"""Detect files that rendering a text opens: the result then depends on more than the text.

In: a block of code. Out: the files that this thread opened in it, except program files.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_PROGRAMS = (".py", ".pyc", ".so", ".pyd", ".dll")
_state = threading.local()


class OpenedFiles:
    """The files that a block opened."""

    def __init__(self, tracked: Iterable[str]) -> None:
        self.paths: set[str] = set()
        self._tracked = tuple(tracked)

    @property
    def any(self) -> bool:
        """Tell whether the block opened a file."""
        return bool(self.paths)

    def add(self, path: str) -> None:
        """Add a file, unless its changes are detected in another way."""
        if not any(
            path == tracked or path.startswith(tracked + os.sep) for tracked in self._tracked
        ):
            self.paths.add(path)


@contextmanager
def track_opened_files(tracked: Iterable[str] = ()) -> Iterator[OpenedFiles]:
    """Yield the files that the block opens, as it opens them.

    Args:
        tracked: Files and folders whose changes are detected in another way; they are left out.
    """
    _install_audit_hook()
    _state.opened = opened = OpenedFiles(tracked)
    try:
        yield opened
    finally:
        _state.opened = None


@cache
def _install_audit_hook() -> None:
    sys.addaudithook(_audit_hook)


def _audit_hook(event: str, arguments: tuple[Any, ...]) -> None:
    if (
        event != "open"
        or (opened := getattr(_state, "opened", None)) is None
        or _is_program(arguments[0])
    ):
        return
    # Not `Path.resolve`, which would replace the names of symbolic links.
    opened.add(os.path.abspath(os.fsdecode(arguments[0])))  # noqa: PTH100


def _is_program(path: Any) -> bool:
    """Tell whether a file belongs to a program: modules load on demand, and libraries read data."""
    if not isinstance(path, str | bytes):
        return True  # a file descriptor: the file was opened before
    name = os.fsdecode(path)
    if name.startswith("/proc/self/"):
        return True  # a process reads its own state there, such as its memory use
    return name.endswith(_PROGRAMS) or any(name.startswith(folder) for folder in _library_folders())


@cache
def _library_folders() -> tuple[str, ...]:
    libraries = [name for name in sys.path if "site-packages" in name]
    names = [*libraries, sys.prefix, sys.base_prefix]
    folders = {*names, *map(os.path.realpath, names)}  # a file may be opened by either name
    return tuple(folder.rstrip(os.sep) + os.sep for folder in folders)
