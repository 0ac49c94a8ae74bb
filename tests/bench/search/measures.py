# SPDX-License-Identifier: MIT
"""Compute figures from results: reciprocal rank by kind of query, quantiles, formatted sizes."""

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
    """Return 1 / rank of the wanted URL among the first ten, or 0."""
    return next((1 / place for place, url in enumerate(urls[:DEPTH], 1) if url == wanted), 0.0)


def mean_reciprocal_ranks(
    queries: Sequence[Query], answers: Sequence[Sequence[str]]
) -> dict[str, float]:
    """Return MRR@10 of each kind of query, and of all queries together.

    Args:
        queries: the queries.
        answers: the URLs found, best first, in the same order.
    """
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    for query, urls in zip(queries, answers, strict=True):
        rank = reciprocal_rank(urls, query.url)
        ranks[query.kind].append(rank)
        ranks[ALL].append(rank)
    return {kind: sum(ranks[kind]) / len(ranks[kind]) for kind in (*KINDS, ALL) if kind in ranks}


def misses(queries: Sequence[Query], answers: Sequence[Sequence[str]]) -> list[tuple[Query, str]]:
    """Return the queries whose article is not first, each with the first URL (empty if none)."""
    pairs = zip(queries, answers, strict=True)
    return [
        (query, urls[0] if urls else "")
        for query, urls in pairs
        if not urls or urls[0] != query.url
    ]


def quantile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that `part` of the values do not exceed (nearest rank).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, ceil(part * len(values)) - 1)]


def kilobytes(size: float) -> str:
    """Format thousands of bytes with at least two digits: `0.8`, `14.2`, `569`, `9,840`."""
    thousands = size / 1000
    return f"{thousands:,.0f}" if thousands >= 100 else f"{thousands:.1f}"


def megabytes(size: float) -> str:
    """Format millions of bytes: `1.3`, `27.4`."""
    return f"{size / 1e6:,.1f}"
