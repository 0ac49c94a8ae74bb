# SPDX-License-Identifier: MIT
"""The affinity lists of one language of a site: what `site_meaning.py` calls with an index.

In: the index, and the records of changed articles. Out: `Affinities`. Lists of former builds are in
`.kbgen/search/<lang>/meaning/`. The encoder is loaded only if a text or a word has no vector yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from kbgen.language.meaning.encoder import Encoder
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
    near_articles,
)
from kbgen.search.index.postings import InvertedIndex
from kbgen.search.meaning.affinities import (
    UNITS,
    affinities_of,
    in_steps,
    numbers_of,
    prepare_articles,
)
from kbgen.search.meaning.lists import Lists, Named, make_lists, update_lists
from kbgen.search.meaning.site_meaning import Fetch
from kbgen.search.meaning.stored_lists import StoredLists, keep_lists, read_lists

_FILE: Final = "lists.npz"
_BATCH: Final = 128
"""Number of records to fetch at a time."""
_UNSTORED_EDITS: Final = 16
"""Maximum number of edited articles whose lists are not written to disk."""
_STEPS: Final = 2
"""Steps of strength in an affinity of 1."""


@dataclass(frozen=True, slots=True)
class SiteLists:
    """The articles of one language, and what encodes them."""

    lang: str
    digests: Mapping[str, str]
    """Sorted by URL."""
    fetch: Fetch
    encoder: Encoder
    find_vectors: FindVectors
    progress: Progress | None

    def find(self, index: InvertedIndex, folder: Path, fingerprint: str) -> Affinities:
        """Return the lists of an index.

        Args:
            index: The index.
            folder: Folder of the lists of the last build.
            fingerprint: Digest of what the lists depend on, articles aside.
        """
        file = folder / _FILE
        former = read_lists(file, fingerprint)
        with one_thread():
            stored = self.lists(index, former)
        on_disk = former is None or _differs(former, stored)
        keep_lists(file, fingerprint, stored, on_disk=on_disk)
        return self.affinities(index, stored.lists)

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
        # Words with a vector are not checked again: checking one splits it into tokens.
        sources = [known.vectors, former.vectors] if former else [known.vectors]
        every_name = [*known.words, *(former.names if former else ())]
        position = {name: number for number, name in enumerate(every_name)}
        keys = set(index.keys.values()) - stop
        fresh = [key for key in keys if key not in position and is_word(key)]
        names = sorted({*(key for key in keys if key in position), *fresh, *known.words})
        if not names:
            return Named((), self.encoder.encode([]))
        missing = [name for name in names if name not in position]
        if missing:
            position |= {name: len(every_name) + row for row, name in enumerate(missing)}
            sources.append(self.encoder.encode(missing))
        vectors = np.concatenate([source for source in sources if len(source)])
        return Named(tuple(names), vectors[[position[name] for name in names]])

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


def _differs(former: StoredLists, stored: StoredLists) -> bool:
    """Tell whether the stored lists are too different to start from them again after an edit.

    A few edited articles are compared with all words once more, which takes less time than writing
    the lists. New words have to be stored, because their vectors take longer.
    """
    edited = sum(former.digests.get(url) != digest for url, digest in stored.digests.items())
    return (
        former.digests.keys() != stored.digests.keys()
        or former.lists.words.names != stored.lists.words.names
        or edited > _UNSTORED_EDITS
    )
