# SPDX-License-Identifier: MIT
"""Notices when the rendering of a text opens a file: what came of it is then no function of the text alone.

In: a block of code. Out: the files that were opened in it, by this thread, and are no part of a program.
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
_here = threading.local()


class Opened:
    """What was opened."""

    def __init__(self, known: Iterable[str]) -> None:
        self.paths: set[str] = set()
        self._known = tuple(known)

    @property
    def any(self) -> bool:
        """Whether there was something."""
        return bool(self.paths)

    def add(self, path: str) -> None:
        """Note a file, unless somebody follows it already."""
        if not any(path == known or path.startswith(known + os.sep) for known in self._known):
            self.paths.add(path)


@contextmanager
def watching_files(known: Iterable[str] = ()) -> Iterator[Opened]:
    """Watch the block.

    Args:
        known: files and folders that are followed anyway.
    """
    _listen()
    _here.opened = opened = Opened(known)
    try:
        yield opened
    finally:
        _here.opened = None


@cache
def _listen() -> None:
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "open" or (opened := getattr(_here, "opened", None)) is None or _is_program(arguments[0]):
        return
    opened.add(os.path.abspath(os.fsdecode(arguments[0])))  # noqa: PTH100  (links stay what they are called)


def _is_program(path: Any) -> bool:
    """Modules are imported when they are first needed; libraries have data beside them."""
    if not isinstance(path, str | bytes):
        return True  # a file descriptor: somebody has opened it before
    name = os.fsdecode(path)
    if name.startswith("/proc/self/"):
        return True  # what a process asks about itself, the budget of memory above all
    return name.endswith(_PROGRAMS) or any(name.startswith(folder) for folder in _folders())


@cache
def _folders() -> tuple[str, ...]:
    libraries = [name for name in sys.path if "site-packages" in name]
    names = [*libraries, sys.prefix, sys.base_prefix]
    return tuple({form.rstrip(os.sep) + os.sep for name in names for form in (name, os.path.realpath(name))})
