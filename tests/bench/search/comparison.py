# SPDX-License-Identifier: MIT
"""Compare all engines on one corpus: cost of building, quality, and traffic in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from ..tables import table
from .answers import addresses
from .browser import Asked, Circumstances, chromium, first_answers, further_answers
from .measures import kilobytes, mean_reciprocal_ranks, megabytes, quantile
from .places import KBGENS, MATERIAL, PAGEFIND
from .queries import KINDS
from .server import SLOW_4G, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .places import Built
    from .queries import Query

SLOW_PHONE: Final = Circumstances(SLOW_4G, 4)
_SLOW: Final = frozenset({MATERIAL, "orama", "lunr"})
_OF_SLOW: Final = 200
"""Number of queries for slow engines, which take up to seconds per query on 10,000 articles."""
_FIRST: Final = 5
_TYPOS: Final = frozenset({"typo1", "typo2"})


@dataclass(frozen=True, slots=True)
class Travel:
    """The measurements of one engine in the browser."""

    first: list[Asked]
    """First results on a fast link."""
    slow_first: list[Asked]
    """First results on a slow link with a slow CPU."""
    further: list[Asked]
    slow_further: list[Asked]
    """One per kind of query, in the order of `KINDS` without the first."""
    memory: int
    """Bytes, after all queries."""


def building_table(sites: Sequence[Built]) -> str:
    """Return the cost of building, and the size of the files that search loads from."""
    head = ("engine", "build CPU s", "peak MB", "files", "raw MB", "gzip MB")
    return table(head, [_building_row(built) for built in sites])


def _building_row(built: Built) -> list[str]:
    raw, sent = built.sizes()
    cost = (
        [f"{built.usage.cpu:.1f}", f"{built.usage.peak / 1e6:,.0f}"] if built.usage else ["?", "?"]
    )
    name = (
        f"{built.engine}, the whole site" if built.engine in {*KBGENS, MATERIAL} else built.engine
    )
    return [name, *cost, f"{len(built.files):,}", megabytes(raw), megabytes(sent)]


def quality_table(sites: Sequence[Built], queries: Sequence[Query], node: Path) -> str:
    """Return MRR@10 by kind of query."""
    rows = []
    for built in sites:
        asked = queries[:_OF_SLOW] if built.engine in _SLOW else queries
        figures = mean_reciprocal_ranks(
            asked, addresses(built, [query.query for query in asked], node)
        )
        rows.append(
            [f"{built.engine}, {len(asked)} queries", *(f"{figures[kind]:.3f}" for kind in figures)]
        )
    return table(("engine", *KINDS, "all"), rows)


def travel(built: Built, queries: Sequence[Query]) -> Travel:
    """Ask queries in the browser, each about another article, alternating the kinds."""
    mixed = [query.query for query in mixed_kinds(queries)]
    fast = Circumstances()
    sharded = built.engine in {*KBGENS, PAGEFIND}
    with chromium() as browser, serving(built.site) as host:
        first = first_answers(browser, built, host, mixed[:_FIRST], fast)
        further, memory = further_answers(browser, built, host, mixed, fast)
        slow_first = first_answers(
            browser, built, host, mixed[: _FIRST if sharded else 1], SLOW_PHONE
        )
        slow_further, _ = further_answers(browser, built, host, mixed[: len(KINDS)], SLOW_PHONE)
    return Travel(first, slow_first, further, slow_further, memory)


def mixed_kinds(queries: Sequence[Query]) -> list[Query]:
    """Return one query per article, alternating the kinds."""
    step = len(KINDS)
    return [
        queries[at + number % step]
        for number, at in enumerate(range(0, len(queries) - step + 1, step))
    ]


def bytes_table(done: Sequence[tuple[Built, Travel]]) -> str:
    """Return the bytes on the wire and in memory."""
    head = (
        "engine", "first answer kB", "its requests", "further query kB, median", "p95", "requests, median",
        "round trips, cold: first list", "answer", "warm", "misspelled: first list", "answer", "memory MB",
    )  # fmt: skip
    return table(head, [[built.engine, *_bytes_row(what)] for built, what in done])


def _bytes_row(what: Travel) -> list[str]:
    sizes = [asked.size for asked in what.further]
    kinds = [*zip(KINDS[1:], what.slow_further, strict=True)]
    return [
        kilobytes(median(asked.size for asked in what.first)),
        f"{median(asked.requests for asked in what.first):.0f}",
        kilobytes(median(sizes)),
        kilobytes(quantile(sizes, 0.95)),
        f"{median(asked.requests for asked in what.further):.0f}",
        _most(what.slow_first, lambda asked: asked.first_trips),
        _most(what.slow_first, lambda asked: asked.round_trips),
        _most(
            [asked for kind, asked in kinds if kind not in _TYPOS], lambda asked: asked.round_trips
        ),
        _most([asked for kind, asked in kinds if kind in _TYPOS], lambda asked: asked.first_trips),
        _most([asked for kind, asked in kinds if kind in _TYPOS], lambda asked: asked.round_trips),
        megabytes(what.memory),
    ]


def times_table(done: Sequence[tuple[Built, Travel]]) -> str:
    """Return the time until the list is shown."""
    head = (
        "engine",
        "first answer ms",
        "further ms, median",
        "p95",
        "slow: first answer s",
        "slow: further s, median",
    )
    return table(head, [[built.engine, *_times_row(what)] for built, what in done])


def _times_row(what: Travel) -> list[str]:
    times = [asked.ms for asked in what.further]
    return [
        f"{median(asked.ms for asked in what.first):,.0f}",
        f"{median(times):,.0f}",
        f"{quantile(times, 0.95):,.0f}",
        f"{median(asked.ms for asked in what.slow_first) / 1000:,.1f}",
        f"{median(asked.ms for asked in what.slow_further) / 1000:,.1f}",
    ]


def _most(answers: Sequence[Asked], figure: Callable[[Asked], int]) -> str:
    return str(max(map(figure, answers)))
