# SPDX-License-Identifier: MIT
"""Cluster tickets that ask the same question, without a preset number of clusters.

In: redacted tickets, and a callable that splits a text into terms. Out: `TicketCluster`s, the
largest first, each ticket in exactly one. The nearest neighbors by TF-IDF form a graph; its
communities are the clusters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from kbgen.model import RedactedTicket, TicketCluster
from kbgen.tickets.clusters.communities import communities
from kbgen.tickets.clusters.questions import text_to_compare
from kbgen.tickets.clusters.similar import Vector, center, cosine, neighbors, vectors

Terms = Callable[[str, str], Sequence[str]]
"""(text, language) → the text's terms: folded and stemmed, without stop words."""

NEIGHBORS: Final = 15
MAX_RESOLUTION: Final = 8.0
"""Both measured on Banking77 (tests/bench): finer than its intents, because a draft should answer
one question."""
_TICKETS_PER_RESOLUTION: Final = 1250
"""Modularity merges more in larger graphs. A small export needs a lower resolution, or it splits
into tiny clusters."""
_MIN_SIMILARITY: Final = 0.15


def cluster(tickets: Sequence[RedactedTicket], terms: Terms) -> tuple[TicketCluster, ...]:
    """Group tickets that ask the same question.

    Raises:
        TypeError: A ticket is not redacted.
    """
    for ticket in tickets:
        if not isinstance(ticket, RedactedTicket):
            raise TypeError("only redacted tickets are clustered")
    term_vectors = vectors([terms(text_to_compare(ticket), ticket.lang) for ticket in tickets])
    groups: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(
        communities(_neighbor_graph(term_vectors), _resolution(len(tickets)))
    ):
        groups[label].append(index)
    ordered = sorted(groups.values(), key=lambda members: (-len(members), members[0]))
    return tuple(
        _cluster(number, members, tickets, term_vectors)
        for number, members in enumerate(ordered, 1)
    )


def count_requesters(tickets: Sequence[RedactedTicket]) -> int:
    """Count distinct people; each ticket without a known requester counts as another person."""
    return len({ticket.requester or f"\0{ticket.hash}" for ticket in tickets})


def _resolution(tickets: int) -> float:
    return min(MAX_RESOLUTION, max(1.0, tickets / _TICKETS_PER_RESOLUTION))


def _neighbor_graph(term_vectors: Sequence[Vector]) -> list[dict[int, float]]:
    edges: list[dict[int, float]] = [{} for _ in term_vectors]
    for index, nearest in enumerate(neighbors(term_vectors, NEIGHBORS)):
        for other, similarity in nearest:
            if similarity >= _MIN_SIMILARITY:
                edges[index][other] = edges[other][index] = similarity
    return edges


def _cluster(
    number: int,
    members: Sequence[int],
    tickets: Sequence[RedactedTicket],
    term_vectors: Sequence[Vector],
) -> TicketCluster:
    center_vector = center(term_vectors[index] for index in members)
    # Rounding lets ties fall to the earlier ticket instead of to the last bits of a sum.
    typical = sorted(
        members, key=lambda index: (-round(cosine(term_vectors[index], center_vector), 9), index)
    )
    ordered = tuple(tickets[index] for index in typical)
    return TicketCluster(number, ordered, count_requesters(ordered))
