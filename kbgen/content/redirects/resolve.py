# SPDX-License-Identifier: MIT
"""Join old addresses with their targets: valid redirects, and KB311 to KB314 for the others.

A redirect never takes the address of a page, and leads to a page in one step: a chain is joined and
reported, a loop is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kbgen.content.links.targets import Inventory
from kbgen.content.redirects.entries import Entry, Place, read_entries, shown
from kbgen.content.redirects.old_places import NoAddress, Old, old_place
from kbgen.content.redirects.targets import Flaw, NewPlace, Targets
from kbgen.content.structure import urls
from kbgen.content.structure.address_conflicts import (
    address_key,
    is_reserved,
    owner_of,
    parents_of,
)
from kbgen.content.structure.language_folders import find_layout
from kbgen.content.structure.site_urls import SERVICES, service_url
from kbgen.model import Diagnostic, KnowledgeBase, Redirect, Severity, diagnostic

if TYPE_CHECKING:
    from kbgen.model import BodyFacts
    from kbgen.settings.types import SiteSettings


@dataclass(frozen=True, slots=True)
class Resolved:
    """The redirects of a site."""

    redirects: tuple[Redirect, ...]
    """Valid ones, by old address."""
    diagnostics: tuple[Diagnostic, ...]


def resolve_redirects(
    kb: KnowledgeBase,
    facts: Mapping[str, BodyFacts],
    settings: SiteSettings,
    files: Collection[str],
    *,
    knows_made_pages: bool,
) -> Resolved:
    """Return the valid redirects of a site.

    Args:
        kb: The knowledge base, in which no article has expired: a date changes no redirect.
        facts: Facts about bodies, with their anchors.
        settings: The site's settings.
        files: The files of the content folder, which show its language folders.
        knows_made_pages: Whether `kb` includes the pages that plugins make.
    """
    read = read_entries((*kb.articles, *kb.gone), settings)
    if not read.entries:
        return Resolved((), read.problems)
    resolver = _Resolver(kb, facts, settings, files, knows_made_pages=knows_made_pages)
    redirects = resolver.redirects(read.entries)
    ordered = tuple(sorted(redirects, key=lambda item: item.old))
    return Resolved(ordered, (*read.problems, *resolver.diagnostics))


class _Resolver:
    def __init__(
        self,
        kb: KnowledgeBase,
        facts: Mapping[str, BodyFacts],
        settings: SiteSettings,
        files: Collection[str],
        *,
        knows_made_pages: bool,
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._settings = settings
        self._facts = facts
        self._layout = find_layout(
            settings.kbgen.languages, files, has_suffixes=settings.language_suffixes
        )
        inventory = self._inventory = Inventory(kb, settings)
        self._articles = {
            address_key(urls.url_to_output(article.url)): article.path
            for article in (*kb.articles, *kb.gone)
        }
        self._owners = {address_key(output): output for output in inventory.outputs}
        self._pages = frozenset(self._owners)
        self._folders: dict[str, str] = {}
        # A file cannot have the name of a folder: `a/b/` needs the folder `a`.
        for key, output in self._owners.items():
            self._folders.update(dict.fromkeys(parents_of(key), output))
        self._targets = Targets(kb, inventory, facts, settings, knows_made_pages=knows_made_pages)
        # `contact/` once it is `contact.html`, and the reverse.
        other = replace(settings, use_directory_urls=not settings.use_directory_urls)
        self._old_services = frozenset(
            urls.url_to_output(service_url(other, lang, name))
            for lang in kb.languages
            for name in SERVICES
        )
        self._entries: dict[Old, Entry] = {}

    def redirects(self, entries: tuple[Entry, ...]) -> list[Redirect]:
        """Return the valid redirects."""
        places = [(old, entry) for entry in entries if (old := self._old(entry))]
        # Pages first: an anchor needs the page or its redirect.
        for old, entry in sorted(places, key=lambda item: bool(item[0].anchor)):
            self._add(old, entry)
        pairs = ((old, entry, self._final(old, entry)) for old, entry in self._entries.items())
        return [
            Redirect(self._url(old), new, entry.path, entry.old_place.line, entry.old_place.column)
            for old, entry, new in pairs
            if new is not None
        ]

    def _old(self, entry: Entry) -> Old | None:
        """Return the old address of an entry, or report why the text is not one."""
        lang = entry.article.lang if entry.article else ""
        try:
            return old_place(entry.old, lang, self._layout, self._settings)
        except NoAddress as error:
            flaw = Flaw("KB314", f"{shown(entry.old)} {error}", error.hint)
            self._report(entry, flaw, entry.old_place)
            return None

    def _add(self, old: Old, entry: Entry) -> None:
        """Record an entry with its old address, or report why the entry cannot have it."""
        if old.anchor and not self._has_page(old):
            existing = self._inventory.at_output(old.output.removesuffix("/index.html"))
            if existing is None or existing.is_asset:
                page = self._url(Old(old.output, ""))
                message = f"{shown(page)} is neither a page nor redirected"
                hint = f"Redirect the page as well: `{page}: …`."
                self._report(entry, Flaw("KB311", message, hint), entry.old_place)
                return
            old = Old(urls.url_to_output(existing.url), old.anchor)
        message, hint = self._taken(old, entry)
        if message:
            self._report(entry, Flaw("KB312", message, hint), entry.old_place)
            return
        self._entries[old] = entry
        if not old.anchor:
            key = address_key(old.output)
            self._owners[key] = old.output
            for parent in parents_of(key):
                self._folders.setdefault(parent, old.output)

    def _taken(self, old: Old, entry: Entry) -> tuple[str, str]:
        """Return message and hint if an old address is taken; empty texts otherwise."""
        key, address = address_key(old.output), self._url(old)
        is_free = old.output in self._old_services
        if is_reserved(key, self._settings.kbgen.languages) and not is_free:
            return f"the address {shown(address)} is reserved for kbgen", "Remove the redirect."
        if first := self._entries.get(old):
            where = f"{first.path}, line {first.old_place.line}"
            return f"{shown(address)} is redirected twice, first in {where}", "Keep one of them."
        if old.anchor:
            facts = self._facts.get(self._articles.get(key, ""))
            if facts and old.anchor in facts.anchors:
                return f"the page has the anchor {shown(address)}", "Remove the redirect."
            return "", ""
        owner = owner_of(key, self._owners, self._folders)
        if owner is None:
            return "", ""
        # `redirect_from` with the present address is a slip, not a conflict with another page.
        if self._articles.get(key) == (entry.article.path if entry.article else ""):
            return f"{shown(address)} is the article's own address", "Remove it."
        what = self._articles.get(address_key(owner), "") or owner
        return f"{shown(address)} is taken by {what}", "Remove the redirect, or move what is there."

    def _has_page(self, old: Old) -> bool:
        """Tell whether the page of an old anchor exists, or is redirected as a whole."""
        return address_key(old.output) in self._pages or Old(old.output, "") in self._entries

    def _final(self, old: Old, entry: Entry) -> str | None:
        """Return where a redirect leads in the end; report chains, loops and missing targets."""
        steps, current = [old], entry
        while (place := self._targets.find(current)) is None:
            following = self._next(current)
            if following is None:
                self._report_missing(entry, current)
                return None
            if following in steps:
                trail = " → ".join(self._url(step) for step in (*steps, following))
                hint = "Let one of them lead to a page."
                flaw = Flaw("KB313", f"the redirect leads in a circle: {shown(trail)}", hint)
                self._report(entry, flaw, entry.old_place)
                return None
            steps.append(following)
            current = self._entries[following]
        if isinstance(place, Flaw):
            # The end of a chain has its own report; here, say which step is wrong.
            if current is entry:
                self._report(entry, place, entry.new_place)
            else:
                self._report_missing(entry, current)
            return None
        self._report_working(entry, steps, place)
        return place.url

    def _report_working(self, entry: Entry, steps: list[Old], place: NewPlace) -> None:
        """Report the flaw of a redirect that leads to a page all the same."""
        if len(steps) > 1:
            message = f"{shown(entry.new)} is redirected itself"
            hint = f"Write the final target: {place.url or 'index.md'}"
            flaw = Flaw("KB313", message, hint, Severity.WARNING)
            self._report(entry, flaw, entry.new_place)
        elif place.flaw:
            self._report(entry, place.flaw, entry.new_place)

    def _report_missing(self, entry: Entry, last: Entry) -> None:
        """Report a redirect whose last step leads to no page."""
        flaw = self._targets.missing(last)
        if last is not entry:
            message = f"{shown(entry.new)} is redirected to {shown(last.new)}, which is no page"
            flaw = Flaw("KB311", message, flaw.hint)
        self._report(entry, flaw, entry.new_place)

    def _next(self, entry: Entry) -> Old | None:
        """Return the old address that is the target of a redirect, if there is one."""
        try:
            old = old_place(entry.new, "", self._layout, self._settings)
        except NoAddress:
            return None
        # A redirect of the page also leads on from its anchors.
        return next((each for each in (old, Old(old.output, "")) if each in self._entries), None)

    def _url(self, old: Old) -> str:
        url = urls.output_to_url(old.output, directory_urls=self._settings.use_directory_urls)
        return f"{url}#{urls.encode_fragment(old.anchor)}" if old.anchor else url

    def _report(self, entry: Entry, flaw: Flaw, place: Place) -> None:
        self.diagnostics.append(
            diagnostic(
                flaw.code,
                entry.path,
                flaw.message,
                line=place.line,
                column=place.column,
                hint=flaw.hint,
                severity=flaw.severity,
            )
        )
