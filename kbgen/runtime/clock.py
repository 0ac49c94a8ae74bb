# SPDX-License-Identifier: MIT
"""The date of a build: `SOURCE_DATE_EPOCH` if it is set, so that builds are reproducible."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from kbgen.errors import SettingsError


def build_day() -> date:
    """Return the date (UTC) of `build_time`.

    Raises:
        SettingsError: The variable is not a number of seconds.
    """
    return build_time().date()


def build_time() -> datetime:
    """Return the time (UTC), or that of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC).

    Raises:
        SettingsError: The variable is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is {epoch[:40]!r}, which is not a time in seconds",
            "Unset it, or set it to a whole number of seconds since 1970.",
        ) from error
