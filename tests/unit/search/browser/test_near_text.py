# SPDX-License-Identifier: MIT
"""Affinity lists as text, and the lines that carry them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from search_support import document, inverted

from kbgen.search.browser import near_text
from kbgen.search.browser.base47 import number
from kbgen.search.browser.browser_files import compile_lines
from kbgen.search.browser.lines import collation_key, form_lines, form_of, joined, lines_of
from kbgen.search.browser.near_text import decode_near, near_texts, with_near
from kbgen.search.index.affinities import NO_AFFINITIES, Affinities, Near, affinities_of

INDEX = inverted(
    [document("a", "Mouse"), document("b", "Printers"), document("c", "Log in, login")]
)


def fields(line: str) -> list[str]:
    return line.split("\t")


def test_lists_are_read_as_written() -> None:
    """Of any length, with equal strengths and large numbers of articles."""
    chance = random.Random(1)
    lists: dict[str, Near] = {}
    for word in range(200):
        numbers = chance.sample(range(100_000), chance.randrange(161))
        near = [(article, chance.randint(1, 8) if word % 2 else 9) for article in numbers]
        lists[str(word)] = tuple(sorted(near, key=lambda item: (-item[1], item[0])))
    texts = near_texts(affinities_of(lists, {}))
    assert {word: decode_near(texts.get(word, "")) for word in lists} == lists
    assert affinities_of(lists, {}).lists() == lists
    assert near_texts(NO_AFFINITIES) == {}


def test_only_changed_lists_are_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts as without earlier ones, whatever changed."""
    encoded: list[int] = []

    def counted(affinities: Affinities) -> dict[str, str]:
        encoded.append(len(affinities.keys))
        return near_texts(affinities)

    monkeypatch.setattr(near_text, "near_texts", counted)
    steps: list[dict[str, Near]] = [
        {"a": ((1, 5),), "b": ((2, 4),), "c": ()},
        {"a": ((1, 5),), "b": ((2, 4),), "c": ()},
        {"b": ((2, 4),), "c": ((7, 3),), "d": ((1, 1),)},
        {"b": (), "c": ((7, 2),)},
        {"b": ((1, 2), (2, 2)), "c": ((7, 2),)},
        {},
    ]
    texts = near_text.NearTexts()
    for step in steps:
        affinities = affinities_of(step, {})
        assert texts.texts("en", affinities) == near_texts(affinities)
    assert texts.texts("pl", affinities_of(steps[0], {})) == near_texts(affinities_of(steps[0], {}))
    assert encoded == [3, 0, 2, 2, 2, 0, 3]


def test_a_list_is_groups_of_one_strength() -> None:
    """The strength, or the step down to it; the size; the articles as steps up."""
    near = ((7, 40), (3, 12), (10, 12))
    expected = "".join(map(number, (40, 1, 7, 28, 2, 3, 7)))
    assert near_texts(affinities_of({"word": near}, {})) == {"word": expected}


def test_words_of_articles_get_their_lists() -> None:
    """In the line of their key, after the joins; other lines stay as they are."""
    lines = form_lines(INDEX)
    near = with_near("en", lines, affinities_of({"mouse": ((0, 5),), "log": ((2, 6),)}, {}))
    with_joins = {form_of(line): line for line in joined(near, {"log": "in"})}
    assert fields(with_joins["mouse"])[2:] == [
        "",
        near_texts(affinities_of({"mouse": ((0, 5),)}, {}))["mouse"],
    ]
    assert fields(with_joins["log"])[2] == "in"
    assert decode_near(fields(with_joins["log"])[3]) == ((2, 6),)
    assert set(near) - set(lines) == {line for line in near if form_of(line) in {"mouse", "log"}}
    assert with_near("en", lines, NO_AFFINITIES) == lines


def test_vocabulary_words_have_lines() -> None:
    """A word with its list, its forms pointing to it, forms of articles ignored; all sorted."""
    affinities = affinities_of(
        {"zebra": ((1, 9),), "printers": ((1, 8),), "\uffee": ()},
        {
            "zebra": "zebra",
            "zebras": "zebra",
            "mice": "zebra",
            "printing": "printers",
            "\U00010400": "zebra",
            "\uffee": "\uffee",
        },
    )
    lines = form_lines(INDEX)
    every_line = with_near("en", lines, affinities)
    by_form = dict(line.partition("\t")[::2] for line in every_line)
    assert by_form["zebra"] == "\t\t" + near_texts(affinities)["zebra"]
    assert by_form["zebras"] == "-" + number(5)
    assert by_form["printing"] == "-" + number(5) + "ers"
    assert by_form["mice"] == dict(line.split("\t") for line in lines)["mice"]
    assert [form_of(line) for line in every_line] == sorted(by_form, key=collation_key)


@pytest.mark.parametrize("articles", [0, 3])
def test_a_small_site_with_a_vocabulary_has_many_shards(articles: int) -> None:
    """A question loads the shards of its words only."""
    documents = [document(f"d{n}", "Mouse and printer") for n in range(articles)]
    index = inverted(documents)
    chance = np.random.default_rng(1)
    words = ["".join(map(chr, row)) for row in chance.integers(97, 123, (40_000, 8)).tolist()]
    affinities = affinities_of(
        dict.fromkeys(words, ((0, 9), (1, 5))[:articles]), dict(zip(words, words, strict=True))
    )
    files = compile_lines("en", lines_of(index), index.rows, affinities=affinities).files
    sizes = [file.size for name, file in files.items() if name.startswith("f")]
    assert len(sizes) > 100
    assert max(sizes) < 10_000
