# SPDX-License-Identifier: MIT
"""Tickets that ask the same, by the words of a language: what coverage and drafts begin with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.language.terms import terms
from kbgen.model import TicketCluster
from kbgen.tickets.clusters.cluster import cluster
from kbgen.tickets.files import read_tickets
from kbgen.tickets.records import Rejection


@dataclass(frozen=True, slots=True)
class ClusteredTickets:
    """The tickets of a file."""

    clusters: tuple[TicketCluster, ...]
    rejected: tuple[Rejection, ...]

    def asked_by(self, requesters: int) -> list[TicketCluster]:
        """Return the clusters that at least so many people asked."""
        return [item for item in self.clusters if item.requesters >= requesters]


def cluster_file(file: Path, lang: str) -> ClusteredTickets:
    """Group the tickets of a file; `lang` is the language of those that do not name theirs."""
    tickets, rejected = read_tickets(file)
    return ClusteredTickets(tuple(cluster(tickets, terms_in(lang))), tuple(rejected))


def terms_in(lang: str) -> Callable[[str, str], Sequence[str]]:
    """Return `terms` for texts of which some do not name their language."""
    return lambda text, spoken: terms(text, spoken or lang)
