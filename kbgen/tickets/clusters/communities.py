# SPDX-License-Identifier: MIT
"""Communities of a weighted graph by the Louvain method: no number of groups to guess, no randomness.

Every node moves to the community of its neighbours that gains most modularity, until none moves; communities become the
nodes of the next level. A greater resolution gives smaller communities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 30
_LEVELS: Final = 10
_LEAST_GAIN: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph: every edge stands at both its ends."""

    edges: Sequence[Mapping[int, float]]
    """Node → neighbour → weight, without the node itself."""
    inner: Sequence[float]
    """Node → weight of the edges inside it, twice each."""


def communities(edges: Sequence[Mapping[int, float]], resolution: float) -> list[int]:
    """Node → number of its community, numbered by first occurrence."""
    graph = Graph(edges, [0.0] * len(edges))
    member = list(range(len(edges)))
    for _ in range(_LEVELS):
        labels, moved = _move(graph, resolution)
        if not moved:
            break
        member = [labels[node] for node in member]
        graph = _merge(graph, labels)
    return _numbered(member)


def _move(graph: Graph, resolution: float) -> tuple[list[int], bool]:
    labels = list(range(len(graph.edges)))
    degrees = [sum(edges.values()) + inner for edges, inner in zip(graph.edges, graph.inner, strict=True)]
    total = sum(degrees) or 1.0
    weights = list(degrees)
    moved = False
    for _ in range(_ROUNDS):
        changed = False
        for node, edges in enumerate(graph.edges):
            old = labels[node]
            weights[old] -= degrees[node]
            new = _best(edges, labels, old, weights, resolution * degrees[node] / total)
            weights[new] += degrees[node]
            labels[node] = new
            changed = changed or new != old
        moved = moved or changed
        if not changed:
            break
    return _numbered(labels), moved


def _best(edges: Mapping[int, float], labels: Sequence[int], old: int, weights: Sequence[float], price: float) -> int:
    """The community a node gains most by joining; its old one unless another is better."""
    ties: dict[int, float] = defaultdict(float)
    for neighbour, weight in edges.items():
        ties[labels[neighbour]] += weight
    best, most = old, ties.get(old, 0.0) - price * weights[old]
    for label in sorted(ties):
        gain = ties[label] - price * weights[label]
        if gain > most + _LEAST_GAIN:
            best, most = label, gain
    return best


def _merge(graph: Graph, labels: Sequence[int]) -> Graph:
    size = max(labels) + 1
    edges: list[dict[int, float]] = [defaultdict(float) for _ in range(size)]
    inner = [0.0] * size
    for node, neighbours in enumerate(graph.edges):
        label = labels[node]
        inner[label] += graph.inner[node]
        for neighbour, weight in neighbours.items():
            if labels[neighbour] == label:
                inner[label] += weight
            else:
                edges[label][labels[neighbour]] += weight
    return Graph(edges, inner)


def _numbered(labels: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]
