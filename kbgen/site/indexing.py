# SPDX-License-Identifier: MIT
"""Bodies → search: the articles' records, through the cache, and from them every language's indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kbgen.model import Body, SearchDocument, SearchStatistics
from kbgen.search.analysis import AnalysedRecord, analyser_for, decode_record
from kbgen.search.documents import documents_of
from kbgen.search.site_index import bring_up_to_date
from kbgen.settings import SiteSettings
from kbgen.site.articles import SiteArticles, packed_bodies
from kbgen.site.cache import Cache, CacheLost, digest
from kbgen.site.codec import to_bytes
from kbgen.site.progress import Progress
from kbgen.site.rendering import analyse_documents
from kbgen.site.workers import Workers

RECORD: Final = "record"
_NO_TEXT: Final = Body("", (), (), (), ())
_CHUNK: Final = 1024


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The search of a site."""

    files: dict[str, bytes]
    """Output path → content of every browser file."""
    statistics: dict[str, SearchStatistics]
    """By language."""


class SiteRecords:
    """The search records of a site: which there are, and where the cache has them."""

    def __init__(self, articles: SiteArticles, cache: Cache, languages: Iterable[str]) -> None:
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
            missing = [document for document in documents if keys[document.url] not in known]
            advance = progress.phase("Reading for search", len(missing))
            for start in range(0, len(missing), _CHUNK):
                self._analyse(lang, missing[start : start + _CHUNK], workers)
                advance(min(start + _CHUNK, len(missing)))

    def fetch(self, lang: str, urls: Iterable[str]) -> list[AnalysedRecord]:
        """Records by the URLs of their articles, in that order.

        Raises:
            CacheLost: one is not there any more.
        """
        keys = [self.keys[lang][url] for url in urls]
        stored = self._cache.get_many(RECORD, keys)
        try:
            return [decode_record(stored[key]) for key in keys]
        except (KeyError, ValueError) as error:
            raise CacheLost from error

    def _keyed(self, lang: str) -> Iterator[tuple[str, str]]:
        fingerprint = analyser_for(lang).fingerprint
        for document in self._documents[lang]:
            body = self._articles.digests[self._paths[document.url]]
            yield document.url, digest(fingerprint, to_bytes(document), body)

    def _analyse(self, lang: str, documents: Sequence[SearchDocument], workers: Workers) -> None:
        paths = [self._paths[document.url] for document in documents]
        bodies = packed_bodies(self._articles, self._cache, paths)
        tasks = [(document, bodies[path]) for document, path in zip(documents, paths, strict=True)]
        made: dict[str, bytes] = {}
        for (document, _), record in workers.start(analyse_documents, analyser_for(lang), tasks).results():
            if record is None:
                raise CacheLost  # its process was killed from outside: text alone ends none here
            made[self.keys[lang][document.url]] = record
        self._cache.put_many(RECORD, made)
        self._cache.keep(RECORD, made)


def index_site(records: SiteRecords, settings: SiteSettings, progress: Progress) -> SiteIndex:
    """Bring every language's browser files up to date.

    Raises:
        EnvironmentFailure: an index or a dictionary cannot be written.
        CacheLost: a record is not there any more.
    """
    files: dict[str, bytes] = {}
    statistics: dict[str, SearchStatistics] = {}
    advance = progress.phase("Indexing languages", len(records.keys))
    for count, lang in enumerate(records.keys, 1):
        # The Whoosh index serves the command line only: `kbgen search` brings it up to date when it is asked.
        found = records.fetch(lang, records.keys[lang])
        index = bring_up_to_date(lang, found, settings.work_dir, whoosh=False)
        files.update({f"search/{lang}/{name}": data for name, data in index.files.items()})
        statistics[lang] = index.statistics
        advance(count)
    return SiteIndex(files, statistics)
