# SPDX-License-Identifier: MIT
"""Measure redaction, and how well clusters of Banking77 match its intents, for RESULTS.md."""

from __future__ import annotations

import csv
import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kbgen.language.terms import terms
from kbgen.tickets.clusters.cluster import cluster
from kbgen.tickets.readers import read_export
from kbgen.tickets.records import export_files
from kbgen.tickets.redact import redact

from ..results import circumstances, write_section
from ..tables import table
from .redaction import SETS, Measured, measure, rows

_HEAD: Final = ("Kind", "language", "marked", "recall", "found", "precision")


def run(data: Path) -> None:
    """Measure and write the section."""
    parts = [circumstances(), _clusters(data / "tickets/banking77/train.csv")]
    parts += [_redaction(name, measure(data / name)) for name in SETS]
    write_section("Tickets", "\n\n".join(parts))


def _redaction(name: str, measured: Measured) -> str:
    leaking = f"{measured.leaking} of {measured.texts} texts still contain data of a kind that kbgen looks for."
    note = "Recall: share of the marked spans that are completely redacted. Precision: share of the redacted spans that overlap a marked one."
    return f"### Redaction: {name}\n\n{leaking} {note}\n\n{table(_HEAD, rows(measured))}"


def _clusters(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        intents = [row["category"] for row in csv.DictReader(file)]
    export = read_export("csv", export_files(path))
    began = time.process_time()
    tickets = [redact(ticket) for ticket in export.tickets]
    redacted = time.process_time()
    found = cluster(tickets, lambda text, _: terms(text, "en"))
    ended = time.process_time()
    label = {ticket.id: item.number for item in found for ticket in item.tickets}
    score = agreement([label[ticket.id] for ticket in tickets], intents)
    figures = (
        f"{len(tickets):,} questions, {len(set(intents))} intents, {len(found)} clusters: "
        f"V-measure {score.v_measure:.3f} (homogeneity {score.homogeneity:.3f}, "
        f"completeness {score.completeness:.3f}), "
        f"purity {score.purity:.3f}; redaction {redacted - began:.1f}, clustering "
        f"{ended - redacted:.1f} CPU s."
    )
    print(figures)
    return f"### Clusters: Banking77\n\n{figures}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well one grouping matches another."""

    homogeneity: float
    completeness: float
    purity: float

    @property
    def v_measure(self) -> float:
        """Return the harmonic mean of homogeneity and completeness."""
        total = self.homogeneity + self.completeness
        return 2 * self.homogeneity * self.completeness / total if total else 0.0


def agreement(labels: Sequence[int], gold: Sequence[str]) -> Agreement:
    """Compare clusters with the gold labels."""
    pairs = Counter(zip(labels, gold, strict=True))
    of_label, of_gold, both = _entropy(Counter(labels)), _entropy(Counter(gold)), _entropy(pairs)
    best: dict[int, int] = {}
    for (label, _), count in pairs.items():
        best[label] = max(best.get(label, 0), count)
    return Agreement(
        homogeneity=1 - (both - of_label) / of_gold if of_gold else 1.0,
        completeness=1 - (both - of_gold) / of_label if of_label else 1.0,
        purity=sum(best.values()) / len(labels),
    )


def _entropy(counts: Counter[int] | Counter[str] | Counter[tuple[int, str]]) -> float:
    total = sum(counts.values())
    return -sum(count / total * math.log(count / total) for count in counts.values())
