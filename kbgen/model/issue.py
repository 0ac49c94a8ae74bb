# SPDX-License-Identifier: MIT
"""Known issues: what their front matter says of their progress, and what other pages show of them.

All strings are plain text. Times have an offset from UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class IssueState(StrEnum):
    """The progress of the work on a known issue."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    WORKAROUND = "workaround"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Support:
    """The four facts that a waiting customer needs."""

    cost: str = ""
    doing: str = ""
    next: str = ""
    eta: str = ""
    next_at: datetime | None = None
    """When the next update is due, in addition to the words of `next` or instead of them."""
    eta_at: datetime | None = None
    """When the issue should be fixed, in addition to the words of `eta` or instead of them."""


@dataclass(frozen=True, slots=True)
class Affects:
    """What a known issue affects. Pages about it show the issue."""

    articles: tuple[str, ...] = ()
    """Ids of articles."""
    products: tuple[str, ...] = ()
    """Products, as articles name them in `environment`."""


@dataclass(frozen=True, slots=True)
class IssueUpdate:
    """What was said about an issue at some time."""

    time: datetime
    text: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """What lists and other pages show of a known issue."""

    id: str
    title: str
    url: str
    state: IssueState
    summary: str = ""
    affected: tuple[str, ...] = ()
    """Products, versions, platforms, plans and regions."""
    support: Support = field(default_factory=Support)
    since: datetime | None = None
    """Time of the first update."""
    last: IssueUpdate | None = None
    """The last update."""
    day: date | None = None
    """Date of the last change, for the order of fixed issues; None if it is unknown."""

    @property
    def is_open(self) -> bool:
        """Tell whether customers still wait."""
        return self.state is not IssueState.FIXED
