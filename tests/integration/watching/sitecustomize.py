# SPDX-License-Identifier: MIT
"""Writes down every file that a Python process opens, makes, moves or removes: for tests, by PYTHONPATH.

Python imports a module of this name in every process before anything else, worker processes included.
"""

from __future__ import annotations

import json
import os
import sys

_LOG = os.environ.get("KBGEN_WATCH_LOG", "")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    **dict.fromkeys(
        (
            "os.mkdir",
            "os.remove",
            "os.rmdir",
            "os.truncate",
            "os.chmod",
            "os.utime",
            "sqlite3.connect",
        ),
        (0,),
    ),
    "os.link": (1,),  # the existing name is only read
    **dict.fromkeys(("os.rename", "os.symlink", "shutil.move", "shutil.copytree"), (0, 1)),
}
_LOOKS = frozenset(("os.listdir", "os.scandir"))
_OTHERS = frozenset(
    ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
)


def _note(kind: str, path: object) -> None:
    if isinstance(path, bytes | str | os.PathLike):
        line = json.dumps([kind, os.path.abspath(os.fsdecode(path))])  # noqa: PTH100  (links are not to be followed)
        os.write(_DESCRIPTOR, f"{line}\n".encode())


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        _note("write" if flags & _WRITING else "read", arguments[0])
    elif event in _CHANGES:
        for position in _CHANGES[event]:
            _note("write", arguments[position])
    elif event in _LOOKS:
        _note("read", arguments[0] or ".")
    elif event in _OTHERS:
        os.write(_DESCRIPTOR, f"{json.dumps([event, repr(arguments)])}\n".encode())


if _LOG:
    _DESCRIPTOR = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    sys.addaudithook(_watch)
