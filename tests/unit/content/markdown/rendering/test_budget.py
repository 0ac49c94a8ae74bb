# SPDX-License-Identifier: MIT
from __future__ import annotations

import signal
import sys
import threading
from contextlib import suppress

import pytest

from kbgen.content.markdown.rendering import budget as module
from kbgen.content.markdown.rendering.budget import OverBudget, cpu_budget, memory_budget


def burn() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def test_work_beyond_the_budget_is_stopped() -> None:
    """Also when it swallows every exception."""
    with pytest.raises(OverBudget), cpu_budget(0.05):
        burn()


def test_a_signal_that_is_lost_is_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one stops the work. Other errors in a `__del__` are reported."""

    class Slow:
        def __del__(self) -> None:
            burn()

    class Broken:
        def __del__(self) -> None:
            raise ValueError

    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: reported.append(lost.exc_type))
    before = sys.unraisablehook

    def work() -> None:
        Broken()
        Slow()
        burn()

    with pytest.raises(OverBudget), cpu_budget(0.05):
        work()
    assert reported == [ValueError]
    assert sys.unraisablehook is before


def test_the_signal_is_given_back() -> None:
    """After the block nothing rings any more, and the handler before is there again."""
    before = signal.getsignal(signal.SIGPROF)
    with cpu_budget(10):
        assert signal.getsignal(signal.SIGPROF) is not before
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_signal_while_the_timer_is_stopped_does_not_leave_it_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise the next signal stops code after the block."""
    before = signal.getsignal(signal.SIGPROF)
    stop_timer, interruptions = module._stop_timer, iter([OverBudget])

    def interrupted(previous: object) -> None:
        for error in interruptions:
            raise error
        stop_timer(previous)

    monkeypatch.setattr(module, "_stop_timer", interrupted)
    with pytest.raises(OverBudget), cpu_budget(10):
        pass
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@pytest.mark.parametrize("seconds", [0, -1])
def test_no_budget_is_no_limit(seconds: float) -> None:
    """Zero switches it off."""
    with cpu_budget(seconds):
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_other_threads_have_no_limit() -> None:
    """Signals reach the main thread only; a worker thread must not fail for that."""
    ended: list[bool] = []

    def work() -> None:
        with cpu_budget(0.01):
            sum(range(1000))
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


MEGABYTE = 1024 * 1024


def limits() -> tuple[int, int]:
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory is Linux's")
def test_memory_beyond_the_budget_is_refused_and_the_process_goes_on() -> None:
    before = limits()
    with pytest.raises(MemoryError), memory_budget(32 * MEGABYTE):
        bytes(64 * MEGABYTE)
    assert limits() == before
    with memory_budget(128 * MEGABYTE):
        assert len(bytes(64 * MEGABYTE)) == 64 * MEGABYTE
        assert limits() != before
    assert limits() == before


def test_no_budget_of_memory_is_no_limit() -> None:
    before = limits()
    with memory_budget(0):
        assert limits() == before


def test_a_system_that_does_not_tell_its_sizes_has_no_limit(monkeypatch) -> None:
    """MacOS and Windows."""
    monkeypatch.setattr(module, "_ADDRESS_SPACE_FILE", "/nowhere")
    before = limits()
    with memory_budget(MEGABYTE):
        assert limits() == before
