# SPDX-License-Identifier: MIT
"""What plugins that need all pages change about a site: locations, additional pages, navigation.

These plugins run before the site is planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Placement:
    """The location of an article that a plugin has moved."""

    output: str = ""
    """Output path of its page, with the source's language folder; empty: follow the file's path."""
    folder: str | None = None
    """The folder that lists the article, with the language folder; None for the file's folder."""
    order: int | None = None
    """Same as `Article.order`."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that a plugin makes."""

    path: str
    """The plugin's name for the source, as a path in the content folder."""
    output: str
    """Output path of the page, with the source's language folder."""
    title: str
    folder: str | None = None
    """The folder that lists the page, with the language folder; None for the folder of `path`."""
    is_listed: bool = True
    """Whether lists of articles contain it."""


@dataclass(frozen=True, slots=True)
class NavPage:
    """A page in a navigation."""

    path: str
    """Path of the article's file, or an external URL (`https://…`)."""
    title: str = ""
    """The title in lists; empty for the page's own title."""
    location: tuple[int, int] = field(default=(1, 1), compare=False)
    """Line and column in mkdocs.yml, if its `nav` names the page."""


@dataclass(frozen=True, slots=True)
class NavSection:
    """A titled group in a navigation."""

    title: str
    items: tuple[NavSection | NavPage, ...]
    location: tuple[int, int] = field(default=(1, 1), compare=False)
    """Same as `NavPage.location`."""
    is_foreign: bool = field(default=False, compare=False)
    """Whether the title is in another language, so that the folder's own title is better."""


Navigation = tuple[NavSection | NavPage, ...]


def navigation_pages(navigation: Navigation) -> Iterator[NavPage]:
    """Yield all pages of a navigation, in order."""
    for item in navigation:
        if isinstance(item, NavSection):
            yield from navigation_pages(item.items)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class SiteShape:
    """All changes that plugins make to a site. Without any, the site follows its folders."""

    placements: Mapping[str, Placement] = field(default_factory=dict)
    """Path of the article → its new location."""
    hidden: frozenset[str] = frozenset()
    """Paths of the articles that a plugin excludes."""
    pages: tuple[MadePage, ...] = ()
    navigation: Navigation | None = None
    """If None, folders, `_category.yml` and `order` define the navigation."""
    warnings: tuple[str, ...] = ()
    """Warnings about navigation entries without a target."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path of another file → the output path that a plugin gives it: the blog moves pictures along
    with its posts."""


AS_WRITTEN: Final = SiteShape()
