# SPDX-License-Identifier: MIT
"""Group diagnostics that say the same, so that one cause is one message.

A field of another tool is unknown in 6,000 articles, and a missing word describes 5,000 links.
People see such a message once, with a count. Formats for programs list every diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kbgen.model import Diagnostic, Severity

MAX_SAME: Final = 3
"""Up to this many diagnostics that say the same are shown one by one."""


@dataclass(frozen=True, slots=True)
class DiagnosticGroup:
    """One diagnostic, or all that say the same."""

    first: Diagnostic
    """The first by file and position."""
    count: int = 1
    files: int = 1
    """Number of files with one of them."""

    @property
    def occurrences(self) -> str:
        """Return how often it occurs: `6,000 times in 532 files`; empty for one diagnostic."""
        if self.count == 1:
            return ""
        if self.files == 1:
            return f"{self.count:,} times in this file"
        times = "" if self.count == self.files else f"{self.count:,} times "
        return f"{times}in {self.files:,} files"


def group_diagnostics(
    diagnostics: Iterable[Diagnostic], most: int = MAX_SAME
) -> list[DiagnosticGroup]:
    """Return one group for each code, message and hint that occurs more than `most` times.

    The others stay alone. Sorted as `in_reading_order` does.
    """
    same: dict[tuple[str, str, str, str], list[Diagnostic]] = {}
    for item in sorted(diagnostics, key=lambda item: item.sort_key):
        same.setdefault((item.severity, item.code, item.message, item.hint), []).append(item)
    groups: list[DiagnosticGroup] = []
    for items in same.values():
        if len(items) > most:
            files = len({item.path for item in items})
            groups.append(DiagnosticGroup(items[0], len(items), files))
        else:
            groups.extend(map(DiagnosticGroup, items))
    return in_reading_order(groups)


def in_reading_order(groups: Iterable[DiagnosticGroup]) -> list[DiagnosticGroup]:
    """Sort for a terminal: warnings, then errors, each by file and position.

    The errors decide the exit code, so they are nearest to the prompt.
    """
    return sorted(
        groups, key=lambda group: (group.first.severity is Severity.ERROR, group.first.sort_key)
    )
