# SPDX-License-Identifier: MIT
"""Compare texts by the cosine of their TF-IDF vectors, and find each text's nearest neighbors.

In: lists of terms. Out: sparse unit vectors and their neighbors, found through an inverted index
that leaves out very common terms, so that ten thousand questions take seconds. Deterministic: of
equal neighbors, the earlier text comes first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, pairwise
from typing import Final

Vector = dict[str, float]

_COMMON_SHARE: Final = 0.1
_COMMON_COUNT: Final = 50
"""A term in more texts than both limits finds no neighbors; it still counts in the cosine."""


def vectors(texts: Sequence[Sequence[str]], min_texts: int = 2) -> list[Vector]:
    """Return unit vectors of terms and of pairs of adjacent terms.

    Args:
        texts: The terms of each text.
        min_texts: Number of texts that must contain a term. With 2, terms unique to one text do not
            set it apart from the others.
    """
    counts = [Counter(chain(terms, map(" ".join, pairwise(terms)))) for terms in texts]
    documents = Counter(chain.from_iterable(counts))
    return [_unit(_weighted(count, documents, len(texts), min_texts)) for count in counts]


def _weighted(count: Counter[str], documents: Counter[str], total: int, min_texts: int) -> Vector:
    return {
        term: (1 + math.log(number)) * math.log(1 + total / documents[term])
        for term, number in count.items()
        if documents[term] >= min_texts
    }


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items()} if norm else {}


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Return the cosine of two unit vectors, from 0 to 1."""
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[term] for term, weight in one.items() if term in two)


def center(members: Iterable[Vector]) -> Vector:
    """Return the unit vector in the middle of several vectors."""
    total: dict[str, float] = defaultdict(float)
    for vector in members:
        for term, weight in vector.items():
            total[term] += weight
    return _unit(dict(total))


def neighbors(items: Sequence[Vector], limit: int) -> list[list[tuple[int, float]]]:
    """Return each vector's `limit` nearest others, best first.

    Each neighbor is (index, cosine); the cosine leaves out very common terms.
    """
    # Inverted index: term → (number of the vector, weight of the term in it).
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(items):
        for term, weight in vector.items():
            index[term].append((number, weight))
    max_postings = max(_COMMON_COUNT, int(len(items) * _COMMON_SHARE))
    selective = {
        term: postings for term, postings in index.items() if len(postings) <= max_postings
    }
    return [_nearest(number, vector, selective, limit) for number, vector in enumerate(items)]


def _nearest(
    number: int, vector: Vector, index: Mapping[str, list[tuple[int, float]]], limit: int
) -> list[tuple[int, float]]:
    sums: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for other, value in index.get(term, ()):
            sums[other] += weight * value
    sums.pop(number, None)
    return nsmallest(limit, sums.items(), key=lambda neighbor: (-neighbor[1], neighbor[0]))
