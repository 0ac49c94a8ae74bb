# SPDX-License-Identifier: MIT
"""Find communities of a weighted graph with the Louvain method, deterministically.

Every node moves to the community of its neighbors that gains most modularity, until no node moves.
The communities then become the nodes of the next level. A higher resolution gives smaller
communities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_MAX_ROUNDS: Final = 30
_MAX_LEVELS: Final = 10
_MIN_GAIN: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph; both ends of an edge list it."""

    edges: Sequence[Mapping[int, float]]
    """Node → neighbor → weight, without loops."""
    inner: Sequence[float]
    """Node → weight of the edges inside it, each counted twice."""


def communities(edges: Sequence[Mapping[int, float]], resolution: float) -> list[int]:
    """Return each node's community number; communities are numbered by first occurrence."""
    graph = Graph(edges, [0.0] * len(edges))
    member = list(range(len(edges)))
    for _ in range(_MAX_LEVELS):
        labels, moved = _move_nodes(graph, resolution)
        if not moved:
            break
        member = [labels[node] for node in member]
        graph = _merge_communities(graph, labels)
    return _renumber(member)


def _move_nodes(graph: Graph, resolution: float) -> tuple[list[int], bool]:
    labels = list(range(len(graph.edges)))
    degrees = [
        sum(edges.values()) + inner for edges, inner in zip(graph.edges, graph.inner, strict=True)
    ]
    total = sum(degrees) or 1.0
    # Community → sum of the degrees of its nodes. At first, every node is its own community.
    weights = list(degrees)
    moved = False
    for _ in range(_MAX_ROUNDS):
        changed = False
        for node, edges in enumerate(graph.edges):
            # Take the node out of its community, then let it join the one that gains most.
            old = labels[node]
            weights[old] -= degrees[node]
            new = _best_community(edges, labels, old, weights, resolution * degrees[node] / total)
            weights[new] += degrees[node]
            labels[node] = new
            changed = changed or new != old
        moved = moved or changed
        if not changed:
            break
    return _renumber(labels), moved


def _best_community(
    edges: Mapping[int, float],
    labels: Sequence[int],
    old: int,
    weights: Sequence[float],
    cost: float,
) -> int:
    """Return the community that gains most from the node; the old one unless another gains more."""
    # Community → weight of the edges between the node and that community.
    links: dict[int, float] = defaultdict(float)
    for neighbor, weight in edges.items():
        links[labels[neighbor]] += weight
    # The modularity gained by joining: edges into the community, minus those expected by chance.
    best, best_gain = old, links.get(old, 0.0) - cost * weights[old]
    for label in sorted(links):
        gain = links[label] - cost * weights[label]
        if gain > best_gain + _MIN_GAIN:
            best, best_gain = label, gain
    return best


def _merge_communities(graph: Graph, labels: Sequence[int]) -> Graph:
    size = max(labels) + 1
    edges: list[dict[int, float]] = [defaultdict(float) for _ in range(size)]
    inner = [0.0] * size
    for node, neighbors in enumerate(graph.edges):
        label = labels[node]
        inner[label] += graph.inner[node]
        # Each inner edge is visited from both ends, so its weight is added twice, as `inner` wants.
        for neighbor, weight in neighbors.items():
            if labels[neighbor] == label:
                inner[label] += weight
            else:
                edges[label][labels[neighbor]] += weight
    return Graph(edges, inner)


def _renumber(labels: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]
