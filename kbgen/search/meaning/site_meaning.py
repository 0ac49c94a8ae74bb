# SPDX-License-Identifier: MIT
"""What builds the affinity lists of one language, for `language_index.py`.

Imports numpy only to build them: a build without changes needs only the fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.language.meaning.encoder import Encoder, package_versions
from kbgen.runtime.progress import Progress
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.records import AnalyzedRecord
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from kbgen.language.meaning.vectors import FindVectors
    from kbgen.search.index.affinities import Affinities
    from kbgen.search.index.postings import InvertedIndex

Fetch = Callable[[Sequence[str]], Iterable[AnalyzedRecord]]


def meaning_of(
    lang: str,
    digests: Mapping[str, str],
    fetch: Fetch,
    folder: Path,
    encoder: Encoder,
    find_vectors: FindVectors,
    progress: Progress | None = None,
) -> Meaning:
    """Return what builds the affinity lists of a language.

    Args:
        lang: Language code.
        digests: URL of every article → digest of its record.
        fetch: Returns the records of URLs, in any order.
        folder: Folder of the lists of the last build.
        encoder: Makes the vectors of words.
        find_vectors: Returns the vectors of articles' texts.
        progress: Receives a phase when many vectors have to be made.
    """
    state = [encoder.fingerprint, repr(package_versions()), code_digest("language", "search"), lang]
    fingerprint = hashlib.sha256("\n".join(state).encode()).hexdigest()[:24]

    def find(index: InvertedIndex) -> Affinities:
        from kbgen.search.meaning.site_lists import SiteLists

        urls = dict(sorted(digests.items()))
        site = SiteLists(lang, urls, fetch, encoder, find_vectors, progress)
        return site.find(index, folder, fingerprint)

    return Meaning(fingerprint, find)
