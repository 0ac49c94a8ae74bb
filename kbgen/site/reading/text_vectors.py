# SPDX-License-Identifier: MIT
"""Vectors of texts through the cache, and what builds the affinity lists of a site.

Related articles and search use the same vectors. Without `search.meaning`, nothing here is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kbgen.language.meaning.encoder import Encoder, default_encoder, knows
from kbgen.language.meaning.texts import title_text
from kbgen.model import Article
from kbgen.runtime.progress import Progress
from kbgen.search.engines.language_index import language_folder
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.meaning.site_meaning import meaning_of
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, digest

if TYPE_CHECKING:  # imports numpy, which a site without meaning does not need here
    from kbgen.language.meaning.vectors import Vectors
    from kbgen.search.meaning.near_titles import NearTitles

_BATCH: Final = 1_024
"""Number of titles to encode at a time, so that an interrupted build keeps most vectors."""
VECTOR: Final = "vector"
"""Cache kind: digest of encoder and text → vector."""

FetchRecords = Callable[[Sequence[str]], Iterable[AnalyzedRecord]]


class SiteMeaning:
    """The vectors of a site that has `search.meaning`.

    Raises:
        SettingsError: The packages of the extra are not installed.
    """

    def __init__(self, settings: SiteSettings, cache: Cache, progress: Progress) -> None:
        self._encoder: Encoder = default_encoder()
        self._work_dir = settings.work_dir
        self._cache = cache
        self._progress = progress

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts. Load the encoder only for texts without one."""
        import numpy as np

        keys = [digest(self._encoder.fingerprint, text) for text in texts]
        stored = self._cache.get_many(VECTOR, keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in stored}
        if missing:
            made = self._encoder.encode(list(missing.values()))
            fresh = {key: row.tobytes() for key, row in zip(missing, made, strict=True)}
            self._cache.put_many(VECTOR, fresh)
            self._cache.mark_used(VECTOR, fresh)
            stored |= fresh
        if not keys:
            return self._encoder.encode([])
        rows = b"".join(map(stored.__getitem__, keys))
        return np.frombuffer(rows, np.int8).reshape(len(keys), -1)

    def lists(self, lang: str, digests: Mapping[str, str], fetch: FetchRecords) -> Meaning:
        """Return what builds the affinity lists of a language; see `meaning_of`."""
        folder = self._folder(lang)
        return meaning_of(lang, digests, fetch, folder, self._encoder, self.vectors, self._progress)

    def near_titles(
        self, lang: str, articles: Iterable[Article], gone: Iterable[Article]
    ) -> NearTitles:
        """Return the articles with the closest titles; see `kbgen.search.meaning.near_titles`.

        Args:
            lang: Their language.
            articles: The articles that may be offered.
            gone: Other articles that need some.
        """
        from kbgen.search.meaning.near_titles import near_titles

        titles = _title_texts(gone)
        offered = _title_texts(articles)
        titles |= offered
        return near_titles(
            titles, offered, self._folder(lang), self._encoder.fingerprint, self._title_vectors
        )

    def _title_vectors(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        advance = self._progress.phase("Reading the meaning of titles", len(texts))
        parts = []
        for start in range(0, len(texts), _BATCH):
            parts.append(self.vectors(texts[start : start + _BATCH]))
            advance(min(start + _BATCH, len(texts)))
        return np.concatenate(parts) if parts else np.zeros((0, 1), np.int8)

    def _folder(self, lang: str) -> Path:
        return language_folder(self._work_dir, lang) / "meaning"


def _title_texts(articles: Iterable[Article]) -> dict[str, str]:
    """Map the URLs of articles to their titles and questions, if these say anything."""
    texts = (
        (article.url, title_text(article.title, article.questions))
        for article in articles
        if not article.is_index
    )
    return {url: text for url, text in texts if text.strip()}


def site_meaning(
    settings: SiteSettings, lang: str, cache: Cache, progress: Progress
) -> SiteMeaning | None:
    """Return the vectors of a language; None where meaning is off or does not know it.

    Raises:
        SettingsError: The packages of the extra are not installed.
    """
    is_on = settings.kbgen.search.meaning and knows(lang)
    return SiteMeaning(settings, cache, progress) if is_on else None
