# SPDX-License-Identifier: MIT
"""Progress of long work: a phase and how many of its steps are done. The command line shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Receives the phases of a build."""

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase of `total` steps; call the result with how many are done."""
        ...


class TimedProgress:
    """Passes phases on, and keeps how long each one took.

    Attributes:
        seconds: name of a phase → seconds from its beginning to its last step.
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
