# SPDX-License-Identifier: MIT
"""The addresses of one site: what is locked, what is published, what is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kbgen.model import Diagnostic, SiteShape
from kbgen.settings import SiteSettings
from kbgen.site.addresses.compare import (
    LostAddress,
    Targets,
    lost_addresses,
    lost_diagnostics,
    new_addresses,
    new_diagnostic,
    targets_of,
)
from kbgen.site.addresses.lock_file import LockedAddress, UrlsLock, read_lock, write_lock
from kbgen.site.addresses.published import published_addresses
from kbgen.site.addresses.successors import Successors
from kbgen.site.reading.articles import SiteArticles


@dataclass(frozen=True)
class SiteAddresses:
    """The addresses of a site that has been read."""

    articles: SiteArticles
    settings: SiteSettings
    files: Collection[str] = ()
    """Output paths of the files that plugins add."""
    reads_site: bool = False
    """Whether the site as it was last built is evidence. Diagnostics do not depend on it."""
    more_redirects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Redirects that are going to be written: page and anchor → new address."""

    @cached_property
    def lock(self) -> UrlsLock | None:
        """Return the content of `urls.lock`; None if the site does not use it."""
        return read_lock(self.settings)

    @cached_property
    def targets(self) -> Targets:
        """Return everything that old addresses may lead to."""
        addresses = published_addresses(self.articles, self.settings, self.files)
        targets = targets_of(self.articles.kb, addresses)
        return replace(targets, redirects={**targets.redirects, **self.more_redirects})

    @cached_property
    def lost(self) -> list[LostAddress]:
        """Return the locked addresses that lead nowhere."""
        return lost_addresses(self.lock, self.targets, self.settings) if self.lock else []

    @cached_property
    def new(self) -> list[LockedAddress]:
        """Return the addresses that are not locked yet."""
        return new_addresses(self.lock or UrlsLock({}), self.targets)

    @cached_property
    def successors(self) -> Successors:
        """Return the search for the new places of lost addresses."""
        locked = self.lock.lines.keys() if self.lock else ()
        lost = [item.locked for item in self.lost]
        return Successors(
            self.articles.kb,
            self.settings,
            self.targets,
            lost,
            locked,
            reads_site=self.reads_site,
        )

    def redirected(self, redirects: Mapping[LockedAddress, str]) -> SiteAddresses:
        """Return the addresses of the site with more redirects (lost → new address)."""
        more = {(lost.address, lost.anchor): new for lost, new in redirects.items()}
        return replace(self, more_redirects={**self.more_redirects, **more})

    def add_new(self) -> list[LockedAddress]:
        """Add the new addresses to `urls.lock`, and return them.

        Raises:
            OSError: The file cannot be written.
        """
        lock = self.lock or UrlsLock({})
        write_lock(self.settings, (*lock.lines, *self.new))
        return self.new


def knows_all_pages(settings: SiteSettings, shape: SiteShape | None) -> bool:
    """Tell whether the pages of a site are known: plugins that make some may not have run."""
    return shape is not None or not settings.whole_site_plugins


def address_problems(
    articles: SiteArticles,
    settings: SiteSettings,
    files: Collection[str],
    shape: SiteShape | None,
    *,
    is_preview: bool = False,
) -> tuple[Diagnostic, ...]:
    """Return the problems of `urls.lock`, and the lost addresses if all pages are known.

    Args:
        articles: What authors wrote.
        settings: The site's settings.
        files: Output paths of the files that plugins add.
        shape: What plugins have decided about the site; None if they have not run.
        is_preview: Whether lost addresses are only warnings.
    """
    site = SiteAddresses(articles, settings, files)
    if site.lock is None:
        return ()
    # Without the pages that plugins make, their addresses would seem to be lost.
    if not knows_all_pages(settings, shape):
        return site.lock.diagnostics
    hints = {item: site.successors.hint(item.locked) for item in site.lost}
    lost = lost_diagnostics(site.lost, settings, hints.__getitem__, is_preview=is_preview)
    return (*site.lock.diagnostics, *lost)


def new_address_problems(site: SiteAddresses) -> tuple[Diagnostic, ...]:
    """Return the diagnostic about addresses that are not locked, if the site has a lock."""
    return tuple(new_diagnostic(site.new, site.settings)) if site.lock else ()
