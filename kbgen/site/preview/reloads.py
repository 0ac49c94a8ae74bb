# SPDX-License-Identifier: MIT
"""What threads of the preview wait for: the first pages, the next build, an up-to-date search."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Reloads:
    """Counts the builds that are ready to be seen; threads wait for the next one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._generation = 0
        self._closed = False
        self._tried = False

    @property
    def generation(self) -> int:
        """The number of builds so far."""
        return self._generation

    @property
    def closed(self) -> bool:
        """True when the server is going away."""
        return self._closed

    def announce(self) -> None:
        """A new build is there."""
        with self._condition:
            self._generation += 1
            self._condition.notify_all()

    def settle(self) -> None:
        """The first build has ended, well or not."""
        with self._condition:
            self._tried = True
            self._condition.notify_all()

    def wait_for_first(self, there: Callable[[], bool]) -> None:
        """Return when what is asked for is there, or the first build has ended."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._tried or there())

    def close(self) -> None:
        """Let every waiting thread go."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait_beyond(self, generation: int, timeout: float) -> int:
        """The current generation, at the latest after `timeout` seconds, earlier when there is a newer one."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._generation > generation, timeout)
            return self._generation
