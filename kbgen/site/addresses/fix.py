# SPDX-License-Identifier: MIT
"""Redirect lost addresses to where they went: `kbgen check --fix`."""

from __future__ import annotations

from dataclasses import dataclass

from kbgen.settings import SiteSettings
from kbgen.site.addresses.lock_file import LockedAddress
from kbgen.site.addresses.old_files import possible_files
from kbgen.site.addresses.published import readable_redirect
from kbgen.site.addresses.redirect_file import (
    RedirectFile,
    read_redirect_file,
    write_redirect_file,
)
from kbgen.site.addresses.site_addresses import SiteAddresses
from kbgen.site.addresses.successors import Successor


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about the lost addresses."""

    written: dict[str, Successor]
    """Old address → where it leads now."""
    unknown: tuple[str, ...]
    """Addresses for which there is not enough evidence."""
    lost_ids: dict[str, str]
    """File of a moved article → the id that it had."""


def redirect_lost(site: SiteAddresses) -> Repair:
    """Write a redirect for each lost address whose new place is certain.

    Raises:
        SettingsError: The file is not UTF-8, or has a form to which no line can be added.
        OSError: The file cannot be read or written.
    """
    file = read_redirect_file(site.settings)
    written: dict[str, Successor] = {}
    lost_ids: dict[str, str] = {}
    # Once the page has a redirect, the second round finds the anchors that the new page lacks.
    while found := _certain_successors(site, file):
        written |= {lost.text: successor for lost, successor in found.items()}
        for lost in found:
            identifier, path = site.successors.lost_id(lost)
            if identifier:
                lost_ids[path] = identifier
        site = site.redirected({lost: new.address for lost, new in found.items()})
    if written:
        changed = file.changed({old: new.address for old, new in written.items()})
        write_redirect_file(site.settings, changed)
    return Repair(written, tuple(item.locked.text for item in site.lost), lost_ids)


def _certain_successors(site: SiteAddresses, file: RedirectFile) -> dict[LockedAddress, Successor]:
    found: dict[LockedAddress, Successor] = {}
    for item in site.lost:
        # If neither is known, the old redirect may lead to another page that moved.
        successor = site.successors.of(item.locked) or _of_target(item.locked, file, site)
        if successor and successor.is_certain:
            found[item.locked] = successor
    return found


def _of_target(locked: LockedAddress, file: RedirectFile, site: SiteAddresses) -> Successor | None:
    """Return the successor of the lost page to which an address is redirected."""
    target = file.entries.get((locked.address, locked.anchor))
    if target is None:
        return None
    for item in site.lost:
        if _names(target.lstrip("/"), item.locked, site.settings):
            return site.successors.of(item.locked)
    return None


def _names(target: str, lost: LockedAddress, settings: SiteSettings) -> bool:
    """Tell whether a redirect's target is this address, or the file that it had."""
    if readable_redirect(target) == (lost.address, lost.anchor):
        return True
    path, _, anchor = target.partition("#")
    return anchor == lost.anchor and path in possible_files(lost.address, settings)
