# SPDX-License-Identifier: MIT
"""Which clusters the help center answers already: their own questions are put to its own search.

In: clusters, a callable that answers questions as the search does, the texts of the articles. Out: one
`ClusterCoverage` each. Search always finds something, so being found is not enough: the article must also have the
words that make the cluster what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import median_low
from typing import Final

from kbgen.model import ClusterCoverage, SearchHit, SearchResult, TicketCluster
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.clusters.questions import question_of, text_of
from kbgen.tickets.clusters.similar import Vector, centre, vectors

Ask = Callable[[Sequence[str]], Sequence[SearchResult]]
"""Questions → the answers of search, in the same order, best hit first."""

DEPTH: Final = 3
"""A customer reads three results."""
QUESTIONS: Final = 20
"""Questions of a cluster that are asked, the most typical first."""
ENOUGH: Final = 0.5
"""Share of the questions that must have the article among the first three."""
ABOUT: Final = 0.5
"""Share of the cluster's telling words, by weight, that the article must have. Measured on Banking77 with ten articles:
clusters of their intents have .58 to .95, nine in ten of the others less than .5."""


def coverage(
    clusters: Sequence[TicketCluster], ask: Ask, terms: Terms, texts: Mapping[str, str], lang: str
) -> tuple[ClusterCoverage, ...]:
    """Ask the search what the clusters ask. All questions go in one call.

    Args:
        clusters: in the order of the result.
        ask: answers questions.
        terms: as for clustering.
        texts: article id → all words of the article.
        lang: the language of the articles.
    """
    asked = [questions(cluster, QUESTIONS) for cluster in clusters]
    results = iter(ask([question for some in asked for question in some]))
    words = {article: frozenset(terms(text, lang)) for article, text in texts.items()}
    middles = _middles(clusters, terms)
    return tuple(
        _covered(cluster, [next(results) for _ in some], middle, words)
        for cluster, some, middle in zip(clusters, asked, middles, strict=True)
    )


def _middles(clusters: Sequence[TicketCluster], terms: Terms) -> list[Vector]:
    """What each cluster is about: weights of its terms, common ones of all clusters weighing little."""
    found = iter(vectors([terms(text_of(ticket), ticket.lang) for item in clusters for ticket in item.tickets], 1))
    middles = (centre([next(found) for _ in item.tickets]) for item in clusters)
    return [{term: weight for term, weight in middle.items() if " " not in term} for middle in middles]


def _share_of(middle: Vector, words: frozenset[str]) -> float:
    total = sum(weight * weight for weight in middle.values())
    return sum(weight * weight for term, weight in middle.items() if term in words) / total if total else 0.0


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


def _covered(
    cluster: TicketCluster, results: Sequence[SearchResult], middle: Vector, words: Mapping[str, frozenset[str]]
) -> ClusterCoverage:
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
    answered = share >= ENOUGH and _share_of(middle, words.get(best, frozenset())) >= ABOUT
    return ClusterCoverage(
        cluster, len(results), hit.id, hit.title, hit.url, median_low(ranks[best]), share, answered=answered
    )
