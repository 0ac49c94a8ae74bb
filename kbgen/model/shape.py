# SPDX-License-Identifier: MIT
"""What plugins that need all pages decide about a site before it is planned: places, further pages, navigation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article stands, if not where its file lies."""

    output: str = ""
    """Path of its page in the site, language folder of the source included; empty: as its file says."""
    folder: str | None = None
    """The folder on whose shelf it stands, language folder included."""
    order: int | None = None
    """As `Article.order`."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that a plugin makes."""

    path: str
    """What the plugin calls its source, as if it lay in the content folder."""
    output: str
    """Path of its page in the site, language folder of the source included."""
    title: str
    folder: str | None = None
    """The folder on whose shelf it stands, language folder included; None: that of `path`."""
    is_listed: bool = True
    """Whether lists of articles name it."""


@dataclass(frozen=True, slots=True)
class NavPage:
    """A page in a navigation."""

    path: str
    """Of the article's file, or an address elsewhere (`https://…`)."""
    title: str = ""
    """What lists call it; empty: its own title."""


@dataclass(frozen=True, slots=True)
class NavSection:
    """A titled part of a navigation."""

    title: str
    items: tuple[NavSection | NavPage, ...]


Navigation = tuple[NavSection | NavPage, ...]


@dataclass(frozen=True, slots=True)
class SiteShape:
    """All of it; by itself, a site is as its folders are."""

    placements: Mapping[str, Placement] = field(default_factory=dict)
    """By path of the article."""
    hidden: frozenset[str] = frozenset()
    """Paths of articles that a plugin keeps back."""
    pages: tuple[MadePage, ...] = ()
    navigation: Navigation | None = None
    """None: folders, `_category.yml` and `order` decide."""
    said: tuple[str, ...] = ()
    """What of the navigation leads nowhere."""


AS_WRITTEN: Final = SiteShape()
