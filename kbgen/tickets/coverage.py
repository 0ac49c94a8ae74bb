# SPDX-License-Identifier: MIT
"""Find the clusters that the site's own search already answers when asked their questions.

In: clusters, a callable that answers questions as the site's search does, the texts of the
articles. Out: one `ClusterCoverage` per cluster. Search nearly always returns something, so a hit
alone proves nothing: the article must also contain the words that distinguish the cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, islice
from statistics import median_low
from typing import Final

from kbgen.model import ClusterCoverage, SearchHit, SearchResult, TicketCluster
from kbgen.tickets.clusters.cluster import Terms
from kbgen.tickets.clusters.questions import representative_question, text_to_compare
from kbgen.tickets.clusters.similar import Vector, center, vectors

Ask = Callable[[Sequence[str]], Sequence[SearchResult]]
"""Questions → the search results, in the same order, best hit first."""

RESULTS_READ: Final = 3
"""Number of results that count as seen: customers read about three."""
MAX_QUESTIONS: Final = 20
"""Maximum number of questions to search for per cluster, the most typical first."""
MIN_QUESTION_SHARE: Final = 0.5
"""Share of the questions that must have the article among their first three results."""
MIN_TERM_SHARE: Final = 0.5
"""Share of the cluster's distinctive words, by weight, that the article must contain. Measured on
Banking77 with ten articles: clusters of their intents have .58 to .95, nine in ten of the others
less than .5."""


def measure_coverage(
    clusters: Sequence[TicketCluster], ask: Ask, terms: Terms, texts: Mapping[str, str], lang: str
) -> tuple[ClusterCoverage, ...]:
    """Find the clusters that search already answers. Searches for all questions in one call.

    Args:
        clusters: Ticket clusters; the result has the same order.
        ask: Searches the site for questions.
        terms: The function that clustering used to find a text's terms.
        texts: Article id → all words of the article.
        lang: The language of the articles.
    """
    questions = [typical_questions(cluster, MAX_QUESTIONS) for cluster in clusters]
    results = iter(ask([*chain.from_iterable(questions)]))
    words = {article: frozenset(terms(text, lang)) for article, text in texts.items()}
    coverages = []
    for cluster, asked, center_vector in zip(
        clusters, questions, _centers(clusters, terms), strict=True
    ):
        answers = list(islice(results, len(asked)))
        coverages.append(_cluster_coverage(cluster, answers, center_vector, words))
    return tuple(coverages)


def _centers(clusters: Sequence[TicketCluster], terms: Terms) -> list[Vector]:
    """Return each cluster's center vector; terms common to all clusters weigh little."""
    tickets = chain.from_iterable(cluster.tickets for cluster in clusters)
    ticket_terms = [terms(text_to_compare(ticket), ticket.lang) for ticket in tickets]
    ticket_vectors = iter(vectors(ticket_terms, min_texts=1))
    return [
        _single_terms(center(islice(ticket_vectors, len(cluster.tickets)))) for cluster in clusters
    ]


def _single_terms(vector: Vector) -> Vector:
    """Return the vector without pairs of terms, which the words of an article do not have."""
    return {term: weight for term, weight in vector.items() if " " not in term}


def _shared_weight(center_vector: Vector, words: frozenset[str]) -> float:
    total = sum(weight * weight for weight in center_vector.values())
    return (
        sum(weight * weight for term, weight in center_vector.items() if term in words) / total
        if total
        else 0.0
    )


def typical_questions(cluster: TicketCluster, limit: int) -> list[str]:
    """Return up to `limit` distinct questions of a cluster, one per person, most typical first."""
    chosen: dict[str, str] = {}
    seen: set[str] = set()
    for ticket in cluster.tickets:
        question = representative_question(ticket)
        if (
            question
            and question.casefold() not in chosen
            and (not ticket.requester or ticket.requester not in seen)
        ):
            chosen[question.casefold()] = question
            seen.add(ticket.requester)
        if len(chosen) == limit:
            break
    return list(chosen.values())


def _cluster_coverage(
    cluster: TicketCluster,
    results: Sequence[SearchResult],
    center_vector: Vector,
    words: Mapping[str, frozenset[str]],
) -> ClusterCoverage:
    ranks: dict[str, list[int]] = defaultdict(list)
    hits: dict[str, SearchHit] = {}
    for result in results:
        for rank, hit in enumerate(result.hits[:RESULTS_READ], 1):
            ranks[hit.id].append(rank)
            hits.setdefault(hit.id, hit)
    if not ranks:
        return ClusterCoverage(cluster, len(results), "", "", "", 0, 0.0, answered=False)
    # Prefer the article that most customers would see, and see first: the first place counts
    # three times as much as the third.
    best = min(
        ranks,
        key=lambda article: (-sum(RESULTS_READ + 1 - rank for rank in ranks[article]), article),
    )
    share = len(ranks[best]) / len(results)
    hit = hits[best]
    answered = (
        share >= MIN_QUESTION_SHARE
        and _shared_weight(center_vector, words.get(best, frozenset())) >= MIN_TERM_SHARE
    )
    return ClusterCoverage(
        cluster,
        len(results),
        hit.id,
        hit.title,
        hit.url,
        median_low(ranks[best]),
        share,
        answered=answered,
    )
