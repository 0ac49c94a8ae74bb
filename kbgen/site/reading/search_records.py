# SPDX-License-Identifier: MIT
"""Bodies → search: the articles' records, through the cache, and from them every language's indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from kbgen.content.synonyms import load_synonyms
from kbgen.model import Body, SearchDocument, SearchStatistics
from kbgen.runtime.progress import Progress, TimedProgress
from kbgen.search.browser.stored_files import StoredFile, StoredIndex
from kbgen.search.engines.language_index import last_index, update_index
from kbgen.search.index.analysis import AnalyzedRecord, analyzer_for, decode_record
from kbgen.search.index.documents import documents_of
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, CacheLost, digest
from kbgen.site.caching.codec import to_bytes
from kbgen.site.processes.pool import Workers
from kbgen.site.processes.tasks import DOCUMENT, MadeRecord, analyse_documents
from kbgen.site.reading.articles import SiteArticles, packed_bodies

RECORD: Final = "record"
KINDS: Final = (RECORD, DOCUMENT)
_NO_TEXT: Final = Body("", (), (), (), ())
_CHUNK: Final = 1024


Fetch = Callable[[str, Sequence[str]], Iterable[AnalyzedRecord]]


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The search of a site."""

    files: dict[str, StoredFile]
    """Output path → where every browser file lies."""
    statistics: dict[str, SearchStatistics]
    """By language."""
    prepared: Mapping[str, float] = field(default_factory=dict)
    """What had to be prepared (`Preparing the Polish dictionary`) → seconds."""


class SiteRecords:
    """The search records of a site: which there are, and where the cache has them.

    Attributes:
        analysed: records that the cache did not have.
    """

    def __init__(self, articles: SiteArticles, cache: Cache, languages: Iterable[str]) -> None:
        self.analysed = 0
        self._cache = cache
        self._articles = articles
        self._paths = {article.url: article.path for article in articles.kb.articles}
        documents = documents_of(articles.kb, dict.fromkeys(articles.facts, _NO_TEXT))
        self._documents = {lang: documents[lang] for lang in languages}
        self.keys = {lang: dict(self._keyed(lang)) for lang in self._documents}
        """By language: URL → what changes when the record does."""

    def analyse(self, workers: Workers, progress: Progress) -> None:
        """Have the records made that the cache does not know."""
        for lang, documents in self._documents.items():
            keys = self.keys[lang]
            known = self._cache.have(RECORD, keys.values())
            self._cache.keep(DOCUMENT, keys.values())
            missing = [document for document in documents if keys[document.url] not in known]
            self.analysed += len(missing)
            advance = progress.phase("Reading for search", len(missing))
            for start in range(0, len(missing), _CHUNK):
                self._analyse(lang, missing[start : start + _CHUNK], workers)
                advance(min(start + _CHUNK, len(missing)))

    def fetch(self, lang: str, urls: Iterable[str]) -> list[AnalyzedRecord]:
        """Records by the URLs of their articles, in that order.

        Raises:
            CacheLost: one is not there any more.
        """
        return fetch_records(self._cache, self.keys, lang, urls)

    def _keyed(self, lang: str) -> Iterator[tuple[str, str]]:
        for document in self._documents[lang]:
            body = self._articles.digests[self._paths[document.url]]
            yield document.url, record_key(lang, document, body)

    def _analyse(self, lang: str, documents: Sequence[SearchDocument], workers: Workers) -> None:
        paths = [self._paths[document.url] for document in documents]
        bodies = packed_bodies(self._articles, self._cache, paths)
        keys = self.keys[lang]
        tasks = [(document, bodies[path], keys[document.url]) for document, path in zip(documents, paths, strict=True)]
        made: dict[str, MadeRecord] = {}
        for (_, _, key), record in workers.start(analyse_documents, analyzer_for(lang), tasks).results():
            if record is None:
                raise CacheLost  # its process was killed from outside: text alone ends none here
            made[key] = record
        keep_records(self._cache, made)


def keep_records(cache: Cache, made: Mapping[str, MadeRecord]) -> None:
    """Put records into the cache, by key."""
    cache.put_many(RECORD, {key: item.record for key, item in made.items()})
    cache.put_many(DOCUMENT, {key: item.document for key, item in made.items()})
    for kind in KINDS:
        cache.keep(kind, made)


def record_key(lang: str, document: SearchDocument, body: str) -> str:
    """What changes when the record of a document does: without its text, and with the digest of its body."""
    return digest(analyzer_for(lang).fingerprint, to_bytes(document), body)


Keys = Mapping[str, Mapping[str, str]]
"""By language: URL → what changes when the article's record does."""


def index_site(keys: Keys, fetch: Fetch, settings: SiteSettings, progress: Progress) -> SiteIndex:
    """Bring every language's browser files up to date.

    Args:
        keys: of the records there are.
        fetch: gives records (language, URLs); asked for what is needed.
        settings: of the site.
        progress: receives the phases.

    Raises:
        EnvironmentFailure: an index or a dictionary cannot be written.
        CacheLost: a record is not there any more.
    """
    indexes: dict[str, StoredIndex] = {}
    synonyms = load_synonyms(settings).rules
    preparing = TimedProgress(progress)
    advance = progress.phase("Indexing languages", len(keys))
    for count, (lang, digests) in enumerate(keys.items(), 1):
        # The Whoosh index serves the command line only: `kbgen search` brings it up to date when it is asked.
        rules = synonyms.get(lang, ())
        indexes[lang] = update_index(
            lang, digests, partial(fetch, lang), settings.work_dir, synonyms=rules, progress=preparing
        )
        advance(count)
    return _together(indexes, preparing.seconds)


def last_index_of_site(languages: Iterable[str], settings: SiteSettings) -> SiteIndex | None:
    """The search of the last build, whatever has changed since; None when it is not whole."""
    indexes = {lang: last_index(lang, settings.work_dir) for lang in languages}
    found = {lang: index for lang, index in indexes.items() if index is not None}
    return _together(found, {}) if len(found) == len(indexes) else None


def _together(indexes: Mapping[str, StoredIndex], prepared: Mapping[str, float]) -> SiteIndex:
    files = {f"search/{lang}/{name}": file for lang, index in indexes.items() for name, file in index.files.items()}
    return SiteIndex(files, {lang: index.statistics for lang, index in indexes.items()}, prepared)


def fetch_records(cache: Cache, keys: Keys, lang: str, urls: Iterable[str]) -> list[AnalyzedRecord]:
    """Records by the URLs of their articles, in that order.

    Raises:
        CacheLost: one is not there any more.
    """
    wanted = [keys[lang][url] for url in urls]
    stored = cache.get_many(RECORD, wanted)
    try:
        return [decode_record(stored[key]) for key in wanted]
    except (KeyError, ValueError) as error:
        raise CacheLost from error
