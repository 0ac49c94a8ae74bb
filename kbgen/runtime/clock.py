# SPDX-License-Identifier: MIT
"""The day a build believes it is: `SOURCE_DATE_EPOCH` when it is set, so that builds can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from kbgen.errors import SettingsError


def build_day() -> date:
    """Today (UTC), or the day of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC).

    Raises:
        SettingsError: the variable is set to something else.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is {epoch[:40]!r}, which is no time in seconds",
            "Unset it, or set it to a whole number.",
        ) from error
