# SPDX-License-Identifier: MIT
"""Run the search benchmark: make what is missing, measure, and write the sections of RESULTS.md."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..results import circumstances, write_section
from ..tables import table
from .answers import addresses
from .comparison import building_table, bytes_table, quality_table, times_table, travel
from .corpus import pages
from .endurance import endurance
from .measures import misses
from .places import ENGINES, KBGENS, OURS, Workshop, install, versions
from .probes import LANGUAGES, ability_rows, failures, others, read_probes
from .queries import known_items, read_queries, write_queries
from .scale import scale_table

if TYPE_CHECKING:
    from .places import Built
    from .probes import Probe
    from .queries import Query

PARTS: Final = ("quality", "browser", "abilities", "hostile", "scale")
SIZES: Final = (1_000, 10_000)
LARGE: Final = 100_000
DEFAULT_CACHE: Final = Path.home() / ".cache" / "kbgen-bench" / "search"
_ARTICLES: Final = 100
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure."""

    data: Path
    cache: Path = DEFAULT_CACHE
    parts: tuple[str, ...] = PARTS
    sizes: tuple[int, ...] = SIZES
    large: int = LARGE
    engines: tuple[str, ...] = ENGINES
    rebuild: bool = False


def run(plan: Plan) -> None:
    """Measure and write."""
    node = install(plan.cache / "node")
    if "abilities" in plan.parts:
        _abilities(plan, node)
    for size in plan.sizes:
        if {"quality", "browser"} & set(plan.parts):
            _corpus(plan, node, size)
    if "hostile" in plan.parts:
        _hostile(plan, node)
    if "scale" in plan.parts:
        text = scale_table(
            plan.data, (max(plan.sizes), plan.large), plan.cache, node, rebuild=plan.rebuild
        )
        note = (
            "Records come straight from the texts. Bytes: gzipped files that were not loaded before, "
            "counted under Node.js."
        )
        _write(f"Search: kbgen's index at {plan.large:,} articles", f"{note}\n\n{text}")


def _corpus(plan: Plan, node: Path, size: int) -> None:
    shop, queries = _workshop(plan, node, size)
    sites = [shop.build(engine) for engine in plan.engines]
    if "quality" in plan.parts:
        text = [
            _peers(),
            building_table(sites),
            "Known items, MRR@10:",
            quality_table(sites, queries, node),
        ]
        _write(f"Search: {size:,} articles, quality and size", "\n\n".join(text))
        _print_misses(sites, queries, node)
    if "browser" in plan.parts:
        done = [(built, travel(built, queries)) for built in sites if built.engine != "lunr"]
        _write(
            f"Search: {size:,} articles, in the browser",
            f"{_BROWSER}\n\n{bytes_table(done)}\n\n{times_table(done)}",
        )


_BROWSER: Final = (
    "Chromium, HTTP/1.1 with gzip, an empty cache for every first answer; six results shown. "
    "Bytes are those on the"
    " wire, including headers, of everything that search loads, including scripts. Further queries: "
    "one per article, all"
    " kinds. Slow: 400 ms per request, 1.6 Mbit/s for all of them, and a CPU that runs a quarter of "
    "the time, including"
    " workers. Round trips: the longest chain of requests that waited for one another, on the "
    "slow link. Queries to kbgen are typed"
    " into the box on the home page, so its figures include the 90 ms that it waits for the next "
    "letter; the other engines are called directly."
)


def _peers() -> str:
    pinned = ", ".join(
        f"{name} {version}" for name, version in versions().items() if name != "esbuild"
    )
    return f"Peers: {pinned}; Material's own search in a `mkdocs build`."


def _workshop(plan: Plan, node: Path, size: int) -> tuple[Workshop, list[Query]]:
    """Return the corpus of a size with its queries; both are written once."""
    shop = Workshop(plan.cache / f"en-{size}", node)
    if not (shop.folder / "documents.json").exists():
        shutil.rmtree(shop.folder, ignore_errors=True)
        made = list(pages(plan.data, size, _SEED))
        shop.fill(made)
        for name, queries in zip(("dev", "test"), known_items(made, _ARTICLES, _SEED), strict=True):
            write_queries(queries, shop.folder / f"queries.{name}.jsonl")
    if plan.rebuild and {*KBGENS} & {*plan.engines}:
        shop.forget_ours()
    return shop, read_queries(shop.folder / "queries.test.jsonl")


def _abilities(plan: Plan, node: Path) -> None:
    probes: list[Probe] = []
    answers: dict[str, list[list[str]]] = {engine: [] for engine in plan.engines}
    for lang in LANGUAGES:
        invented, asked = read_probes(lang)
        probes += asked
        shop = Workshop(plan.cache / f"abilities-{lang}", node, lang)
        if not (shop.folder / "documents.json").exists():
            shop.fill([*others(plan.data, lang), *invented])
        elif plan.rebuild:
            shop.forget_ours()
        for engine in plan.engines:
            answers[engine] += addresses(shop.build(engine), [probe.query for probe in asked], node)
    rows = ability_rows(probes, answers)
    failed = failures(probes, answers[OURS]) if OURS in answers else []
    said = [
        f"- {probe.ability} ({probe.lang}): `{probe.query}` wants {probe.url}"
        for probe, _ in failed
    ]
    text = [
        f"Passed: the article is among the first three, codes first. {_peers()}",
        table(("ability", *answers), rows),
    ]
    if said:
        text.append("kbgen fails:\n\n" + "\n".join(said))
    _write("Search: abilities", "\n\n".join(text))


def _hostile(plan: Plan, node: Path) -> None:
    size = max(plan.sizes)
    shop, queries = _workshop(plan, node, size)
    text = endurance(shop.build(OURS), shop.folder / "site", plan.data, queries, node)
    _write(f"Search: {size:,} articles, usual and hostile queries", text)


def _print_misses(sites: list[Built], queries: list[Query], node: Path) -> None:
    """Print the queries whose article is not first, for tuning; they are not in RESULTS.md."""
    for built in (built for built in sites if built.engine in KBGENS):
        for query, came in misses(
            queries, addresses(built, [query.query for query in queries], node)
        ):
            print(f"{query.kind}: {query.query} wants {query.url}, came {came or 'nothing'}")


def _write(title: str, text: str) -> None:
    print(f"## {title}\n\n{text}\n", flush=True)
    write_section(title, f"{circumstances()}\n\n{text}")
