# SPDX-License-Identifier: MIT
"""Processes that a test starts in a session of their own, so that it can count them, and none outlives the test."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from bench.build.process import session_members

PATIENCE = 600.0
"""Seconds after which a test gives up; nothing waits this long when all is well, also on a busy machine."""


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a command in a session of its own that hears Ctrl-C, also where this process ignores it."""
    with _default_interrupt():
        return subprocess.Popen(command, start_new_session=True, **options)


def kill(process: subprocess.Popen[Any]) -> None:
    """Kill a process that `start` started, with all that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait(PATIENCE)


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


def wait_until_gone(session: int) -> None:
    """Wait until no process of a session runs."""
    wait_for(lambda: not session_members(session), f"the end of session {session}")


@contextmanager
def _default_interrupt() -> Iterator[None]:
    """Have processes that start in the block hear SIGINT: a shell ignores it for what it runs in the background."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("signals are set in the main thread")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
