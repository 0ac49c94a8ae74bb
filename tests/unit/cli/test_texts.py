# SPDX-License-Identifier: MIT
"""What the commands say to people: one golden text for each shape of answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.cli.publishing import build
from kbgen.cli.searching import quality, search
from kbgen.cli.writing import explain
from kbgen.model import CODES, SearchHit, SearchResult, SearchStatistics, diagnostic
from kbgen.search.evaluation.quality import Judgement, Quality
from kbgen.settings.resources import diagnostics_dir
from kbgen.site.building.report import BuildReport, CacheHits

HIT = SearchHit("refund", "billing/refund/", "Get a refund", "cards", 12345)
HOME = SearchHit("index", "", "Welcome", None, 7)


def result(*hits: SearchHit, query: str = "money", suggestion: str | None = None) -> SearchResult:
    return SearchResult(query, "en", "whoosh", hits, suggestion)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            result(HIT, HOME),
            " 1. Get a refund\n    billing/refund/#cards  (refund, 12,345)\n 2. Welcome\n    ./  (index, 7)",
        ),
        (result(query="zebra"), "Nothing found for “zebra”."),
        (
            result(query="a\x1bb", suggestion="ab"),
            "Nothing found for “a\\u001bb”.\nDid you mean “ab”?",
        ),
        (
            result(HOME, suggestion="honey"),
            " 1. Welcome\n    ./  (index, 7)\nDid you mean “honey”?",
        ),
    ],
)
def test_search_numbers_its_hits(answer: SearchResult, text: str) -> None:
    assert search._text(answer) == text


def test_quality_shows_the_figures_and_the_first_misses() -> None:
    misses = tuple(
        (Judgement(f"q{number}", f"query {number}", {"b": 1, "a": 2}), result(HIT))
        for number in range(12)
    )
    nothing = (Judgement("q", "zebra\x1b", {"c": 1}), result())
    text = quality._text(Quality("en", "whoosh", 1200, 0.5, 0.25, 1.0, (nothing, *misses)))
    lines = text.splitlines()
    assert lines[:7] == [
        "1,200 judged questions (en; whoosh)",
        "nDCG@10   0.500",
        "MRR@10    0.250",
        "recall@10 1.000",
        "Queries without a relevant article in the first ten: 13",
        "  zebra\\u001b",
        "    expected c; found nothing",
    ]
    assert lines[8] == "    expected a, b; found Get a refund"
    assert len(lines) == 5 + 2 * 10


def test_quality_without_misses_ends_with_the_figures() -> None:
    assert len(quality._text(Quality("en", "whoosh", 1, 1.0, 1.0, 1.0, ())).splitlines()) == 4


@pytest.mark.parametrize(
    ("unknown", "meaning", "lines"), [(3, False, 6), (2, False, 4), (30, True, 4)]
)
def test_quality_says_when_meaning_would_help(unknown: int, meaning: bool, lines: int) -> None:
    """If one question in ten has a word that no article contains, and meaning is off."""
    measured = Quality("en", "whoosh", 30, 1.0, 1.0, 1.0, (), unknown=unknown, meaning=meaning)
    text = quality._text(measured).splitlines()
    assert len(text) == lines
    if lines > 4:
        assert text[4].startswith("In 3 of 30 questions, no article contains one of the words.")
        assert "search: {meaning: true}" in text[5]


HITS = {"texts": CacheHits(598, 600), "records": CacheHits(1190, 1200)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("KB1O1", "KB101"), ("KB10I", "KB101"), ("KB1", "KB101"), ("KB299", "KB209"), ("XYZ", "")],
)
def test_a_code_is_understood_when_it_is_misread(typed: str, meant: str) -> None:
    assert explain.nearest_code(typed) == meant


def report(*, published: bool = True, hits: Mapping[str, CacheHits] = HITS) -> BuildReport:
    found = (
        diagnostic("KB401", "a.md", "x"),
        diagnostic("KB505", "b.md", "y"),
        diagnostic("KB505", "c.md", "y"),
    )
    figures = SearchStatistics(documents=600, terms=9, files=2, bytes=1_500_000)
    return BuildReport(
        1234,
        ("en", "ru"),
        34,
        1200,
        found,
        {"en": figures, "ru": figures},
        published,
        1.26,
        hits=hits,
    )


def test_a_build_ends_with_its_figures_and_where_to_look() -> None:
    assert build._summary(report(), Path("out")) == (
        "From the cache: 598 of 600 texts and 1,190 of 1,200 search records.\n"
        f"Open {Path('out/index.html')}\n"
        "1,234 pages (34 rendered, 1,200 from the cache), 1,200 articles in search (3,000 kB), "
        "1 error, 2 warnings, 1.3 s"
    )


def test_a_build_from_nothing_says_nothing_of_the_cache() -> None:
    text = build._summary(
        report(hits={"texts": CacheHits(0, 600), "records": CacheHits(0, 1200)}), Path("out")
    )
    assert "From the cache" not in text


def test_the_summary_says_what_was_prepared_and_for_how_long() -> None:
    prepared = {"Preparing the English dictionary": 0.12, "Preparing the Polish dictionary": 1.96}
    text = build._summary(replace(report(), prepared=prepared), Path("out")).splitlines()[0]
    dictionaries = "the English dictionary (0.1 s), the Polish dictionary (2.0 s)"
    assert text == f"Prepared for this and later builds: {dictionaries}."


def test_the_summary_names_the_plugins_that_need_all_pages_and_what_they_cost(monkeypatch) -> None:
    monkeypatch.setattr(build, "available_cores", lambda: 4)
    reports = [replace(report(), one_process=names) for names in (("rss",), ("rss", "tags"))]
    one, two = (build._summary(each, Path("out")).splitlines()[1] for each in reports)
    cost = "all pages at once, so one process rendered every page. Without"
    rest = "4 processes would share the work and reuse unchanged pages."
    assert one == f"rss needs {cost} it, {rest}"
    assert two == f"rss and tags need {cost} them, {rest}"


def test_a_build_that_published_nothing_says_so() -> None:
    text = build._summary(report(published=False), Path("out"))
    assert text == "Nothing was published: 1 error, 2 warnings. out is unchanged."


@pytest.mark.parametrize("published", [True, False])
def test_the_last_line_of_a_build_counts_the_articles_left_out(published: bool) -> None:
    text = build._summary(replace(report(published=published), left_out=11), Path("out"))
    assert "1 error, 2 warnings, 11 articles left out" in text.splitlines()[-1]


def test_the_document_of_a_build_is_the_one_that_tools_rely_on() -> None:
    figures = {"documents": 600, "terms": 9, "files": 2, "bytes": 1_500_000}
    assert build._document(report()) == {
        "schema": 1,
        "pages": 1234,
        "languages": ["en", "ru"],
        "rendered": 34,
        "cached": 1200,
        "cache": {
            "texts": {"found": 598, "wanted": 600},
            "records": {"found": 1190, "wanted": 1200},
        },
        "seconds": 1.26,
        "diagnostics": {"error": 1, "warning": 2},
        "left_out": 0,
        "one_process": [],
        "search": {"en": figures, "ru": figures},
    }


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_article_of_every_code_can_be_printed(code: str) -> None:
    text = explain.article_text((diagnostics_dir() / f"{code.lower()}.md").read_text("utf-8"))
    title, line, empty, *body = text.splitlines()
    assert title.startswith(code)
    assert (line, empty) == ("=" * len(title), "")
    assert "---" not in body[:5]
