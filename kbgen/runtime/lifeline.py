# SPDX-License-Identifier: MIT
"""Ends a process when the one that started it has ended, in whatever way.

The starting process holds the write end of a pipe and writes nothing to it; the started one waits at the read end. The
operating system closes the pipes of a process that ends, also after SIGKILL, where nothing else can be cleaned up.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress


def end_when_closed(wait: Callable[[], object], clean: Callable[[], object] = lambda: None) -> None:
    """End this process, whatever it is doing, when the pipe of the process that started it closes.

    Args:
        wait: reads from the pipe; returns or fails when the other end is closed.
        clean: removes what must not stay behind.
    """
    threading.Thread(target=_wait_and_end, args=(wait, clean), daemon=True, name="lifeline").start()


def _wait_and_end(wait: Callable[[], object], clean: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        wait()
    with suppress(OSError):
        clean()
    os._exit(1)  # sys.exit would end this thread only
