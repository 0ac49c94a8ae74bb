# SPDX-License-Identifier: MIT
"""A limit on the CPU time one text may take: tiny Markdown can keep Python-Markdown busy for minutes.

In: seconds. Out: `OverBudget` inside the `with` block when they are used up. Signals reach only the main thread of a
process; elsewhere, and on systems without `ITIMER_PROF`, there is no limit.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class OverBudget(BaseException):
    """The CPU time of the block is used up. No `Exception`: libraries swallow those."""


@contextmanager
def cpu_budget(seconds: float) -> Iterator[None]:
    """Limit the CPU time of the block.

    Raises:
        OverBudget: in the block, at a bytecode border after the time is used up.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGPROF, _stop)
    # Repeats: the first signal may fall into code that swallows every exception, such as a `__del__`.
    signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds / 4, 0.05))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise OverBudget
