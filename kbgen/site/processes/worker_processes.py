# SPDX-License-Identifier: MIT
"""Worker processes that end when this process ends. Only this process handles Ctrl-C."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from kbgen.runtime.garbage import collect_rarely
from kbgen.runtime.lifeline import end_when_closed

_PRELOADED = ["kbgen.site.processes.tasks", "kbgen.content.markdown.body"]


class WorkerProcesses(ProcessPoolExecutor):
    """A process pool whose workers end when this process ends.

    All workers hold the read end of one pipe; only this process has the write end, which the
    operating system closes when the process ends. The call queue cannot serve for this, because
    every worker holds both of its ends. The fork server ends with the last worker.
    """

    def __init__(self, jobs: int) -> None:
        method = "forkserver" if sys.platform.startswith("linux") else "spawn"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(_PRELOADED)
        reader, self._lifeline = context.Pipe(duplex=False)
        super().__init__(jobs, context, initializer=_prepare, initargs=(reader,))

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function in a worker process."""
        with _interrupts_blocked():
            return super().submit(function, *args, **kwargs)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.shutdown()
        else:
            self.abandon()

    def abandon(self) -> None:
        """End the processes now, even while they work."""
        self._lifeline.close()
        self.shutdown(cancel_futures=True)


def _prepare(lifeline: Connection) -> None:
    """Prepare a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
    end_when_closed(lifeline.recv_bytes)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C while processes start in the block, so that they never see it.

    This process receives it after the block.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
