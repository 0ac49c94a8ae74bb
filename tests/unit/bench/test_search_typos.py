# SPDX-License-Identifier: MIT
"""Typing errors that are made on purpose."""

from __future__ import annotations

from random import Random

from bench.search.typos import neighbors, with_typo
from hypothesis import given
from hypothesis import strategies as st

_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=14)


def _distance(first: str, second: str) -> int:
    """Edits and swaps of neighbors (optimal string alignment)."""
    rows = [list(range(len(second) + 1))]
    for y, a in enumerate(first, 1):
        row = [y]
        for x, b in enumerate(second, 1):
            best = min(rows[-1][x] + 1, row[-1] + 1, rows[-1][x - 1] + (a != b))
            if y > 1 and x > 1 and a == second[x - 2] and first[y - 2] == b:
                best = min(best, rows[-2][x - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@given(_WORDS, st.integers(0, 1000))
def test_a_typo_is_exactly_one_edit(word: str, seed: int):
    assert _distance(word, with_typo(word, Random(seed))) == 1


def test_the_same_seed_makes_the_same_error():
    assert with_typo("password", Random(5)) == with_typo("password", Random(5))


def test_all_kinds_of_error_are_made_and_the_first_letter_is_not_spared():
    made = {with_typo("printer", Random(seed)) for seed in range(400)}
    assert {"rpinter", "prnter", "pprinter"} <= made
    assert any(not wrong.startswith("p") for wrong in made)
    assert {len(wrong) for wrong in made} == {6, 7, 8}


def test_neighbors_are_the_keys_around_a_letter():
    assert set(neighbors("s")) == set("adwexz")
    assert set(neighbors("q")) == set("wa")


def test_a_letter_of_another_keyboard_has_all_keys_for_neighbors():
    assert len(neighbors("ж")) == 26
