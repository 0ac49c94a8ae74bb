# SPDX-License-Identifier: MIT
"""The probes of abilities, and the table of who passes them."""

from __future__ import annotations

import pytest
from bench.search.probes import LANGUAGES, Probe, ability_rows, failures, read_probes

_PROBES = [
    Probe("en", "typo", "pritner", "printer/"),
    Probe("en", "typo", "passwrod", "password/"),
    Probe("ru", "typo", "прнтер", "printer/", within=1),
]
_ANSWERS = {
    "good": [["a/", "b/", "printer/"], ["password/"], ["printer/"]],
    "bad": [["a/", "b/", "c/", "printer/"], [], ["a/", "printer/"]],
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_probe_wants_an_article_that_is_there(lang: str):
    pages, probes = read_probes(lang)
    assert {probe.url for probe in probes} <= {page.url for page in pages}
    assert all(probe.query.strip() and probe.within in (1, 3) for probe in probes)


def test_there_are_as_many_probes_as_in_the_list_they_follow():
    assert sum(len(read_probes(lang)[1]) for lang in LANGUAGES) >= 96


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_probe_of_an_inflected_or_misspelled_word_is_nowhere_in_its_articles(lang: str):
    pages, probes = read_probes(lang)
    text = "\n".join(f"{page.title}\n{page.text}" for page in pages).lower()
    hidden = {
        "stemming",
        "irregular forms",
        "one error",
        "two errors",
        "error in the first letter",
        "synonym",
    }
    for probe in probes:
        if probe.ability in hidden:
            assert probe.query not in text


def test_a_probe_passes_when_its_article_is_high_enough():
    probe = _PROBES[2]
    assert probe.passes(["printer/", "a/"])
    assert not probe.passes(["a/", "printer/"])
    assert _PROBES[0].passes(["a/", "b/", "printer/"])
    assert not _PROBES[0].passes(["a/", "b/", "c/", "printer/"])


def test_the_table_counts_passes_by_ability_and_language_and_ends_with_the_sum():
    assert ability_rows(_PROBES, _ANSWERS) == [
        ["typo (en)", "2/2", "0/2"],
        ["typo (ru)", "1/1", "0/1"],
        ["all", "3/3", "0/3"],
    ]


def test_failures_name_what_came_instead():
    assert failures(_PROBES, _ANSWERS["good"]) == []
    assert failures(_PROBES, _ANSWERS["bad"]) == [
        (_PROBES[0], "a/"),
        (_PROBES[1], ""),
        (_PROBES[2], "a/"),
    ]
