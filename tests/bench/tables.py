# SPDX-License-Identifier: MIT
"""Format figures: a Markdown table, and repeated measurements as `median (least–most)`."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is aligned left, the others right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    lines = [_line(cells) for cells in (head, rule, *rows)]
    return "\n".join(lines) + "\n"


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Return `2.0 (1.5–3.1)`, or the single value if the values do not differ."""
    texts = [f"{value:,.{digits}f}" for value in (median(values), min(values), max(values))]
    return texts[0] if texts[1] == texts[2] else f"{texts[0]} ({texts[1]}–{texts[2]})"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def counts_table(counts: Mapping[str, int], notes: Iterable[str]) -> str:
    """Return a table of counts, and below it a list of at most twenty notes."""
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in counts.items())
    listed = "".join(f"\n- {note}" for note in list(notes)[:20])
    return f"| | |\n|---|--:|\n{rows}\n{listed}"
