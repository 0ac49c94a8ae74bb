# SPDX-License-Identifier: MIT
"""Slow down the CPU of a whole browser process, workers included.

Chromium's own emulation slows the main thread only, but engines also work in workers. Here, the
processes are stopped for most of every few milliseconds, as Chromium does with its main thread.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PERIOD: Final = 0.012


def renderers(browser: Any) -> list[int]:
    """Return the process ids of a Chromium's pages."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process["id"] for process in processes if process["type"] == "renderer"]


@contextmanager
def slowed(processes: Sequence[int], times: float) -> Iterator[None]:
    """Let processes run for 1 / `times` of the time inside the block."""
    if times <= 1:
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_halt_and_go, args=(list(processes), times, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _halt_and_go(processes: list[int], times: float, done: threading.Event) -> None:
    try:
        while not done.is_set():
            _send(processes, signal.SIGSTOP)
            time.sleep(_PERIOD * (1 - 1 / times))
            _send(processes, signal.SIGCONT)
            time.sleep(_PERIOD / times)
    finally:
        _send(processes, signal.SIGCONT)


def _send(processes: list[int], what: signal.Signals) -> None:
    for process in list(processes):
        try:
            os.kill(process, what)
        except ProcessLookupError:
            processes.remove(process)
