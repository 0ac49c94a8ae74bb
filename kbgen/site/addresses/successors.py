# SPDX-License-Identifier: MIT
"""Find where lost addresses went. A wrong redirect is worse than none, so evidence is required.

For a page: its permanent id, its text, its title, or its name, from the Git history; without one,
its anchors and its name, from `urls.lock`. For an anchor: see `anchor_successors`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from kbgen.content.history.git_history import deleted_files
from kbgen.content.history.renamed_files import current_text
from kbgen.content.history.similarity import Texts, clear_winner
from kbgen.content.source.leading_heading import comparable
from kbgen.model import Article, KnowledgeBase
from kbgen.settings import SiteSettings
from kbgen.site.addresses.anchor_successors import anchor_elsewhere, moved_anchor
from kbgen.site.addresses.compare import Targets
from kbgen.site.addresses.lock_file import LockedAddress
from kbgen.site.addresses.old_files import (
    OldText,
    id_of_address,
    language_of_address,
    old_text,
    possible_files,
    published_text,
)
from kbgen.site.addresses.published import (
    HOME,
    Page,
    form_of_other_setting,
    readable,
    readable_redirect,
    ways_to_write,
)

_MIN_SHARE = 0.5
"""Share of a text that a new page needs to be its successor."""
_MIN_SHARE_OF_OLD_PAGE = 0.8
"""The same for a page that was there before: parts of a text are often copied."""
_MIN_SHARE_OF_NAMESAKE = 0.2
_MIN_ANCHORS = 3
_MIN_SHARE_OF_ANCHORS = 0.6
_WHY_HIDDEN = {"draft": "is a draft", "audience": "is for another audience"}


@dataclass(frozen=True, slots=True)
class Successor:
    """The address that a lost one has today."""

    address: str
    evidence: str
    """Why it is the same page, as a phrase."""
    is_certain: bool = True
    """False if it is only worth a hint."""


class Successors:
    """Finds the new places of lost addresses, and remembers them."""

    def __init__(
        self,
        kb: KnowledgeBase,
        settings: SiteSettings,
        targets: Targets,
        lost: Sequence[LockedAddress],
        locked: Collection[LockedAddress],
        *,
        reads_site: bool = False,
    ) -> None:
        """Prepare to search.

        Args:
            kb: Today's articles.
            settings: The site's settings.
            targets: Today's addresses.
            lost: The lost addresses.
            locked: All addresses of `urls.lock`.
            reads_site: Whether to read old texts from the output folder, if Git has none.
        """
        self._kb = kb
        self._settings = settings
        self._targets = targets
        self._lost = lost
        self._locked = locked
        self._reads_site = reads_site
        self._found: dict[LockedAddress, Successor | None] = {}

    def of(self, lost: LockedAddress) -> Successor | None:
        """Return the successor of a lost address; None without sufficient evidence."""
        if lost not in self._found:
            # The page of a folder asks about its articles, and each of these about its folder.
            self._found[lost] = None
            self._found[lost] = self._anchor(lost) if lost.anchor else self._page(lost)
        return self._found[lost]

    def hint(self, lost: LockedAddress) -> str:
        """Return what to do about a lost address."""
        if file := self._hidden_file(lost.address):
            why = _WHY_HIDDEN[self._kb.hidden.get(file, "draft")]
            shown = self._settings.display_path(file)
            other = "" if why != _WHY_HIDDEN["draft"] else ", withdraw it (`status: withdrawn`)"
            return f"{shown} {why}. Publish it{other}, or redirect it in _data/redirects.yml."
        successor = self.of(lost)
        # On Windows and macOS, both addresses would be the same file.
        if successor and successor.address.casefold() == lost.text.casefold():
            return (
                f"{successor.address} differs in letter case only, which no redirect can help. "
                "Give the file its old name."
            )
        if successor and not successor.is_certain:
            return (
                f"Did it move to {successor.address}? Then redirect it in _data/redirects.yml: "
                f"{successor.evidence}."
            )
        if successor:
            to = f"'kbgen check --fix' redirects it to {successor.address}"
            return f"{to}, because {successor.evidence}.{self._how_to_keep_id(lost)}"
        restore = "Restore the heading" if lost.anchor else "Restore the page"
        return f"{restore}, or redirect it in _data/redirects.yml."

    def lost_id(self, lost: LockedAddress) -> tuple[str, str]:
        """Return the id that a moved article had, and its file today; nothing if it is the same.

        Votes, `related` and search promises name it.
        """
        successor = None if lost.anchor else self.of(lost)
        page = self._targets.addresses.get(successor.address) if successor else None
        article = self._by_path.get(page.article) if page else None
        if article is None:
            return "", ""
        old = self._old_texts.get(lost.address)
        identifier = (old and old.id) or id_of_address(lost.address, self._settings)
        if not identifier or any(identifier == item.id for item in self._kb.articles):
            return "", ""
        return identifier, self._settings.display_path(article.path)

    def _how_to_keep_id(self, lost: LockedAddress) -> str:
        identifier, file = self.lost_id(lost)
        return f" `id: {identifier}` in {file} keeps its votes." if identifier else ""

    def _anchor(self, lost: LockedAddress) -> Successor | None:
        page = self._current_page(lost.address)
        if page is None:
            return None
        address, now = page
        # An anchor that the page had before cannot be the new name of another one.
        known = {item.anchor for item in self._locked if item.address == lost.address}
        found = moved_anchor(lost, now, known, self._settings)
        if found:
            return Successor(f"{address}#{found[0]}", found[1])
        return self._anchor_elsewhere(lost, address, now)

    def _anchor_elsewhere(self, lost: LockedAddress, address: str, now: Page) -> Successor | None:
        """Return the other page that has the heading of a lost anchor now."""
        had = {item.address for item in self._locked if item.anchor == lost.anchor}
        pages = {
            other: page
            for other, page in self._targets.addresses.items()
            if page.article
            and page.lang == now.lang
            and other not in {address, *had}
            and lost.anchor in (page.anchors or ())
        }
        found = anchor_elsewhere(lost, now, pages, self._settings)
        return Successor(f"{found[0]}#{lost.anchor}", *found[1:]) if found else None

    def _current_page(self, address: str) -> tuple[str, Page] | None:
        """Return the page at an address, or the page it is redirected to."""
        new = self._targets.redirected(address)
        current = address if new is None else readable_redirect(new)[0]
        page = self._targets.page_at(current)
        return (current, page) if page and page.article else None

    def _page(self, lost: LockedAddress) -> Successor | None:
        if self._hidden_file(lost.address):
            return None
        lang = language_of_address(lost.address, self._settings)
        articles = {
            readable(item.url): item
            for item in self._kb.articles
            if item.lang == lang and readable(item.url) in self._targets.addresses
        }
        if found := self._same_page(lost.address, articles):
            return found
        old = self._old_texts.get(lost.address)
        found = self._by_text(lost, old, articles) if old else self._by_anchors(lost, articles)
        found = found or self._by_folder(lost.address)
        if found and found.address.casefold() == lost.address.casefold():
            # On some systems, a redirect would overwrite the page.
            return replace(found, is_certain=False)
        return found

    def _same_page(self, address: str, articles: dict[str, Article]) -> Successor | None:
        """Return the page that settings moved: its file is still there."""
        other = form_of_other_setting(address)
        # Both forms can be locked, but with the same setting, only another page has `a/index.html`.
        is_form = address.endswith("/") and other in self._targets.addresses
        files = set(possible_files(address, self._settings))
        same = [item for item, article in articles.items() if article.path in files]
        if len(same) == 1 and (self._is_new(same[0]) or (is_form and same[0] == other)):
            return Successor(same[0], "it is the page of the same file")
        if is_form or (other in self._targets.addresses and self._is_new(other)):
            return Successor(other, "it is the same page")
        return None

    def _by_text(
        self, lost: LockedAddress, old: OldText, articles: dict[str, Article]
    ) -> Successor | None:
        for address, article in articles.items():
            if old.id and article.id == old.id:
                return Successor(address, f"its id is {old.id}")
        shares = self._texts.shares(old.text, articles)
        # A new page is the likely place; an older one may just quote the same paragraphs.
        new = {address: share for address, share in shares.items() if self._is_new(address)}
        best = clear_winner(new, _MIN_SHARE) or clear_winner(shares, _MIN_SHARE_OF_OLD_PAGE)
        if best:
            return Successor(best, f"it has {shares[best]:.0%} of the text")
        # A text that was rewritten, or is too short to compare, may have kept its title.
        titled = [
            address
            for address, article in articles.items()
            if self._is_new(address) and comparable(article.title) == comparable(old.title)
        ]
        if len(titled) == 1 and shares.get(titled[0], 1.0) >= _MIN_SHARE_OF_NAMESAKE:
            return Successor(titled[0], "it has the same title")
        # In random histories, pages with the same name were often other articles: only a hint.
        namesake = self._namesake(lost.address, articles)
        if namesake and shares.get(namesake, 1.0) >= _MIN_SHARE_OF_NAMESAKE:
            return Successor(namesake, "it has the same name", is_certain=False)
        return None

    def _by_anchors(self, lost: LockedAddress, articles: Collection[str]) -> Successor | None:
        # An anchor that another page has had, too, belongs to a template.
        wanted = {
            item.anchor
            for item in self._locked
            if item.address == lost.address and item.anchor and self._uses[item.anchor] == 1
        }
        if len(wanted) >= _MIN_ANCHORS:
            shares = {
                address: len(wanted & (self._targets.addresses[address].anchors or frozenset()))
                / len(wanted)
                for address in articles
                if self._is_new(address)
            }
            if best := clear_winner(shares, _MIN_SHARE_OF_ANCHORS):
                return Successor(best, "it has the same headings")
        namesake = self._namesake(lost.address, articles)
        why = "it has the same name"
        return Successor(namesake, why, is_certain=False) if namesake else None

    def _namesake(self, address: str, articles: Iterable[str]) -> str:
        """Return the only new page with the same last part; nothing if two lost pages have it."""
        name = _name(address)
        lang = language_of_address(address, self._settings)
        rivals = [
            item
            for item in self._lost
            if not item.anchor
            and _name(item.address) == name
            and language_of_address(item.address, self._settings) == lang
        ]
        same = [item for item in articles if self._is_new(item) and _name(item) == name]
        return same[0] if name and len(rivals) == len(same) == 1 else ""

    def _by_folder(self, folder: str) -> Successor | None:
        """Return the folder to which all pages of a folder went."""
        parents: set[str] = set()
        for item in self._locked:
            if item.anchor or item.address == folder or _parent(item.address) != folder:
                continue
            # A page without a successor adds "", so that its folder has no single new parent.
            redirect = self._targets.redirects.get((item.address, ""))
            successor = None if redirect else self.of(item)
            certain = successor.address if successor and successor.is_certain else ""
            new = redirect or certain
            parents.add(_parent(readable_redirect(new)[0]) if new else "")
        parent = parents.pop() if len(parents) == 1 else ""
        if parent in ("", HOME, folder) or parent not in self._targets.addresses:
            return None
        return Successor(parent, "all of its articles are there")

    def _is_new(self, address: str) -> bool:
        return self._locked_pages.isdisjoint(ways_to_write(address))

    def _hidden_file(self, address: str) -> str:
        """Return the draft, or the file for another audience, that has this address."""
        files = possible_files(address, self._settings)
        return next((path for path in files if path in self._hidden), "")

    @cached_property
    def _by_path(self) -> dict[str, Article]:
        return {article.path: article for article in self._kb.articles}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Return the files without a page in a build; a check reads drafts, too."""
        shown = {page.article for page in self._targets.addresses.values()}
        drafts = {item.path for item in self._kb.articles} - shown
        return frozenset({*self._kb.hidden, *drafts})

    @cached_property
    def _locked_pages(self) -> frozenset[str]:
        return frozenset(item.address for item in self._locked if not item.anchor)

    @cached_property
    def _uses(self) -> Counter[str]:
        return Counter(item.anchor for item in self._locked if item.anchor)

    @cached_property
    def _old_texts(self) -> dict[str, OldText]:
        """Return the old texts that Git or the last build knows, by address."""
        pages = [item.address for item in self._lost if not item.anchor]
        files = {address: list(possible_files(address, self._settings)) for address in pages}
        # One call of Git for all pages.
        names = set(chain.from_iterable(files.values()))
        contents = deleted_files(self._settings.docs_dir, names) if names else {}
        texts: dict[str, OldText] = {}
        for address, group in files.items():
            data = next((contents[name] for name in group if name in contents), None)
            text = old_text(data, self._settings) if data is not None else None
            if text is None and self._reads_site:
                text = published_text(address, self._settings)
            if text is not None:
                texts[address] = text
        return texts

    @cached_property
    def _texts(self) -> Texts:
        pages = self._targets.addresses.items()
        texts = {
            address: current_text(page.article, self._settings) if page.article else ""
            for address, page in pages
        }
        return Texts(texts)


def _name(address: str) -> str:
    """Return the last part of an address; nothing for the page of a whole site."""
    return address.rstrip("/").rpartition("/")[2]


def _parent(address: str) -> str:
    """Return the address of the folder that contains a page."""
    if address.endswith("/"):
        folder = address.rstrip("/").rpartition("/")[0]
        return f"{folder}/" if folder else HOME
    folder = address.removesuffix("/index.html").rpartition("/")[0]
    return f"{folder}/index.html" if folder else "index.html"
