# SPDX-License-Identifier: MIT
"""The progress reporting protocol: phases of long work and their finished steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Receives the phases of a build."""

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase of `total` steps; call the result with the number of finished steps."""


class TimedProgress:
    """Forwards phases, and measures how long each takes.

    Attributes:
        seconds: name of a phase → seconds from its start to its last step.
    """

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase."""
        started = time.monotonic()
        advance = self._progress.phase(name, total)

        def advance_timed(done: int) -> None:
            advance(done)
            if done >= total:
                self.seconds[name] = time.monotonic() - started

        return advance_timed


class NoProgress:
    """Discards progress."""

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase."""
        return lambda _: None
