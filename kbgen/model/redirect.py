# SPDX-License-Identifier: MIT
"""Redirects: old addresses that lead to new ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OldAddress:
    """A former address of an article, as its front matter gives it."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, the address it leads to, and where the writer wrote it."""

    old: str
    """Address below the site's root, without leading slash: `billing/refund/`.

    It may end with an anchor: `billing/#cost`.
    """
    new: str
    """An address of the same form, or an external URL."""
    path: str
    """File that defines it, as diagnostics show it."""
    line: int
    column: int

    @property
    def is_external(self) -> bool:
        """Tell whether it leads to another site."""
        return self.new.startswith(("https:", "http:"))
