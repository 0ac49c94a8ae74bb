# SPDX-License-Identifier: MIT
"""How long work tells that it goes on; the command line shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Receives the phases of a build."""

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase of `total` steps; call the result with how many are done."""
        ...


class NoProgress:
    """Tells nobody."""

    def phase(self, name: str, total: int) -> Callable[[int], None]:
        """Begin a phase."""
        return lambda _: None
