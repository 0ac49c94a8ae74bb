# SPDX-License-Identifier: MIT
"""The articles whose titles and questions are closest in meaning to those of an article.

In: vectors of titles. Out: `NearTitles`. A similarity depends on two titles alone, so an edit of a
text changes nothing, and an edit of a title only the lists that its article enters or leaves. Lists
of the last build are in `.kbgen/search/<lang>/meaning/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from kbgen.language.meaning.one_thread import one_thread
from kbgen.language.meaning.vectors import FindVectors
from kbgen.search.meaning.affinities import EMPTY, affinities_of, numbers_of, prepare_titles
from kbgen.search.meaning.lists import Lists, Named, make_lists, update_lists
from kbgen.search.meaning.stored_lists import StoredLists, keep_lists, read_lists
from kbgen.settings.resources import code_digest

_FILE: Final = "titles.npz"
_WIDTH: Final = 64
"""Number of articles in a list: a page leaves out those that it shows elsewhere."""


@dataclass(frozen=True)
class NearTitles:
    """The closest articles of each article, by URL."""

    _lists: Lists

    def knows(self, url: str) -> bool:
        """Tell whether an article's title has a vector."""
        return url in self._rows

    def of(self, url: str) -> dict[str, int] | None:
        """Map the URLs of the closest articles to their similarity, in 1024ths of a cosine.

        Returns:
            None if the article's title has no vector.
        """
        row = self._rows.get(url)
        if row is None:
            return None
        cells = self._lists.cells[row]
        cells = cells[cells != EMPTY]
        names = self._lists.articles.names
        numbers, similarities = numbers_of(cells).tolist(), affinities_of(cells).tolist()
        return {
            names[number]: similarity
            for number, similarity in zip(numbers, similarities, strict=True)
            if names[number] != url
        }

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {url: row for row, url in enumerate(self._lists.words.names)}


def near_titles(
    titles: Mapping[str, str],
    offered: Collection[str],
    folder: Path,
    fingerprint: str,
    find_vectors: FindVectors,
) -> NearTitles:
    """Return the closest articles of each article.

    Args:
        titles: URL → title and questions (`texts.py`), of all articles that have any.
        offered: URLs of the articles that may be in lists.
        folder: Folder of the lists of the last build.
        fingerprint: That of the encoder.
        find_vectors: Returns the vectors of titles.
    """
    state = hashlib.sha256(f"{fingerprint}\n{code_digest('language', 'search')}".encode())
    stamp = state.hexdigest()[:24]
    urls = tuple(sorted(titles))
    vectors = find_vectors([titles[url] for url in urls])
    rows = [row for row, url in enumerate(urls) if url in offered]
    every, listed = Named(urls, vectors), Named(tuple(urls[row] for row in rows), vectors[rows])
    former = read_lists(folder / _FILE, stamp)
    with one_thread():
        if former is None:
            lists = make_lists(listed, every, prepare_titles, _WIDTH)
        else:
            lists = update_lists(former.lists, listed, every, prepare_titles, _WIDTH)
    if former is None or not _equal(former.lists, lists):
        # Vectors tell which titles have changed.
        digests = dict.fromkeys(listed.names, "")
        keep_lists(folder / _FILE, stamp, StoredLists(digests, lists), on_disk=True)
    return NearTitles(lists)


def _equal(one: Lists, other: Lists) -> bool:
    return (
        one.articles.names == other.articles.names
        and one.words.names == other.words.names
        and np.array_equal(one.words.vectors, other.words.vectors)
    )
