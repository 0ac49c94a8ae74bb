# SPDX-License-Identifier: MIT
"""Limits on what one text may take: CPU time, and memory. Tiny Markdown can keep Python-Markdown busy for minutes.

In: seconds, bytes. Out: `OverBudget` or `MemoryError` inside the `with` block when they are used up. Signals reach only
the main thread of a process; elsewhere, and on systems without `ITIMER_PROF`, there is no limit of time. Where a
process cannot tell the size of its address space (all but Linux), there is no limit of memory.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_MEMORY = 256 * 1024 * 1024
"""Bytes that the conversion of one text may take beyond what its process has."""
PAGE_HTML = 3_000_000
"""Characters of HTML that one text may become."""
_SIZE = "/proc/self/statm"
"""Its first number is the size of the address space in pages of memory."""
_MEMORY_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


class OverBudget(BaseException):
    """The CPU time of the block is used up. No `Exception`: libraries swallow those."""


class TooMuchHtml(Exception):
    """A text became more HTML than anybody reads; the message says how much."""


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


@contextmanager
def memory_budget(extra: int) -> Iterator[None]:
    """Limit the memory of the block, by the address space of the whole process.

    Only around Python: a library in C or Rust may end the process when it is refused memory.

    Args:
        extra: bytes beyond what the process has now; 0 is no limit.

    Raises:
        MemoryError: in the block.
    """
    size = _address_space()
    if extra <= 0 or size is None:
        yield
        return
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = min([size + extra, *(known for known in (soft, hard) if known != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def refuse_much(html: str) -> str:
    """The HTML, unless it is too much.

    Raises:
        TooMuchHtml: it is.
    """
    if len(html) > PAGE_HTML:
        raise TooMuchHtml(f"the text becomes {len(html):,} characters of HTML; at most {PAGE_HTML:,} are published")
    return html


def _address_space() -> int | None:
    """Bytes of this process's address space; None where that cannot be told."""
    try:
        with open(_SIZE, "rb", buffering=0) as stream:  # noqa: PTH123  asked for each page
            return int(stream.read(64).split()[0]) * _MEMORY_PAGE
    except (OSError, ValueError, IndexError):
        return None


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise OverBudget
