# SPDX-License-Identifier: MIT
"""Group diagnostics that say the same, so that one cause is one message.

A field of another tool is unknown in 6,000 articles, and a missing word describes 5,000 links.
People see such a message once, with a count. Formats for programs list every diagnostic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import commonpath
from typing import Final

from kbgen.model import Diagnostic, Severity

_LOST_CODES: Final = ("KB321", "KB322")
_LOST: Final = re.compile(r"the (?:address|anchor) (\S+) is gone$")
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
    folder: str = ""
    """For lost addresses: the folder of the old site in which all of them were."""

    @property
    def occurrences(self) -> str:
        """Return how often it occurs: `6,000 times in 532 files`; empty for one diagnostic."""
        if self.count == 1:
            return ""
        if _LOST.match(self.first.message):
            below = f" below {self.folder}" if self.folder else ""
            return f"and {self.count - 1:,} more{below}"
        if self.files == 1:
            return f"{self.count:,} times in this file"
        times = "" if self.count == self.files else f"{self.count:,} times "
        return f"{times}in {self.files:,} files"


def group_diagnostics(
    diagnostics: Iterable[Diagnostic], most: int = MAX_SAME
) -> list[DiagnosticGroup]:
    """Return one group for each code, message and hint that occurs more than `most` times.

    Lost addresses of one folder are a group, too: moving or deleting it is one cause. The others
    stay alone. Sorted as `in_reading_order` does.
    """
    ordered = sorted(diagnostics, key=lambda item: item.sort_key)
    folders = Counter(filter(None, map(_top_folder, ordered)))
    same: dict[tuple[str, ...], list[Diagnostic]] = {}
    for item in ordered:
        cause = (item.message, item.hint)
        if top := _top_folder(item):
            kind_of_hint = " ".join(item.hint.split()[:2])
            cause = (top if folders[top] > 1 else "", kind_of_hint)
        same.setdefault((item.severity, item.code, *cause), []).append(item)
    groups: list[DiagnosticGroup] = []
    for items in same.values():
        if len(items) > most:
            files = len({item.path for item in items})
            folder = _common_folder(items) if _top_folder(items[0]) else ""
            groups.append(DiagnosticGroup(items[0], len(items), files, folder))
        else:
            groups.extend(map(DiagnosticGroup, items))
    return in_reading_order(groups)


def _top_folder(item: Diagnostic) -> str:
    """Return the top folder of a lost address; nothing for other problems."""
    match = _LOST.match(item.message) if item.code in _LOST_CODES else None
    return match[1].partition("#")[0].partition("/")[0] or "/" if match else ""


def _common_folder(items: Iterable[Diagnostic]) -> str:
    """Return the deepest folder that contains all of these lost addresses."""
    matches = (_LOST.match(item.message) for item in items)
    folder = commonpath([match[1].lstrip("/") for match in matches if match])
    return folder and f"{folder}/"


def in_reading_order(groups: Iterable[DiagnosticGroup]) -> list[DiagnosticGroup]:
    """Sort for a terminal: warnings, then errors, each by file and position.

    The errors decide the exit code, so they are nearest to the prompt.
    """
    return sorted(
        groups, key=lambda group: (group.first.severity is Severity.ERROR, group.first.sort_key)
    )
