# SPDX-License-Identifier: MIT
"""Compare our index at ten times the size: cost of a query, size of the entry, number of files."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from kbgen.model import SearchDocument, SearchPassage
from kbgen.search.engines.language_index import language_folder, update_from_records
from kbgen.search.index.analysis import analyze, analyzer_for
from kbgen.site.reading.search_records import record_key

from ..build.process import measure
from ..tables import table
from .answers import ours_in_node
from .comparison import mixed_kinds
from .corpus import Page, pages
from .measures import kilobytes, mean_reciprocal_ranks, megabytes, quantile
from .queries import known_items, read_queries, write_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING: Final = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_MARKUP: Final = re.compile(r"[*`|#>]+|^\d+\. ", re.MULTILINE)
_ARTICLES: Final = 100
_FIRST: Final = 20


def scale_table(
    data: Path, counts: Sequence[int], folder: Path, node: Path, *, rebuild: bool = False
) -> str:
    """Return one row per corpus; each index is made in its own process, if missing or requested."""
    rows = []
    for count in counts:
        place = folder / f"index-{count}"
        if rebuild:
            shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        cost = place / "cost.json"
        if not cost.exists():
            usage = measure(
                (
                    sys.executable,
                    "-m",
                    "tests.bench.search.scale",
                    str(data),
                    str(count),
                    str(place),
                ),
                Path(),
            )
            if usage.code:
                raise RuntimeError(usage.stderr[-2000:])
            cost.write_text(json.dumps([usage.cpu, usage.peak]), "ascii")
        rows.append(_row(data, count, place, node))
    head = (
        "articles", "CPU s, text and index", "peak MB", "files", "gzip MB", "entry kB", "first answer kB",
        "further kB, median", "p95", "files, median", "MRR@10",
    )  # fmt: skip
    return table(head, rows)


def _row(data: Path, count: int, place: Path, node: Path) -> list[str]:
    cpu, peak = json.loads((place / "cost.json").read_text("ascii"))
    index = language_folder(place, "en") / "browser"
    queries = read_queries(place / "queries.jsonl")
    mixed = [query.query for query in mixed_kinds(queries)]
    first = [ours_in_node(index, [query], node)[0].size for query in mixed[:_FIRST]]
    further = ours_in_node(index, mixed, node)[1:]
    sizes = [answer.size for answer in further]
    found = [
        answer.urls for answer in ours_in_node(index, [query.query for query in queries], node)
    ]
    files = [
        file for file in index.rglob("*") if file.is_file() and not file.name.startswith("stamp")
    ]
    entry = next(file for file in files if file.name.startswith("entry"))
    return [
        f"{count:,}", f"{cpu:,.0f}", f"{peak / 1e6:,.0f}", f"{len(files):,}",
        megabytes(sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)),
        kilobytes(len(gzip.compress(entry.read_bytes(), 6))),
        kilobytes(median(first)), kilobytes(median(sizes)), kilobytes(quantile(sizes, 0.95)),
        f"{median(answer.files for answer in further):.0f}",
        f"{mean_reciprocal_ranks(queries, found)['all']:.3f}",
    ]  # fmt: skip


def document_of(page: Page) -> SearchDocument:
    """Return an article of the corpus as search sees it, with one passage per heading."""
    parts = _HEADING.split(page.text)
    titles, texts = ["", *parts[1::2]], parts[::2]
    passages = tuple(
        SearchPassage(f"part-{number}" if title else "", title, _MARKUP.sub("", text).strip())
        for number, (title, text) in enumerate(zip(titles, texts, strict=True))
    )
    name = page.url.rstrip("/").rpartition("/")[2]
    trail = tuple(page.path.split("/")[:2])
    return SearchDocument(
        name, "en", page.url, page.title, "manual", trail, "", (), (), (), (), passages
    )


def make(data: Path, count: int, place: Path) -> None:
    """Write an index of `count` articles, and queries for it; texts are streamed."""
    analyzer = analyzer_for("en")
    titles: list[Page] = []

    def read() -> Iterator[SearchDocument]:
        for page in pages(data, count):
            titles.append(Page(page.path, page.title, "", page.real))
            yield document_of(page)

    records = [analyze(document, analyzer, record_key("en", document, "")) for document in read()]
    update_from_records("en", records, place, whoosh=False)
    _, queries = known_items(titles, _ARTICLES, 1)
    write_queries(queries, place / "queries.jsonl")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
