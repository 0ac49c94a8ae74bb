# SPDX-License-Identifier: MIT
"""Simulate a failing disk: the n-th operation of a kind fails, at any layer of the program.

Python announces each operating-system call to audit hooks; an exception there becomes the result.
The two calls that kbgen makes without Python, `syncfs` and `renameat2`, are looked up by one
function, which is replaced.

As a program, `python disk_refusals.py KIND NUMBER FOLDER ARGUMENT...` runs `kbgen ARGUMENT...` on
such a disk.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kbgen.runtime import system_calls

KINDS = {
    "create": errno.ENOSPC,
    "mkdir": errno.ENOSPC,
    "rename": errno.EIO,
    "link": errno.EMLINK,
    "remove": errno.EIO,
    "rmdir": errno.EIO,
    "syncfs": errno.EIO,
    "renameat2": errno.EIO,
}
"""Kind of operation → the error of the disk."""
_EVENTS = {
    "os.mkdir": "mkdir",
    "os.rename": "rename",
    "os.link": "link",
    "os.remove": "remove",
    "os.rmdir": "rmdir",
}
_MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Plan:
    """The operation that fails, and a count of those of its kind."""

    kind: str
    number: int
    folder: str
    """Only operations below it count."""
    seen: int = 0

    def happens(self, kind: str, path: str) -> None:
        """Count an operation; raise if it is the planned one."""
        if kind == self.kind and path.startswith(self.folder):
            self.seen += 1
            if self.seen == self.number:
                code = KINDS[kind]
                raise OSError(code, os.strerror(code), path)


_plans: list[Plan] = []
_hooked: list[bool] = []


@contextmanager
def refused(kind: str, number: int, folder: object) -> Iterator[Plan]:
    """Make the operation with this number (from 1; 0 for none) fail inside the block."""
    plan = Plan(kind, number, f"{folder}{os.sep}")
    if not _hooked:  # there is no way to take a hook away
        sys.addaudithook(_hook)
        _hooked.append(True)
    original = system_calls._library_call
    system_calls._library_call = lambda name: _foreign(name, original(name), plan)
    _plans.append(plan)
    try:
        yield plan
    finally:
        _plans.remove(plan)
        system_calls._library_call = original


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    for plan in _plans:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _MAKES:
            plan.happens(
                "create", os.fsdecode(arguments[0]) if not isinstance(arguments[0], int) else ""
            )
        elif event in _EVENTS:
            plan.happens(_EVENTS[event], os.fsdecode(arguments[0]))


def _foreign(name: str, call: Any, plan: Plan) -> Any:
    """Return the C function, or one that fails as C functions do."""

    def answer(*arguments: Any) -> int:
        import ctypes

        try:
            plan.happens(name, plan.folder)
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return -1
        done: int = call(*arguments)
        return done

    return answer if name in KINDS and call is not None else call


if __name__ == "__main__":
    from kbgen.cli import main

    with refused(sys.argv[1], int(sys.argv[2]), sys.argv[3]):
        main(sys.argv[4:])
