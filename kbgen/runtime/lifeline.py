# SPDX-License-Identifier: MIT
"""End a child process when its parent has ended, for any reason.

The parent holds the write end of a pipe and writes nothing to it; the child waits at the read end.
The operating system closes the pipes of a process that ends, even after SIGKILL, when the process
itself cannot clean up.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress


def end_when_closed(wait: Callable[[], object]) -> None:
    """End this process, even while it works, when the parent process closes its pipe.

    Args:
        wait: Reads from the pipe; returns or fails when the other end is closed.
    """
    threading.Thread(target=_wait_and_end, args=(wait,), daemon=True, name="lifeline").start()


def _wait_and_end(wait: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        wait()
    os._exit(1)  # sys.exit would end this thread only
