# SPDX-License-Identifier: MIT
"""Figures out of answers."""

from __future__ import annotations

import pytest
from bench.search.measures import (
    kilobytes,
    mean_reciprocal_ranks,
    megabytes,
    misses,
    quantile,
    reciprocal_rank,
)
from bench.search.queries import Query

_URLS = [f"{number}/" for number in range(12)]


@pytest.mark.parametrize(
    ("wanted", "rank"), [("0/", 1.0), ("3/", 0.25), ("9/", 0.1), ("10/", 0.0), ("x/", 0.0)]
)
def test_only_the_first_ten_places_count(wanted: str, rank: float):
    assert reciprocal_rank(_URLS, wanted) == rank


def test_ranks_are_averaged_by_kind_and_over_all():
    queries = [
        Query("1", "exact", "a", "a/"),
        Query("2", "exact", "b", "b/"),
        Query("3", "typo1", "c", "c/"),
    ]
    answers = [["a/"], ["x/", "b/"], []]
    assert mean_reciprocal_ranks(queries, answers) == {"exact": 0.75, "typo1": 0.0, "all": 0.5}


def test_misses_name_what_came_first_instead():
    queries = [
        Query("1", "exact", "a", "a/"),
        Query("2", "exact", "b", "b/"),
        Query("3", "typo1", "c", "c/"),
    ]
    assert misses(queries, [["a/"], ["x/", "b/"], []]) == [(queries[1], "x/"), (queries[2], "")]


def test_an_answer_too_few_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        mean_reciprocal_ranks([Query("1", "exact", "a", "a/")], [])


def test_a_quantile_is_one_of_the_values():
    values = [5, 1, 4, 2, 3]
    assert [quantile(values, part) for part in (0, 0.5, 0.8, 0.95, 1)] == [1, 3, 4, 5, 5]


def test_no_values_have_no_quantile():
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_sizes_have_three_digits_or_all():
    assert [kilobytes(size) for size in (840, 14_230, 568_900, 9_840_000)] == [
        "0.8",
        "14.2",
        "569",
        "9,840",
    ]
    assert megabytes(27_400_000) == "27.4"
