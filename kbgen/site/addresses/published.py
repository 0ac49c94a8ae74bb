# SPDX-License-Identifier: MIT
"""List the addresses and anchors that a build publishes.

In: articles, settings. Out: `Addresses`. Drafts have no address, even if a check reads them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, unquote

from kbgen.content.loader import why_hidden
from kbgen.content.structure.site_urls import SERVICES, home_url, service_url
from kbgen.content.structure.urls import output_to_url
from kbgen.model import Article, Audience, Category, KnowledgeBase, Section
from kbgen.settings import SiteSettings
from kbgen.site.reading.articles import SiteArticles

_UNSAFE: Final = re.compile(r"[\s%#?\x00-\x1f\x7f]")
# Footnotes, lines of code, content tabs: Markdown numbers them, so links to them do not last.
_GENERATED: Final = re.compile(r"fn(?:ref\d*)?:|__|.*\s")
_INDEX: Final = "index.html"
HOME: Final = "/"
"""The address of the home page, whose URL is empty."""


@dataclass(frozen=True, slots=True)
class Page:
    """A published page."""

    anchors: frozenset[str] | None = None
    """None if they are not known: the page is made by a plugin, or its text cannot be rendered."""
    audience: Audience = Audience.PUBLIC
    article: str = ""
    """Path of its article; empty for a generated page."""
    lang: str = ""


Addresses = dict[str, Page]
"""Address, as `readable` writes it → page."""


def readable(url: str) -> str:
    """Return a URL of the site as people read it: with letters of all scripts, not encoded."""
    # macOS decomposes letters in file names, and other systems do not.
    text = normalize("NFC", unquote(url))
    return _UNSAFE.sub(lambda match: quote(match.group()), text) or HOME


def ways_to_write(address: str) -> tuple[str, ...]:
    """Return an address and the other address of the same file: `a/` and `a/index.html`."""
    if address == HOME:
        return (HOME, _INDEX)
    if address == _INDEX:
        return (_INDEX, HOME)
    if address.endswith("/"):
        return (address, f"{address}{_INDEX}")
    if address.endswith(f"/{_INDEX}"):
        return (address, address.removesuffix(_INDEX))
    return (address,)


def form_of_other_setting(address: str) -> str:
    """Return the address that a page had with the other value of `use_directory_urls`.

    It is `a.html` for `a/` and the reverse; empty for pages that keep their address.
    """
    if address.endswith((f"/{_INDEX}", HOME)):
        folder = address.removesuffix(_INDEX).rstrip("/")
        return f"{folder}.html" if folder else ""
    stem = address.removesuffix(".html")
    return f"{stem}/" if stem not in (address, "index") else ""


def readable_redirect(address: str) -> tuple[str, str]:
    """Return the page and the anchor of an address that may end with one."""
    url, _, anchor = address.partition("#")
    return readable(url), normalize("NFC", unquote(anchor))


def published_addresses(
    articles: SiteArticles, settings: SiteSettings, files: Iterable[str] = ()
) -> Addresses:
    """Return the addresses of all pages of a build, without drafts.

    An expired article keeps its anchors: a date that passes never makes an address disappear.

    Args:
        articles: What authors wrote.
        settings: The site's settings.
        files: Output paths of the files that plugins add, such as redirects.
    """
    kb = articles.undated
    drafts = {article.path for article in kb.articles if _is_draft(article, settings)}
    directory_urls = settings.use_directory_urls
    # In the order of their precedence: articles replace pages with the same address.
    addresses: Addresses = {
        readable(output_to_url(path, directory_urls=directory_urls)): Page()
        for path in files
        if path.endswith(".html")
    }
    for lang in kb.languages:
        addresses[readable(home_url(settings, lang))] = Page(frozenset(), lang=lang)
        for name in SERVICES:
            addresses[readable(service_url(settings, lang, name))] = Page(frozenset(), lang=lang)
        for url in _folder_urls(kb, lang, drafts):
            addresses[readable(url)] = Page(frozenset(), lang=lang)
    for tree in kb.troubleshooters:
        for step in tree.steps:
            addresses[readable(step.url)] = Page(frozenset(), lang=tree.lang)
    for page in kb.pages:
        if not page.is_elsewhere:
            addresses[readable(page.url)] = Page(lang=page.lang)
    for article in kb.gone:
        addresses[readable(article.url)] = Page(audience=article.audience, lang=article.lang)
    for article in kb.articles:
        if article.path not in drafts:
            facts = articles.facts.get(article.path)
            anchors = _lasting_anchors(facts.anchors) if facts else None
            addresses[readable(article.url)] = Page(
                anchors, article.audience, article.path, article.lang
            )
    return addresses


def _is_draft(article: Article, settings: SiteSettings) -> bool:
    names = ("audience", "status", "provenance", "reviewed")
    fields = {name: getattr(article, name) for name in names}
    return bool(why_hidden(fields, settings, drafts=False))


def _folder_urls(kb: KnowledgeBase, lang: str, drafts: set[str]) -> Iterator[str]:
    """Yield the URLs of the categories and sections that do not only contain drafts."""
    gone = {article.folder for article in kb.gone if article.lang == lang}

    def is_shown(folder: Category | Section) -> bool:
        # A folder keeps its page when its last article is gone.
        files = {folder.index, *folder.articles} - {""}
        return bool(files - drafts) or not files or folder.path in gone

    for category in kb.categories.get(lang, ()):
        sections = [section for section in category.sections if is_shown(section)]
        if sections or is_shown(category):
            yield category.url
        yield from (section.url for section in sections)


def _lasting_anchors(anchors: Collection[str]) -> frozenset[str]:
    return frozenset(normalize("NFC", anchor) for anchor in anchors if not _GENERATED.match(anchor))
