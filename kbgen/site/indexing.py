# SPDX-License-Identifier: MIT
"""Bodies → search: the articles' records, through the cache, and from them every language's indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.model import KnowledgeBase, SearchDocument, SearchStatistics
from kbgen.search.analysis import AnalysedRecord, analyse, analyser_for, decode_record, encode_record
from kbgen.search.documents import documents_of
from kbgen.search.site_index import bring_up_to_date
from kbgen.settings import SiteSettings
from kbgen.site.bodies import Bodies
from kbgen.site.cache import Cache, digest
from kbgen.site.codec import to_bytes
from kbgen.site.progress import Progress

CACHE_KIND = "record"


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The search of a site."""

    files: dict[str, Path]
    """Output path → where every browser file lies."""
    statistics: dict[str, SearchStatistics]
    """By language."""


def site_records(
    kb: KnowledgeBase, bodies: Bodies, cache: Cache, languages: Iterable[str]
) -> dict[str, list[AnalysedRecord]]:
    """By language, the record of every article that has a body; analysed only when it is not in the cache."""
    documents = documents_of(kb, bodies.by_path)
    return {lang: _records(lang, documents[lang], cache) for lang in languages}


def index_site(
    kb: KnowledgeBase, bodies: Bodies, settings: SiteSettings, cache: Cache, progress: Progress
) -> SiteIndex:
    """Bring every language's browser files up to date.

    Raises:
        EnvironmentFailure: an index or a dictionary cannot be written.
    """
    files: dict[str, Path] = {}
    statistics: dict[str, SearchStatistics] = {}
    advance = progress.phase("Indexing languages", len(kb.languages))
    for count, (lang, records) in enumerate(site_records(kb, bodies, cache, kb.languages).items(), 1):
        # The Whoosh index serves the command line only: `kbgen search` brings it up to date when it is asked.
        index = bring_up_to_date(lang, records, settings.work_dir, whoosh=False)
        files.update({f"search/{lang}/{name}": file.path for name, file in index.files.items()})
        statistics[lang] = index.statistics
        advance(count)
    return SiteIndex(files, statistics)


def _records(lang: str, documents: Sequence[SearchDocument], cache: Cache) -> list[AnalysedRecord]:
    analyser = analyser_for(lang)
    keys = [digest(analyser.fingerprint, to_bytes(document)) for document in documents]
    stored = cache.get_many(CACHE_KIND, keys)
    records: list[AnalysedRecord] = []
    fresh: dict[str, bytes] = {}
    for document, key in zip(documents, keys, strict=True):
        kept = _decoded(stored.get(key))
        records.append(kept or analyse(document, analyser))
        if kept is None:
            fresh[key] = encode_record(records[-1])
    cache.put_many(CACHE_KIND, fresh)
    return records


def _decoded(data: bytes | None) -> AnalysedRecord | None:
    """What the cache has; None when it has nothing, or what another version of kbgen put there."""
    try:
        return decode_record(data) if data is not None else None
    except ValueError:
        return None
