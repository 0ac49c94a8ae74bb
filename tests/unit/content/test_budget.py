# SPDX-License-Identifier: MIT
from __future__ import annotations

import signal
import threading
from contextlib import suppress

import pytest

from kbgen.content.budget import OverBudget, cpu_budget


def burn() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def test_work_beyond_the_budget_is_stopped() -> None:
    """Also when it swallows every exception."""
    with pytest.raises(OverBudget), cpu_budget(0.05):
        burn()


def test_the_signal_is_given_back() -> None:
    """After the block nothing rings any more, and the handler before is there again."""
    before = signal.getsignal(signal.SIGPROF)
    with cpu_budget(10):
        assert signal.getsignal(signal.SIGPROF) is not before
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
