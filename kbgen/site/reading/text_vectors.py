# SPDX-License-Identifier: MIT
"""Vectors of texts through the cache, and what builds the affinity lists of a site.

Related articles and search use the same vectors. Without `search.meaning`, nothing here is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kbgen.language.meaning.encoder import Encoder, default_encoder, knows
from kbgen.runtime.progress import Progress
from kbgen.search.engines.language_index import language_folder
from kbgen.search.index.records import AnalyzedRecord
from kbgen.settings import SiteSettings
from kbgen.site.caching.cache import Cache, digest

if TYPE_CHECKING:  # imports numpy, which a site without meaning does not need here
    from kbgen.language.meaning.vectors import Vectors
    from kbgen.search.index.affinities import Meaning

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
            rows = {key: row.tobytes() for key, row in zip(missing, made, strict=True)}
            self._cache.put_many(VECTOR, rows)
            self._cache.mark_used(VECTOR, rows)
            stored |= rows
        if not keys:
            return self._encoder.encode([])
        return np.stack([np.frombuffer(stored[key], np.int8) for key in keys])

    def lists(self, lang: str, digests: Mapping[str, str], fetch: FetchRecords) -> Meaning:
        """Return what builds the affinity lists of a language; see `meaning_of`."""
        from kbgen.search.meaning.site_lists import meaning_of

        folder = language_folder(self._work_dir, lang) / "meaning"
        return meaning_of(lang, digests, fetch, folder, self._encoder, self.vectors, self._progress)


def site_meaning(
    settings: SiteSettings, lang: str, cache: Cache, progress: Progress
) -> SiteMeaning | None:
    """Return the vectors of a language; None where meaning is off or does not know it.

    Raises:
        SettingsError: The packages of the extra are not installed.
    """
    is_on = settings.kbgen.search.meaning and knows(lang)
    return SiteMeaning(settings, cache, progress) if is_on else None
