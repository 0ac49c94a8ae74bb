# SPDX-License-Identifier: MIT
"""Read the target of a redirect: an address, a file of the content folder, or a URL."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from kbgen.content.links.nearest import Nearest
from kbgen.content.redirects.entries import Entry, shown
from kbgen.content.structure import urls
from kbgen.model import Severity, Status
from kbgen.runtime.addresses import is_absolute, is_web_address, own_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbgen.content.links.targets import Inventory, Target
    from kbgen.model import BodyFacts, KnowledgeBase
    from kbgen.settings.types import SiteSettings

_REASONS = {"draft": "is a draft", "audience": "is for another audience"}


class Flaw(NamedTuple):
    """A problem of a target."""

    code: str
    message: str
    hint: str
    severity: Severity | None = None


class NewPlace(NamedTuple):
    """Where a redirect leads."""

    url: str
    """An address of the site, or an external URL."""
    flaw: Flaw | None = None
    """What to report, although the redirect works."""


class Targets:
    """Finds the targets of redirects."""

    def __init__(
        self,
        kb: KnowledgeBase,
        inventory: Inventory,
        facts: Mapping[str, BodyFacts],
        settings: SiteSettings,
        *,
        knows_made_pages: bool,
    ) -> None:
        self._inventory = inventory
        self._facts = facts
        self._settings = settings
        self._default = kb.languages[0]
        self._drafts = {item.path for item in kb.articles if item.status is Status.DRAFT}
        self._may_be_made = bool(settings.whole_site_plugins) and not knows_made_pages

    def find(self, entry: Entry) -> NewPlace | Flaw | None:
        """Return the target of a redirect or its problem; None if the site has no such address."""
        if entry.article:
            return NewPlace(entry.article.url)
        text = entry.new
        if is_absolute(text):
            inside = own_path(text, self._settings.own_url)
            if inside is None:
                return _external(text)
            text = inside
        path, _, fragment = text.partition("#")
        if not path or "?" in path or not path.isprintable() or "\\" in path:
            hint = "Write an address, the path of an article, or a URL with https://."
            return Flaw("KB314", f"{shown(entry.new)} is not the address of a page", hint)
        target = self._target(unquote(path))
        return None if target is None else self._place(target, path, unquote(fragment))

    def missing(self, entry: Entry) -> Flaw:
        """Return the problem of a target that is neither a page nor redirected itself."""
        message = f"{shown(entry.new)} is not a page of this site"
        # `kbgen check` does not run plugins, so it does not know their pages.
        if self._may_be_made:
            hint = "A plugin may make the page. Run 'kbgen build': it runs the plugins."
            return Flaw("KB311", message, hint, Severity.WARNING)
        path = unquote(entry.new.partition("#")[0]).strip("/")
        names = (path, f"{self._default}/{path}", f"{path}.md", f"{self._default}/{path}.md")
        near = next(filter(None, map(self._nearest.to, names)), "")
        hint = f"Did you mean {near}?" if near else "Write an address of the site."
        return Flaw("KB311", message, hint)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._inventory.articles)

    def _target(self, path: str) -> Target | None:
        # Below a path such as `/help/`, people write addresses with it and without it.
        root = self._settings.own_root
        inside = [path.removeprefix(root)] if root != "/" and path.startswith(root) else []
        for candidate in (*inside, path.lstrip("/")):
            bare = candidate.rstrip("/")
            is_file = urls.is_markdown(bare)
            found = None if is_file else self._inventory.at_output(bare or "index.html")
            found = found or self._inventory.at_path(bare)
            if found := found or self._inventory.at_path(f"{self._default}/{bare}"):
                return found
        return None

    def _place(self, target: Target, path: str, anchor: str) -> NewPlace | Flaw:
        reason = _REASONS.get(target.hidden) or (target.left_out and f"is {target.left_out}")
        if reason or target.article in self._drafts:
            message = f"{shown(path)} {reason or 'is a draft'} and has no page"
            return Flaw("KB311", message, "Name a published article.")
        facts = self._facts.get(target.article)
        if not anchor or target.is_asset:
            return NewPlace(target.url)
        if facts is not None and anchor not in facts.anchors:
            near = Nearest(facts.anchors).to(anchor)
            hint = f"Did you mean #{near}?" if near else "The redirect leads to the whole page."
            message = f"anchor #{shown(anchor)} does not exist in {target.article}"
            flaw = Flaw("KB311", message, hint, Severity.WARNING)
            return NewPlace(target.url, flaw=flaw)
        return NewPlace(f"{target.url}#{urls.encode_fragment(anchor)}")


def _external(url: str) -> NewPlace | Flaw:
    if is_web_address(url) and url.startswith("https://") and url.isprintable():
        return NewPlace(url)
    hint = "Write an address of the site, or a URL with https://."
    if is_web_address(url):
        hint = f"Write {shown(url.replace('http://', 'https://', 1))}"
    return Flaw("KB314", f"{shown(url)} is not an address that a redirect may lead to", hint)


def used_assets(kb: KnowledgeBase) -> frozenset[str]:
    """Return the paths of the assets that redirects lead to."""
    by_url = {urls.encode(output): path for path, output in kb.assets} if kb.redirects else {}
    return frozenset(by_url[item.new] for item in kb.redirects if item.new in by_url)
