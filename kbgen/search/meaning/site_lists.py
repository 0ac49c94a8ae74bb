# SPDX-License-Identifier: MIT
"""The affinity lists of one language of a site: what `language_index.py` calls with an index.

In: the index, and the records of changed articles. Out: `Affinities`. Lists of former builds are in
`.kbgen/search/<lang>/meaning/`. The encoder is loaded only if a text or a word has no vector yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from kbgen.language.meaning.encoder import Encoder, package_versions
from kbgen.language.meaning.one_thread import one_thread
from kbgen.language.meaning.vectors import FindVectors, Vectors, article_vectors
from kbgen.language.meaning.vocabulary import (
    Vocabulary,
    is_word,
    reference_vectors,
    vocabulary,
)
from kbgen.language.stop_words import stop_words
from kbgen.runtime.progress import Progress
from kbgen.search.index.affinities import (
    MAX_STRENGTH,
    RARE_WORDS,
    Affinities,
    Meaning,
    near_articles,
)
from kbgen.search.index.postings import InvertedIndex
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.meaning.affinities import (
    UNITS,
    affinities_of,
    in_steps,
    numbers_of,
    prepare_articles,
)
from kbgen.search.meaning.lists import Lists, Named, make_lists, update_lists
from kbgen.search.meaning.stored_lists import StoredLists, read_lists, write_lists
from kbgen.settings.resources import code_digest

_FILE: Final = "lists.npz"
_BATCH: Final = 128
"""Number of records to fetch at a time."""
_STEPS: Final = 2
"""Steps of strength in an affinity of 1."""

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
    urls = dict(sorted(digests.items()))
    site = _Site(lang, urls, fetch, encoder, find_vectors, progress)

    file = folder / _FILE

    def find(index: InvertedIndex) -> Affinities:
        former = read_lists(file, fingerprint)
        with one_thread():
            stored = site.lists(index, former)
        if former is None or not _equal(former, stored):
            write_lists(file, fingerprint, stored)
        return site.affinities(index, stored.lists)

    return Meaning(fingerprint, find)


@dataclass(frozen=True, slots=True)
class _Site:
    """The articles of one language, and what encodes them."""

    lang: str
    digests: Mapping[str, str]
    """Sorted by URL."""
    fetch: Fetch
    encoder: Encoder
    find_vectors: FindVectors
    progress: Progress | None

    def lists(self, index: InvertedIndex, former: StoredLists | None) -> StoredLists:
        """Return the lists of the index's words and of the vocabulary."""
        articles = self._articles(former)
        words = self._words(index, former.lists.words if former else None)
        reference = reference_vectors(self.lang, self.encoder, self.progress)
        prepare = partial(prepare_articles, reference=reference)
        width = near_articles(len(articles.names))
        if former is None:
            lists = make_lists(articles, words, prepare, width)
        else:
            lists = update_lists(former.lists, articles, words, prepare, width)
        return StoredLists(self.digests, lists)

    def affinities(self, index: InvertedIndex, lists: Lists) -> Affinities:
        """Return the lists as the index uses them, with the forms of the vocabulary."""
        forms = self._forms(index)
        used = {*_words_with_lists(index), *forms.values()}
        rows = [row for row, word in enumerate(lists.words.names) if word in used]
        cells = lists.cells[rows]
        # Rounded to the nearest step, but never to none: a word keeps the articles of its list.
        strengths = (affinities_of(cells) * (2 * _STEPS) + UNITS) // (2 * UNITS)
        steps = in_steps(cells, np.minimum(strengths, MAX_STRENGTH))
        return Affinities(
            tuple(lists.words.names[row] for row in rows),
            np.maximum(numbers_of(steps), 0),
            affinities_of(steps).astype(np.uint8),
            forms,
        )

    def _forms(self, index: InvertedIndex) -> dict[str, str]:
        """Map the forms of the vocabulary to words; where the index has one of them, to its key."""
        known = self._vocabulary
        keys: dict[str, str] = {}
        for form, word in known.forms.items():
            if form in index.keys:
                keys.setdefault(word, index.keys[form])
        return {form: keys.get(word, word) for form, word in known.forms.items()}

    def _articles(self, former: StoredLists | None) -> Named:
        before = former.digests if former else {}
        changed = [url for url, digest in self.digests.items() if before.get(url) != digest]
        vectors: dict[str, Vectors] = {}
        if former:
            vectors.update(zip(before, former.lists.articles.vectors, strict=True))
        phase = "Reading the meaning of articles"
        advance = self.progress.phase(phase, len(changed)) if self.progress else None
        for start in range(0, len(changed), _BATCH):
            records = list(self.fetch(changed[start : start + _BATCH]))
            found = self.find_vectors([text for record in records for text in record.texts])
            made = article_vectors(found[::2], found[1::2])
            vectors.update(zip((record.url for record in records), made, strict=True))
            if advance:
                advance(min(start + _BATCH, len(changed)))
        rows = [vectors[url] for url in self.digests]
        return Named(tuple(self.digests), np.stack(rows) if rows else self.encoder.encode([]))

    def _words(self, index: InvertedIndex, former: Named | None) -> Named:
        """Return the words of the index and the vocabulary, with their vectors."""
        known = self._vocabulary
        stop = stop_words(self.lang)
        vectors: dict[str, Vectors] = {}
        if former:
            vectors.update(zip(former.names, former.vectors, strict=True))
        vectors.update(zip(known.words, known.vectors, strict=True))
        keys = {key for key in index.keys.values() if key not in stop and is_word(key)}
        names = sorted(keys.union(known.words))
        missing = [name for name in names if name not in vectors]
        vectors.update(zip(missing, self.encoder.encode(missing) if missing else (), strict=True))
        rows = [vectors[name] for name in names]
        return Named(tuple(names), np.stack(rows) if rows else self.encoder.encode([]))

    @property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary(self.lang, self.encoder, self.progress)


def _words_with_lists(index: InvertedIndex) -> Iterable[str]:
    """Return the keys of the words of articles that have a list."""
    keys = index.keys.values()
    if len(index.rows) <= RARE_WORDS:
        return keys
    frequencies = index.terms.frequencies()
    return (key for key in keys if frequencies.get(key, 0) > 1)


def _equal(one: StoredLists, other: StoredLists) -> bool:
    """Tell whether two lists are equal: the order of URLs and words is that of their numbers."""
    return (
        one.digests == other.digests
        and one.lists.words.names == other.lists.words.names
        and np.array_equal(one.lists.cells, other.lists.cells)
    )
