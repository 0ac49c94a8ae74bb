# SPDX-License-Identifier: MIT
"""The tables of engines, from what was measured."""

from __future__ import annotations

from pathlib import Path

from bench.build.process import Usage
from bench.search.browser import Asked
from bench.search.comparison import Travel, building_table, bytes_table, mixed_kinds, times_table
from bench.search.faces import face_of
from bench.search.places import ENGINES, Built, versions
from bench.search.queries import KINDS, Query


def _built(folder: Path) -> Built:
    (folder / "a.txt").write_bytes(b"a" * 100_000)
    (folder / "b.bin").write_bytes(bytes(range(256)))
    files = (folder / "a.txt", folder / "b.bin")
    return Built(
        "pagefind", "en", folder, "search.html", files, Usage(12.34, 20.0, 345_000_000, 0, "", "")
    )


def _asked(size: int, ms: float, round_trips: int) -> Asked:
    return Asked("query", 6, ms, size, 3, round_trips, first_trips=max(1, round_trips - 2))


def _travel() -> Travel:
    return Travel(
        first=[_asked(300_000, 500, 4), _asked(400_000, 700, 9)],
        slow_first=[_asked(300_000, 5_000, 5)],
        further=[_asked(size, size / 1000, 1) for size in (0, 14_000, 40_000)],
        slow_further=[
            _asked(14_000, 800, 4 if kind in ("typo1", "typo2") else 2) for kind in KINDS[1:]
        ],
        memory=3_400_000,
    )


def test_a_file_counts_as_sent_compressed_unless_that_makes_it_larger(tmp_path: Path):
    raw, sent = _built(tmp_path).sizes()
    assert raw == 100_256
    assert 256 < sent < 1_000


def test_the_building_table_has_cost_and_sizes(tmp_path: Path):
    assert "| pagefind | 12.3 | 345 | 2 | 0.1 | 0.0 |" in building_table([_built(tmp_path)])


def test_the_table_of_bytes_keeps_misspelled_queries_apart(tmp_path: Path):
    text = bytes_table([(_built(tmp_path), _travel())])
    assert "| pagefind | 350 | 3 | 14.0 | 40.0 | 3 | 3 | 5 | 2 | 2 | 4 | 3.4 |" in text


def test_the_table_of_times_has_slow_ones_in_seconds(tmp_path: Path):
    text = times_table([(_built(tmp_path), _travel())])
    assert "| pagefind | 600 | 14 | 40 | 5.0 | 0.8 |" in text


def test_further_queries_are_about_different_articles_and_of_all_kinds():
    queries = [
        Query(f"{number}-{kind}", kind, "q", f"{number}/") for number in range(20) for kind in KINDS
    ]
    mixed = mixed_kinds(queries)
    assert [query.url for query in mixed] == [f"{number}/" for number in range(20)]
    assert {query.kind for query in mixed} == set(KINDS)


def test_only_what_search_loads_counts_before_the_first_query():
    assert face_of("kbgen").is_search("/search/en/entry.json")
    assert not face_of("kbgen").is_search("/assets/stylesheets/kb.css")
    assert face_of("material").is_search("/assets/javascripts/workers/search.a7633da7.min.js")
    assert face_of("kbgen-meaning") == face_of("kbgen")
    assert not face_of("pagefind").is_search("/page.js")


def test_every_package_is_pinned_to_one_version():
    assert all(version[0].isdigit() for version in versions().values())
    assert {"pagefind", "minisearch", "flexsearch", "@orama/orama", "lunr"} <= set(versions())
    assert len(set(ENGINES)) == len(ENGINES) == 8
