# SPDX-License-Identifier: MIT
"""A build can be told what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kbgen.errors import SettingsError
from kbgen.runtime.clock import build_day


def test_the_day_is_that_of_the_environment(monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert build_day() == date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert build_day() == date(2026, 1, 1)


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_day_is_today_in_utc(monkeypatch, value: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if value is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    before = datetime.now(UTC).date()
    assert before <= build_day() <= datetime.now(UTC).date()


@pytest.mark.parametrize("value", ["yesterday", "1.5", "9" * 30, "9" * 5000, "2026-01-01"])
def test_a_value_that_is_no_time_is_refused(monkeypatch, value: str) -> None:
    """Also one that is beyond the calendar: a build that should be repeatable must not fall back to today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        build_day()
