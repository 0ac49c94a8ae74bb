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
        self._search_is_old = True
        self._search_wanted = False

    @property
    def generation(self) -> int:
        """The number of builds so far."""
        return self._generation

    @property
    def closed(self) -> bool:
        """True when the server is going away."""
        return self._closed

    @property
    def search_wanted(self) -> bool:
        """True while a page waits for an up-to-date search."""
        return self._search_wanted

    def announce(self) -> None:
        """Count a new build."""
        with self._condition:
            self._generation += 1
            self._condition.notify_all()

    def wake_waiters(self) -> None:
        """Have waiting threads look again at what is there."""
        with self._condition:
            self._condition.notify_all()

    def finish_first_build(self) -> None:
        """Note that the first build has ended, well or not."""
        with self._condition:
            self._tried = True
            self._condition.notify_all()

    def mark_search_outdated(self) -> None:
        """Note that pages may have changed since search was made."""
        with self._condition:
            self._search_is_old = True

    def finish_search_update(self) -> None:
        """Note that search was brought up to date, as far as that is possible."""
        with self._condition:
            self._search_is_old = self._search_wanted = False
            self._condition.notify_all()

    def wait_for_first(self, there: Callable[[], bool]) -> None:
        """Return when what is asked for is there, or the first build has ended."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._tried or there())

    def wait_for_search(self) -> None:
        """Ask for an up-to-date search, and return when there is one."""
        with self._condition:
            self._search_wanted = self._search_is_old
            self._condition.wait_for(lambda: self._closed or not self._search_wanted)

    def close(self) -> None:
        """Let every waiting thread go."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait_for_newer_build(self, generation: int, timeout: float) -> int:
        """Return the current generation, at the latest after `timeout` seconds, earlier when there is a newer one."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._generation > generation, timeout)
            return self._generation
