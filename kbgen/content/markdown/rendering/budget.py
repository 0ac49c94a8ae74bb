# SPDX-License-Identifier: MIT
"""Limit the CPU time and memory of rendering one text.

A tiny text can keep Python-Markdown busy for minutes.

In: seconds, bytes. Out: `OverBudget` or `MemoryError` inside the `with` block when the budget is
exceeded. Signals reach only the main thread of a process: in other threads, and on systems without
`ITIMER_PROF`, CPU time is not limited. Memory is limited only on Linux, where a process can read
the size of its address space.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_MEMORY = 256 * 1024 * 1024
"""Maximum memory in bytes for converting one text, in addition to the process's current use."""
PAGE_HTML = 3_000_000
"""Maximum number of characters of HTML from one text."""
_ADDRESS_SPACE_FILE = "/proc/self/statm"
"""The first number in this file is the size of the address space in memory pages."""
_MEMORY_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


class OverBudget(BaseException):
    """The CPU time of the block is used up. Not an `Exception`, because libraries swallow those."""


class TooMuchHtml(Exception):
    """A text produced more HTML than a page may have; the message gives the size."""


@contextmanager
def cpu_budget(seconds: float) -> Iterator[None]:
    """Limit the CPU time of the block.

    Raises:
        OverBudget: In the block, between two bytecodes after the time is used up.
    """
    if (
        seconds <= 0
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    with _lost_signals_are_ignored():
        previous = signal.signal(signal.SIGPROF, _stop)
        # The timer repeats: the first signal may arrive in code that swallows every exception, such
        # as a `__del__`.
        signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds / 4, 0.05))
        try:
            try:
                yield
            finally:
                _stop_timer(previous)
        except OverBudget:
            # It may have interrupted the line above. The next signal is far enough away.
            _stop_timer(previous)
            raise


@contextmanager
def memory_budget(extra: int) -> Iterator[None]:
    """Limit the memory of the block through the address space of the whole process.

    Use it only around Python code: a library in C or Rust may abort when an allocation fails.

    Args:
        extra: Bytes beyond what the process uses now; 0 means no limit.

    Raises:
        MemoryError: In the block.
    """
    size = _address_space()
    if extra <= 0 or size is None:
        yield
        return
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = min(
        [size + extra, *(bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY)]
    )
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def enforce_html_limit(html: str) -> str:
    """Return the HTML if it is within the limit.

    Raises:
        TooMuchHtml: The HTML is longer than `PAGE_HTML` characters.
    """
    if len(html) > PAGE_HTML:
        raise TooMuchHtml(
            f"the text becomes {len(html):,} characters of HTML; "
            f"at most {PAGE_HTML:,} are published"
        )
    return html


@contextmanager
def _lost_signals_are_ignored() -> Iterator[None]:
    """Report no `OverBudget` that Python cannot raise, as in a `__del__`: the next one follows."""
    report = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if unraisable.exc_type is not OverBudget:
            report(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = report


def _stop_timer(previous: Any) -> None:
    """Stop the timer of `cpu_budget`, and restore the handler of its signal."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, previous)


def _address_space() -> int | None:
    """Return the size of this process's address space in bytes; None if the system hides it."""
    try:
        with open(_ADDRESS_SPACE_FILE, "rb", buffering=0) as stream:  # noqa: PTH123  called for each page
            return int(stream.read(64).split()[0]) * _MEMORY_PAGE_BYTES
    except (OSError, ValueError, IndexError):
        return None


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise OverBudget
