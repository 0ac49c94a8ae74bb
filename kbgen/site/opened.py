# SPDX-License-Identifier: MIT
"""Notices when the rendering of a text opens a file: what came of it is then no function of the text alone.

In: a block of code. Out: whether a file was opened in it, by this thread, that is not part of a program.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_PROGRAMS = (".py", ".pyc", ".so", ".pyd", ".dll")
_here = threading.local()


class Opened:
    """Whether something was opened."""

    def __init__(self) -> None:
        self.any = False


@contextmanager
def watching_files() -> Iterator[Opened]:
    """Watch the block."""
    _listen()
    _here.opened = opened = Opened()
    try:
        yield opened
    finally:
        _here.opened = None


@cache
def _listen() -> None:
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and (opened := getattr(_here, "opened", None)) is not None:
        opened.any = opened.any or not _is_program(arguments[0])


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
