# SPDX-License-Identifier: MIT
"""Which clusters the help center answers already: their own questions are put to its own search.

In: clusters, and a callable that answers questions as the site's search does. Out: one `ClusterCoverage` each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median_low
from typing import Final

from kbgen.model import ClusterCoverage, SearchHit, SearchResult, TicketCluster
from kbgen.tickets.questions import question_of

Ask = Callable[[Sequence[str]], Sequence[SearchResult]]
"""Questions → the answers of search, in the same order, best hit first."""

DEPTH: Final = 3
"""A customer reads three results."""
QUESTIONS: Final = 20
"""Questions of a cluster that are asked, the most typical first."""
ENOUGH: Final = 0.5
"""Share of the questions that must have the article among the first three."""


def coverage(clusters: Sequence[TicketCluster], ask: Ask) -> tuple[ClusterCoverage, ...]:
    """Ask the search what the clusters ask. All questions go in one call."""
    asked = [questions(cluster, QUESTIONS) for cluster in clusters]
    results = iter(ask([question for some in asked for question in some]))
    return tuple(
        _covered(cluster, [next(results) for _ in some]) for cluster, some in zip(clusters, asked, strict=True)
    )


def questions(cluster: TicketCluster, most: int) -> list[str]:
    """Questions of a cluster, one a person, the most typical first, none twice."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for ticket in cluster.tickets:
        question = question_of(ticket)
        if question and question.casefold() not in found and (not ticket.requester or ticket.requester not in seen):
            found[question.casefold()] = question
            seen.add(ticket.requester)
        if len(found) == most:
            break
    return list(found.values())


def _covered(cluster: TicketCluster, results: Sequence[SearchResult]) -> ClusterCoverage:
    ranks: dict[str, list[int]] = defaultdict(list)
    hits: dict[str, SearchHit] = {}
    for result in results:
        for rank, hit in enumerate(result.hits[:DEPTH], 1):
            ranks[hit.id].append(rank)
            hits.setdefault(hit.id, hit)
    if not ranks:
        return ClusterCoverage(cluster, len(results), "", "", "", 0, 0.0, answered=False)
    # The article that most customers would meet, and the higher up the better: first place counts thrice.
    best = min(ranks, key=lambda article: (-sum(DEPTH + 1 - rank for rank in ranks[article]), article))
    share = len(ranks[best]) / len(results)
    hit = hits[best]
    return ClusterCoverage(
        cluster, len(results), hit.id, hit.title, hit.url, median_low(ranks[best]), share, answered=share >= ENOUGH
    )
