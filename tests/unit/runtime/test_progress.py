# SPDX-License-Identifier: MIT
"""Phases are passed on and timed."""

from __future__ import annotations

import pytest
from site_parts import RecordingProgress

from kbgen.runtime.progress import TimedProgress


def test_a_phase_is_timed_to_its_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([10.0, 20.0, 27.5])
    monkeypatch.setattr("kbgen.runtime.progress.time.monotonic", lambda: next(times))
    inner = RecordingProgress()
    timed = TimedProgress(inner)
    advance = timed.phase("Reading", 2)
    timed.phase("Never done", 3)(2)
    advance(1)
    assert timed.seconds == {}
    advance(2)
    assert timed.seconds == {"Reading": 17.5}
    assert inner.phases == [("Reading", 2), ("Never done", 3)]
