# SPDX-License-Identifier: MIT
"""The day a build believes it is: `SOURCE_DATE_EPOCH` when it is set, so that builds can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def build_day() -> date:
    """Today, or the day of `SOURCE_DATE_EPOCH` (seconds, UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.date()
