# SPDX-License-Identifier: MIT
"""Make the search records of articles through the cache, and the index of each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from kbgen.content.links.link_texts import LinkTexts
from kbgen.content.synonyms import load_synonyms
from kbgen.model import Body, SearchDocument, SearchStatistics
from kbgen.runtime.progress import Progress, TimedProgress
from kbgen.search.browser.index_file import BrowserIndex, IndexFile
from kbgen.search.engines.language_index import last_index, update_index
from kbgen.search.index.analysis import analyzer_for
from kbgen.search.index.documents import documents_of
from kbgen.search.index.records import AnalyzedRecord, decode_record
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import to_bytes
from kbgen.site.caching.compression import pack
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import DOCUMENT, RecordResult, analyze_documents
from kbgen.site.reading.articles import SiteArticles, packed_bodies
from kbgen.site.reading.text_vectors import VECTOR, site_meaning

RECORD: Final = "record"
KINDS: Final = (RECORD, DOCUMENT, VECTOR)
_NO_TEXT: Final = Body("", (), (), (), ())
_PACKED: Final = pack(to_bytes(_NO_TEXT))
"""The text of a troubleshooter: everything that search knows of it is in its document."""
_CHUNK: Final = 1024


Fetch = Callable[[str, Sequence[str]], Iterable[AnalyzedRecord]]
"""(language, URLs) → the records of these articles, in that order."""


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The search files of a site."""

    files: dict[str, IndexFile]
    """Output path → stored file, for each file that the browser loads."""
    statistics: dict[str, SearchStatistics]
    """Language → size of its index."""
    prepared: Mapping[str, float] = field(default_factory=dict)
    """Phase that prepared something (`Preparing the Polish dictionary`) → seconds."""


class SiteRecords:
    """The search records of a site, with their keys in the cache.

    Attributes:
        analyzed: number of records that the cache did not have.
    """

    def __init__(
        self,
        articles: SiteArticles,
        cache: Cache,
        languages: Iterable[str],
        settings: SiteSettings,
    ) -> None:
        self.analyzed = 0
        self._cache = cache
        self._articles = articles
        self._paths = {article.url: article.path for article in articles.kb.articles}
        linked_as = LinkTexts(articles.kb, settings).by_target(articles.facts)
        documents = documents_of(articles.kb, dict.fromkeys(articles.facts, _NO_TEXT), linked_as)
        self._documents = {lang: documents[lang] for lang in languages}
        self.keys = {lang: dict(self._keyed(lang)) for lang in self._documents}
        """Language → URL → key of the record."""

    def analyze(self, workers: Workers, progress: Progress) -> None:
        """Make the records that the cache does not have."""
        for lang, documents in self._documents.items():
            keys = self.keys[lang]
            cached = self._cache.existing_keys(RECORD, keys.values())
            self._cache.mark_used(DOCUMENT, keys.values())
            missing = [document for document in documents if keys[document.url] not in cached]
            self.analyzed += len(missing)
            advance = progress.phase("Reading for search", len(missing))
            for start in range(0, len(missing), _CHUNK):
                self._analyze(lang, missing[start : start + _CHUNK], workers)
                advance(min(start + _CHUNK, len(missing)))

    def fetch(self, lang: str, urls: Iterable[str]) -> list[AnalyzedRecord]:
        """Return the records of articles by URL, in that order.

        Raises:
            CacheLost: The cache no longer has one of the records.
        """
        return fetch_records(self._cache, self.keys, lang, urls)

    def _keyed(self, lang: str) -> Iterator[tuple[str, str]]:
        for document in self._documents[lang]:
            path = self._paths.get(document.url)
            body = self._articles.digests[path] if path is not None else ""
            yield document.url, record_key(lang, document, body)

    def _analyze(self, lang: str, documents: Sequence[SearchDocument], workers: Workers) -> None:
        paths = {
            document.url: self._paths[document.url]
            for document in documents
            if document.url in self._paths
        }
        bodies = packed_bodies(self._articles, self._cache, paths.values())
        keys = self.keys[lang]
        tasks = [
            (document, bodies.get(paths.get(document.url, ""), _PACKED), keys[document.url])
            for document in documents
        ]
        results: dict[str, RecordResult] = {}
        for (_, _, key), record in workers.start(
            analyze_documents, analyzer_for(lang), tasks
        ).results():
            if record is None:
                raise CacheLost  # its process was killed from outside: making a record cannot crash
            results[key] = record
        store_records(self._cache, results)


def store_records(cache: Cache, records: Mapping[str, RecordResult]) -> None:
    """Put records into the cache, by key."""
    cache.put_many(DOCUMENT, {key: item.document for key, item in records.items()})
    # Last: a record tells that its document is there.
    cache.put_many(RECORD, {key: item.record for key, item in records.items()})
    for kind in (RECORD, DOCUMENT):
        cache.mark_used(kind, records)


def record_key(lang: str, document: SearchDocument, body: str) -> str:
    """Return the cache key of a record.

    Args:
        lang: Language of the document.
        document: The document, without the text of its body.
        body: Digest of the body.
    """
    return digest(analyzer_for(lang).fingerprint, to_bytes(document), body)


Keys = Mapping[str, Mapping[str, str]]
"""Language → URL → key of the article's record."""


def index_site(
    keys: Keys, fetch: Fetch, settings: SiteSettings, cache: Cache, progress: Progress
) -> SiteIndex:
    """Bring the browser files of every language up to date.

    Args:
        keys: Keys of all records.
        fetch: Returns the records that the indexes need.
        settings: The site's settings.
        cache: Has the vectors of articles, if meaning is on.
        progress: Receives progress updates.

    Raises:
        EnvironmentFailure: An index or a dictionary cannot be written.
        SettingsError: Meaning is on, and its packages are not installed.
        CacheLost: The cache no longer has a record.
    """
    indexes: dict[str, BrowserIndex] = {}
    synonyms = load_synonyms(settings).rules
    preparing = TimedProgress(progress)
    advance = progress.phase("Indexing languages", len(keys))
    for count, (lang, digests) in enumerate(keys.items(), 1):
        # `kbgen search` updates the Whoosh index when it needs it: no page uses that index.
        rules = synonyms.get(lang, ())
        meaning = site_meaning(settings, lang, cache, preparing)
        indexes[lang] = update_index(
            lang,
            digests,
            partial(fetch, lang),
            settings.work_dir,
            synonyms=rules,
            meaning=meaning.lists(lang, digests, partial(fetch, lang)) if meaning else None,
            progress=preparing,
        )
        advance(count)
    return _site_index(indexes, preparing.seconds)


def last_index_of_site(languages: Iterable[str], settings: SiteSettings) -> SiteIndex | None:
    """Return the search files of the last build, even if outdated; None if some are missing."""
    indexes = {lang: last_index(lang, settings.work_dir) for lang in languages}
    complete = {lang: index for lang, index in indexes.items() if index is not None}
    return _site_index(complete, {}) if len(complete) == len(indexes) else None


def _site_index(indexes: Mapping[str, BrowserIndex], prepared: Mapping[str, float]) -> SiteIndex:
    files: dict[str, IndexFile] = {}
    for lang, index in indexes.items():
        files.update((f"search/{lang}/{name}", file) for name, file in index.files.items())
    return SiteIndex(files, {lang: index.statistics for lang, index in indexes.items()}, prepared)


def fetch_records(cache: Cache, keys: Keys, lang: str, urls: Iterable[str]) -> list[AnalyzedRecord]:
    """Return the records of articles by URL, in that order.

    Raises:
        CacheLost: The cache no longer has one of the records.
    """
    record_keys = [keys[lang][url] for url in urls]
    stored = cache.get_many(RECORD, record_keys)
    try:
        return [decode_record(stored[key]) for key in record_keys]
    except (KeyError, ValueError) as error:
        raise CacheLost from error
