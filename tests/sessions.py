# SPDX-License-Identifier: MIT
"""Start processes in sessions of their own, so that a test can count them and none outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from bench.build.process import session_members

PATIENCE = 300.0
"""Seconds after which a test gives up; a passing test never waits this long."""


Handler = signal.Handlers | Callable[[int, FrameType | None], Any]


def start(
    command: Sequence[str], interrupt: Handler = signal.default_int_handler, **options: Any
) -> subprocess.Popen[Any]:
    """Start a command in a separate session.

    Args:
        command: the program and its arguments.
        interrupt: with SIG_IGN, the command ignores Ctrl-C, as background commands of a shell do.
            By default it receives Ctrl-C, even if this process ignores it.
        options: of `subprocess.Popen`.
    """
    with _interrupt_handled_by(interrupt):
        return subprocess.Popen(command, start_new_session=True, **options)


def kill(process: subprocess.Popen[Any]) -> None:
    """Kill a process that `start` started, and all processes that it started."""
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
def _interrupt_handled_by(handler: Handler) -> Iterator[None]:
    """Set whether processes started in the block inherit an ignored Ctrl-C."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
