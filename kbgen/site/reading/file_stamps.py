# SPDX-License-Identifier: MIT
"""Tell that a file has not changed without reading it.

In: the path of a file. Out: its stamp, a text that differs after every change. Like Git, kbgen
believes a stamp only if the file was old enough when it was read: two changes within one tick of a
clock have the same time. The time of the last change of the inode is part of the stamp, because
programs can set the modification time, but not that one. Windows has no such time, so every file is
read there.
"""

from __future__ import annotations

import os
import time
from stat import S_ISREG
from typing import Final

SETTLED_SECONDS: Final = 3
"""Age from which the times of a file are believed. The coarsest clock of a file system has ticks of
two seconds."""
_HAS_CHANGE_TIME: Final = os.name != "nt"


def settled_stamp(file: str) -> str:
    """Return the stamp of a file; empty if it is not a regular file, or changed just now.

    Take it before reading the file, so that a change in between makes the next stamp differ.
    """
    if not _HAS_CHANGE_TIME:
        return ""
    now = time.time_ns()
    try:
        status = os.lstat(file)
    except OSError:
        return ""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    if not S_ISREG(status.st_mode) or changed > now - SETTLED_SECONDS * 1_000_000_000:
        return ""
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{status.st_size} {times} {status.st_ino} {status.st_dev}"
