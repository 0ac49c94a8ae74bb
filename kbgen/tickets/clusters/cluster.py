# SPDX-License-Identifier: MIT
"""Tickets that ask the same, found without being told how many things are asked.

In: redacted tickets, and a callable that cuts a text into terms. Out: `TicketCluster`s, the largest first, every ticket
in exactly one. The nearest neighbours by TF-IDF make a graph; its communities are the clusters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from kbgen.model import RedactedTicket, TicketCluster
from kbgen.tickets.clusters.communities import communities
from kbgen.tickets.clusters.questions import text_of
from kbgen.tickets.clusters.similar import Vector, centre, cosine, neighbours, vectors

Terms = Callable[[str, str], Sequence[str]]
"""(text, language) → its terms: folded, stemmed, without words that say nothing."""

NEIGHBOURS: Final = 15
MOST_RESOLUTION: Final = 8.0
"""Both measured on Banking77 (tests/bench): finer than its intents, because a draft should answer one question."""
_TICKETS_A_RESOLUTION: Final = 1250
"""What modularity takes for a group grows with the graph; a small export needs less resolution, or falls to dust."""
_LEAST_LIKENESS: Final = 0.15


def cluster(tickets: Sequence[RedactedTicket], terms: Terms) -> tuple[TicketCluster, ...]:
    """Group tickets by what they ask.

    Raises:
        TypeError: something else than a redacted ticket was given.
    """
    for ticket in tickets:
        if not isinstance(ticket, RedactedTicket):
            raise TypeError("only redacted tickets are clustered")
    found = vectors([terms(text_of(ticket), ticket.lang) for ticket in tickets])
    groups: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(communities(_graph(found), _resolution(len(tickets)))):
        groups[label].append(index)
    ordered = sorted(groups.values(), key=lambda members: (-len(members), members[0]))
    return tuple(_cluster(number, members, tickets, found) for number, members in enumerate(ordered, 1))


def requesters(tickets: Sequence[RedactedTicket]) -> int:
    """Distinct people; a ticket whose requester is not known is somebody of its own."""
    return len({ticket.requester or f"\0{ticket.hash}" for ticket in tickets})


def _resolution(tickets: int) -> float:
    return min(MOST_RESOLUTION, max(1.0, tickets / _TICKETS_A_RESOLUTION))


def _graph(found: Sequence[Vector]) -> list[dict[int, float]]:
    edges: list[dict[int, float]] = [{} for _ in found]
    for index, near in enumerate(neighbours(found, NEIGHBOURS)):
        for other, likeness in near:
            if likeness >= _LEAST_LIKENESS:
                edges[index][other] = edges[other][index] = likeness
    return edges


def _cluster(
    number: int, members: Sequence[int], tickets: Sequence[RedactedTicket], found: Sequence[Vector]
) -> TicketCluster:
    middle = centre(found[index] for index in members)
    typical = sorted(members, key=lambda index: (-round(cosine(found[index], middle), 9), index))
    ordered = tuple(tickets[index] for index in typical)
    return TicketCluster(number, ordered, requesters(ordered))
