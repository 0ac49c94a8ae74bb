# SPDX-License-Identifier: MIT
"""Resolve the links that mkdocs.yml adds to the header and the footer, as links of articles are.

In: the settings, a `LinkResolver`. Out: the links of each language, with URLs relative to the root
of the site, and the diagnostics at their lines in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbgen.content.structure.urls import url_to_output
from kbgen.model import BarLink, Diagnostic, KnowledgeBase, SiteLinks
from kbgen.runtime.addresses import is_absolute
from kbgen.runtime.clock import build_day

if TYPE_CHECKING:
    from kbgen.content.links.resolve import LinkResolver
    from kbgen.settings.announcement import AnnouncementSettings
    from kbgen.settings.bar_links import LinkSetting
    from kbgen.settings.local_texts import LocalText
    from kbgen.settings.types import SiteSettings


def resolve_bar_links(
    resolver: LinkResolver, kb: KnowledgeBase, settings: SiteSettings
) -> tuple[dict[str, SiteLinks], tuple[Diagnostic, ...]]:
    """Return the links of the header and the footer by language, and their diagnostics.

    A link without a usable target is left out.
    """
    header, footer = settings.kbgen.header.links, settings.kbgen.footer.links
    announcement = settings.kbgen.announcement
    if not (header or footer or announcement.text):
        return {}, ()
    targets = _Targets(resolver, kb, settings)
    links = {
        lang: SiteLinks(
            tuple(targets.links(header, lang)),
            tuple(targets.links(footer, lang)),
            targets.announcement(announcement, lang),
        )
        for lang in settings.kbgen.languages
    }
    return links, tuple(dict.fromkeys(targets.problems))


@dataclass(frozen=True, slots=True)
class _Page:
    """An article that has translations."""

    id: str
    lang: str


class _Targets:
    """Finds where the links lead for the readers of each language."""

    def __init__(self, resolver: LinkResolver, kb: KnowledgeBase, settings: SiteSettings) -> None:
        self.problems: list[Diagnostic] = []
        self._resolver = resolver
        self._settings = settings
        self._languages = settings.kbgen.languages
        self._by_url = {item.url: _Page(item.id, item.lang) for item in kb.articles}
        self._urls: Mapping[_Page, str] = {page: url for url, page in self._by_url.items()}

    def links(self, links: tuple[LinkSetting, ...], lang: str) -> Iterator[BarLink]:
        """Yield the links of one list for the readers of a language."""
        for link in links:
            title, title_lang = link.title.in_language(lang, self._languages[0])
            url = self._url(link.url, lang)
            if title and url is not None:
                yield BarLink(title, url, title_lang)

    def announcement(self, item: AnnouncementSettings, lang: str) -> BarLink | None:
        """Return the announcement for the readers of a language; None if it has ended."""
        if item.text is None:
            return None
        text, text_lang = item.text.in_language(lang, self._languages[0])
        # Its link is checked after its last day, too: a date must not change what a build reports.
        url = self._url(item.url, lang) if item.url else ""
        if not text or item.has_ended(build_day()):
            return None
        return BarLink(text, url or "", text_lang)

    def _url(self, setting: LocalText, lang: str) -> str | None:
        """Return the root-relative or absolute URL of a target; None if there is none."""
        target = setting.in_language(lang, self._languages[0])[0]
        written_for = next((key for key, text in setting.texts.items() if text == target), "")
        url, problem = self._resolver.from_settings(
            target, self._languages[0], setting.locations.get(written_for, setting.location)
        )
        if problem:
            self.problems.append(problem)
        return url if url is None or is_absolute(url) else self._translated(url, lang)

    def _translated(self, url: str, lang: str) -> str:
        """Return the URL of the same page in a language; the same URL if there is none."""
        path, mark, anchor = url.partition("#")
        page = self._by_url.get(path)
        if page:
            return self._urls.get(_Page(page.id, lang), path) + mark + anchor
        if lang == self._languages[0]:
            return url
        # A page that kbgen makes has no id; its address says what it is.
        other = f"{lang}/{path}"
        return other + mark + anchor if self._resolver.has_page(url_to_output(other)) else url
