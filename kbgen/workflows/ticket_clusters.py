# SPDX-License-Identifier: MIT
"""Group tickets that ask the same question, as input for coverage and drafts."""

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
    """The clustered tickets of a file."""

    clusters: tuple[TicketCluster, ...]
    rejected: tuple[Rejection, ...]

    def asked_by(self, requesters: int) -> list[TicketCluster]:
        """Return the clusters with at least this many requesters."""
        return [item for item in self.clusters if item.requesters >= requesters]


def cluster_file(file: Path, lang: str) -> ClusteredTickets:
    """Group the tickets of a file; `lang` is the language of tickets that name none."""
    tickets, rejected = read_tickets(file)
    return ClusteredTickets(tuple(cluster(tickets, terms_in(lang))), tuple(rejected))


def terms_in(lang: str) -> Callable[[str, str], Sequence[str]]:
    """Return a `terms` function that uses `lang` for texts without a language."""
    return lambda text, own_lang: terms(text, own_lang or lang)
