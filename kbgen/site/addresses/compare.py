# SPDX-License-Identifier: MIT
"""Compare the addresses of a build with those ever published: KB321, KB322, KB323.

`urls.lock` is the only record of them: a lost address fails every build until it has a target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kbgen.model import Audience, Diagnostic, KnowledgeBase, Severity, diagnostic
from kbgen.settings import SiteSettings
from kbgen.site.addresses.lock_file import (
    LOCK_PATH,
    LockedAddress,
    UrlsLock,
    locked_addresses,
)
from kbgen.site.addresses.published import (
    Addresses,
    Page,
    form_of_other_setting,
    readable,
    readable_redirect,
    ways_to_write,
)


@dataclass(frozen=True, slots=True)
class LostAddress:
    """A published address or anchor that leads nowhere in this build."""

    locked: LockedAddress
    line: int
    """Its line in `urls.lock`."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that keeps an old address alive."""

    addresses: Addresses
    redirects: dict[tuple[str, str], str]
    """Page and anchor → new address or URL."""
    kept: frozenset[str]
    """Addresses of articles with an error, which another diagnostic reports."""

    def lead_somewhere(self, locked: LockedAddress) -> bool:
        """Tell whether an old address, with its anchor, still has a target."""
        anchor = locked.anchor
        forms = ways_to_write(locked.address)
        if not self.kept.isdisjoint((*forms, form_of_other_setting(locked.address))):
            return True
        if any((form, anchor) in self.redirects for form in forms):
            return True
        if page := self.page_at(locked.address):
            return not anchor or page.anchors is None or anchor in page.anchors
        new = self.redirected(locked.address)
        if new is None:
            return False
        target, place = readable_redirect(new)
        page = self.page_at(target)
        # A redirect to an anchor is the target of all anchors of the old page.
        return bool(place) or page is None or page.anchors is None or anchor in page.anchors

    def page_at(self, address: str) -> Page | None:
        """Return the page at an address, with or without `index.html`."""
        pages = (self.addresses.get(form) for form in ways_to_write(address))
        return next(filter(None, pages), None)

    def audience_of(self, new: str) -> Audience:
        """Return who can read the target of a redirect: others do not expect its old address."""
        page = self.page_at(readable_redirect(new)[0])
        return page.audience if page else Audience.PUBLIC

    def redirected(self, address: str) -> str | None:
        """Return where an address leads; None if it has no redirect."""
        targets = (self.redirects.get((form, "")) for form in ways_to_write(address))
        return next(filter(None, targets), None)


def targets_of(kb: KnowledgeBase, addresses: Addresses) -> Targets:
    """Return the targets of a site: its pages, redirects, and articles with errors."""
    redirects = {readable_redirect(item.old): item.new for item in kb.redirects}
    return Targets(addresses, redirects, frozenset(readable(item.url) for item in kb.left_out))


def lost_addresses(lock: UrlsLock, targets: Targets, settings: SiteSettings) -> list[LostAddress]:
    """Return the lost addresses by line; a lost page includes its anchors."""
    expected = [
        LostAddress(locked, line)
        for locked, line in lock.lines.items()
        if locked.audience in settings.kbgen.audiences and not targets.lead_somewhere(locked)
    ]
    pages = {item.locked.address for item in expected if not item.locked.anchor}
    return [item for item in expected if not item.locked.anchor or item.locked.address not in pages]


def new_addresses(lock: UrlsLock, targets: Targets) -> list[LockedAddress]:
    """Return the addresses that the lock does not have yet, sorted; old ones with redirects too."""
    locked = {(form, item.anchor) for item in lock.lines for form in ways_to_write(item.address)}
    redirected = {
        LockedAddress(*old, targets.audience_of(new))
        for old, new in targets.redirects.items()
        if old not in locked
    }
    # `a/index.html` is not new if `a/` is locked: one file has both addresses.
    known = {item for line in lock.lines for item in _same_file(line)}
    return sorted((locked_addresses(targets.addresses) | redirected) - known)


def _same_file(line: LockedAddress) -> Iterator[LockedAddress]:
    return (replace(line, address=form) for form in ways_to_write(line.address))


def lost_diagnostics(
    lost: list[LostAddress],
    settings: SiteSettings,
    hint_for: Callable[[LostAddress], str],
    *,
    is_preview: bool = False,
) -> Iterator[Diagnostic]:
    """Yield KB321 and KB322 with a hint; only warnings in a preview."""
    path = settings.display_path(LOCK_PATH)
    for item in lost:
        code = "KB322" if item.locked.anchor else "KB321"
        kind = "anchor" if item.locked.anchor else "address"
        yield diagnostic(
            code,
            path,
            f"the {kind} {item.locked.text} is gone",
            line=item.line,
            hint=hint_for(item),
            severity=Severity.WARNING if is_preview else None,
        )


def new_diagnostic(new: list[LockedAddress], settings: SiteSettings) -> Iterator[Diagnostic]:
    """Yield KB323 about the addresses that are not locked yet."""
    if not new:
        return
    count = f"{len(new):,} addresses are" if len(new) > 1 else "1 address is"
    yield diagnostic(
        "KB323",
        settings.display_path(LOCK_PATH),
        f"{count} not in urls.lock yet, such as {new[0].text}",
        hint="Run 'kbgen lock', and commit the file together with the articles.",
    )
