# SPDX-License-Identifier: MIT
"""Figures out of answers: reciprocal rank by kind of query, quantiles, and sizes in words."""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from typing import TYPE_CHECKING, Final

from .queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .queries import Query

DEPTH: Final = 10
ALL: Final = "all"


def reciprocal_rank(urls: Sequence[str], wanted: str) -> float:
    """1 over the place of the wanted address among the first ten; 0 when it is not there."""
    return next((1 / place for place, url in enumerate(urls[:DEPTH], 1) if url == wanted), 0.0)


def mean_reciprocal_ranks(queries: Sequence[Query], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    """MRR@10 of each kind that was asked, and of all queries together.

    Args:
        queries: what was asked.
        answers: the addresses found, best first, in the same order.
    """
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    for query, urls in zip(queries, answers, strict=True):
        rank = reciprocal_rank(urls, query.url)
        ranks[query.kind].append(rank)
        ranks[ALL].append(rank)
    return {kind: sum(ranks[kind]) / len(ranks[kind]) for kind in (*KINDS, ALL) if kind in ranks}


def misses(queries: Sequence[Query], answers: Sequence[Sequence[str]]) -> list[tuple[Query, str]]:
    """Queries whose article did not come first, each with the address that did (empty: nothing did)."""
    pairs = zip(queries, answers, strict=True)
    return [(query, urls[0] if urls else "") for query, urls in pairs if not urls or urls[0] != query.url]


def quantile(values: Sequence[float], part: float) -> float:
    """The smallest value that `part` of the values do not exceed (nearest rank).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, ceil(part * len(values)) - 1)]


def kilobytes(size: float) -> str:
    """`0.8`, `14.2`, `569`, `9,840`: thousands of bytes, three digits or all."""
    thousands = size / 1000
    return f"{thousands:,.0f}" if thousands >= 100 else f"{thousands:.1f}"


def megabytes(size: float) -> str:
    """`1.3`, `27.4`."""
    return f"{size / 1e6:,.1f}"
