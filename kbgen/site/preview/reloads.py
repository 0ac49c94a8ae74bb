# SPDX-License-Identifier: MIT
"""Let threads of the preview wait for the first pages, the next build or an up-to-date search."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Reloads:
    """Counts the published builds of a preview, and lets threads wait for the next one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._builds = 0
        self._closed = False
        self._first_build_ended = False
        self._search_is_outdated = True
        self._search_wanted = False

    @property
    def builds(self) -> int:
        """Number of builds so far."""
        return self._builds

    @property
    def closed(self) -> bool:
        """Tell whether the server is shutting down."""
        return self._closed

    @property
    def search_wanted(self) -> bool:
        """Tell whether a page is waiting for an up-to-date search."""
        return self._search_wanted

    def announce(self) -> None:
        """Count a new build."""
        with self._condition:
            self._builds += 1
            self._condition.notify_all()

    def wake_waiters(self) -> None:
        """Notify waiting threads, which then check again for what they need."""
        with self._condition:
            self._condition.notify_all()

    def finish_first_build(self) -> None:
        """Record that the first build has ended, with or without success."""
        with self._condition:
            self._first_build_ended = True
            self._condition.notify_all()

    def mark_search_outdated(self) -> None:
        """Record that pages may have changed since the search index was built."""
        with self._condition:
            self._search_is_outdated = True

    def finish_search_update(self) -> None:
        """Record that the search index was updated, as far as possible."""
        with self._condition:
            self._search_is_outdated = self._search_wanted = False
            self._condition.notify_all()

    def wait_for_first(self, exists: Callable[[], bool]) -> None:
        """Return when `exists()` is true, or the first build has ended."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._first_build_ended or exists())

    def wait_for_search(self) -> None:
        """Request an up-to-date search, and return when there is one."""
        with self._condition:
            self._search_wanted = self._search_is_outdated
            self._condition.wait_for(lambda: self._closed or not self._search_wanted)

    def close(self) -> None:
        """Release all waiting threads."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait_for_newer_build(self, builds: int, timeout: float) -> int:
        """Wait up to `timeout` seconds for a newer build; return the number of builds so far."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._builds > builds, timeout)
            return self._builds
