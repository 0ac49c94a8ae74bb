# SPDX-License-Identifier: MIT
"""Open a site for a command: read it once, then search it and read its promises and texts.

No build can run while a site is open, so that all answers come from the same articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial

from kbgen.content.search_promises import Promises, load_promises
from kbgen.content.synonyms import load_synonyms
from kbgen.errors import SettingsError
from kbgen.model import KnowledgeBase, Plugins, SearchResult, SynonymRule
from kbgen.runtime.progress import Progress
from kbgen.search.engines.engine import EngineName, Explained, count_unknown, explain, search_all
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.records import AnalyzedRecord
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost
from kbgen.site.caching.work_folder import open_cache
from kbgen.site.processes.pool import Workers
from kbgen.site.reading.articles import SiteArticles, SiteReader
from kbgen.site.reading.search_records import SiteRecords
from kbgen.site.reading.text_vectors import site_meaning


@dataclass
class OpenSite:
    """The articles of a site, and its search.

    Every method that searches updates the index first. It raises EnvironmentFailure if a file
    cannot be written, or if Node is missing for the browser's engine.
    """

    settings: SiteSettings
    _make_reader: Callable[[], SiteReader]
    _cache: Cache
    _progress: Progress
    _records: dict[str, list[AnalyzedRecord]] = field(default_factory=dict)

    @property
    def kb(self) -> KnowledgeBase:
        """Return the knowledge base; articles have Markdown if the site was opened with it."""
        return self._articles.kb

    def promises(self) -> Promises:
        """Load the search promises, with the diagnostics of their files."""
        return load_promises(self.kb, self.settings)

    def search(
        self, queries: Sequence[str], lang: str, limit: int, engine: EngineName
    ) -> list[SearchResult]:
        """Answer queries as the published site would if it were built now; see `search_all`."""
        return search_all(
            queries,
            lang,
            limit,
            engine,
            records=self._records_of(lang),
            work_dir=self.settings.work_dir,
            synonyms=self._synonyms.get(lang, ()),
            meaning=self._meaning_of(lang),
        )

    def count_unknown(self, queries: Sequence[str], lang: str) -> int:
        """Return how many queries have a word that no article contains."""
        return count_unknown(
            queries,
            lang,
            records=self._records_of(lang),
            work_dir=self.settings.work_dir,
            synonyms=self._synonyms.get(lang, ()),
            meaning=self._meaning_of(lang),
        )

    def explain(self, query: str, lang: str, limit: int, article: str) -> Explained:
        """Explain the ranking of articles; see `kbgen.search.engines.engine.explain`."""
        return explain(
            query,
            lang,
            limit,
            article,
            records=self._records_of(lang),
            work_dir=self.settings.work_dir,
            synonyms=self._synonyms.get(lang, ()),
            meaning=self._meaning_of(lang),
        )

    def _records_of(self, lang: str) -> list[AnalyzedRecord]:
        if lang not in self._records:
            self._records[lang] = self._cache.retry_if_lost(partial(self._make_records, lang))
        return self._records[lang]

    def _meaning_of(self, lang: str) -> Meaning | None:
        site = site_meaning(self.settings, lang, self._cache, self._progress)
        if site is None:
            return None
        records = {record.url: record for record in self._records_of(lang)}
        digests = {url: record.digest for url, record in records.items()}
        return site.lists(lang, digests, lambda urls: [records[url] for url in urls])

    def _make_records(self, lang: str) -> list[AnalyzedRecord]:
        try:
            records = SiteRecords(self._articles, self._cache, [lang], self.settings)
            records.analyze(Workers(), self._progress)
            return records.fetch(lang, records.keys[lang])
        except CacheLost:
            del self._articles  # the bodies of these articles are lost, so they are read again
            raise

    @cached_property
    def _articles(self) -> SiteArticles:
        return self._make_reader().read_site()

    @cached_property
    def _synonyms(self) -> dict[str, tuple[SynonymRule, ...]]:
        return load_synonyms(self.settings).rules


@contextmanager
def open_site(
    settings: SiteSettings,
    plugins: Plugins,
    progress: Progress,
    patience: float,
    *,
    with_markdown: bool = False,
) -> Iterator[OpenSite]:
    """Read a site through the cache, and block builds during the block.

    Args:
        settings: The site's settings.
        plugins: Plugins that change texts.
        progress: Receives progress updates.
        patience: Seconds to wait for a running build.
        with_markdown: Whether articles have their Markdown, which the cache does not store.

    Raises:
        BusyError: A build is still running after that time.
        EnvironmentFailure: A file cannot be written.
    """
    with open_cache(settings, patience) as cache:
        make_reader = partial(
            SiteReader,
            settings,
            cache,
            progress=progress,
            plugins=plugins,
            with_markdown=with_markdown,
        )
        yield OpenSite(settings, make_reader, cache, progress)


def language_of(settings: SiteSettings, lang: str | None) -> str:
    """Return the given language, or the site's first if `lang` is None.

    Raises:
        SettingsError: The site does not have this language.
    """
    languages = settings.kbgen.languages
    if lang is not None and lang not in languages:
        raise SettingsError(
            f"'{lang}' is not a language of this site", f"Its languages are {', '.join(languages)}."
        )
    return lang or languages[0]
