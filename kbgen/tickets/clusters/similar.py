# SPDX-License-Identifier: MIT
"""How alike texts are: cosine of TF-IDF vectors, and for each text the few that are most like it.

In: lists of terms. Out: sparse unit vectors; neighbours found through an inverted index, terms that half the world uses
left out, so that ten thousand questions take seconds. Deterministic: ties go to the earlier text.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise
from typing import Final

Vector = dict[str, float]

_COMMON_SHARE: Final = 0.1
_COMMON_LEAST: Final = 50
"""Terms in more texts than both the share and the number say find no neighbours; they still count in the cosine."""


def vectors(texts: Sequence[Sequence[str]], least: int = 2) -> list[Vector]:
    """Unit vectors of terms and of pairs of neighbouring terms.

    Args:
        texts: as lists of terms.
        least: texts a term must be in. With 2, what is in one text alone does not make it different from others.
    """
    counts = [Counter([*terms, *(f"{one} {two}" for one, two in pairwise(terms))]) for terms in texts]
    documents = Counter(term for count in counts for term in count)
    return [_unit(_weighted(count, documents, len(texts), least)) for count in counts]


def _weighted(count: Counter[str], documents: Counter[str], total: int, least: int) -> Vector:
    return {
        term: (1 + math.log(number)) * math.log(1 + total / documents[term])
        for term, number in count.items()
        if documents[term] >= least
    }


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / norm for term, weight in vector.items()} if norm else {}


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Between unit vectors: 0 to 1."""
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[term] for term, weight in one.items() if term in two)


def centre(members: Iterable[Vector]) -> Vector:
    """The unit vector in the middle of several."""
    total: dict[str, float] = defaultdict(float)
    for vector in members:
        for term, weight in vector.items():
            total[term] += weight
    return _unit(dict(total))


def neighbours(items: Sequence[Vector], most: int) -> list[list[tuple[int, float]]]:
    """For each vector the `most` nearest others: (index, cosine over the terms that find neighbours), best first."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(items):
        for term, weight in vector.items():
            index[term].append((number, weight))
    longest = max(_COMMON_LEAST, int(len(items) * _COMMON_SHARE))
    telling = {term: postings for term, postings in index.items() if len(postings) <= longest}
    return [_nearest(number, vector, telling, most) for number, vector in enumerate(items)]


def _nearest(
    number: int, vector: Vector, index: Mapping[str, list[tuple[int, float]]], most: int
) -> list[tuple[int, float]]:
    sums: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for other, value in index.get(term, ()):
            sums[other] += weight * value
    sums.pop(number, None)
    return nsmallest(most, sums.items(), key=lambda item: (-item[1], item[0]))
