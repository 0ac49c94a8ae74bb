# SPDX-License-Identifier: MIT
"""The articles with the closest titles: kept between builds, and updated with the same result."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from kbgen.search.meaning import near_titles as module
from kbgen.search.meaning.lists import make_lists
from kbgen.search.meaning.near_titles import NearTitles, near_titles

TITLES = {
    "form/": "Refund form",
    "login/": "Password",
    "money/": "Money",
    "music/": "Music",
    "keys/": "Credentials form",
}
WORDS = ("refund", "money", "password", "form", "music", "garden", "letter", "login")


def _near(folder: Path, titles: Mapping[str, str], *gone: str, stamp: str = "fake") -> NearTitles:
    offered = titles.keys() - set(gone)
    return near_titles(titles, offered, folder, stamp, FakeEncoder(stamp).encode)


def _each(near: NearTitles, titles: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    return {url: list((near.of(url) or {}).items()) for url in titles}


def test_titles_that_mean_the_same_are_close(tmp_path: Path) -> None:
    """Best first, without the article itself; a cosine of 1 is 1,024 units."""
    near = _near(tmp_path, TITLES)
    similar = near.of("form/")
    assert similar is not None
    assert list(similar)[:2] == ["money/", "keys/"]
    assert 0.6 < similar["money/"] / 1024 < 0.8
    assert "form/" not in similar
    assert next(iter(near.of("login/") or {})) == "keys/"


def test_an_article_without_a_title_text_is_not_known(tmp_path: Path) -> None:
    near = _near(tmp_path, TITLES)
    assert near.of("kb1023/") is None
    assert not near.knows("kb1023/")
    assert near.knows("form/")


def test_a_gone_article_has_a_list_and_is_in_none(tmp_path: Path) -> None:
    near = _near(tmp_path, TITLES, "money/")
    assert "form/" in (near.of("money/") or {})
    assert all("money/" not in (near.of(url) or {}) for url in TITLES)


def test_lists_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without changes, nothing is computed; another encoder computes everything."""
    first = _each(_near(tmp_path, TITLES), TITLES)
    made: list[int] = []
    monkeypatch.setattr(module, "make_lists", lambda *parts: made.append(1) or make_lists(*parts))
    assert _each(_near(tmp_path, TITLES), TITLES) == first
    assert not made
    _near(tmp_path, TITLES, stamp="other")
    assert made


def test_edits_of_titles_give_the_lists_of_a_new_build(tmp_path: Path) -> None:
    chance = random.Random(5)
    titles = {f"a{number:02}/": " ".join(chance.sample(WORDS, 2)) for number in range(40)}
    _near(tmp_path / "old", titles)
    for step in range(30):
        url = chance.choice(sorted(titles))
        match chance.randrange(3):
            case 0:
                del titles[url]
            case 1:
                titles[f"b{step:02}/"] = " ".join(chance.sample(WORDS, 2))
            case _:
                titles[url] = " ".join(chance.sample(WORDS, 2))
        gone = chance.sample(sorted(titles), 2)
        updated = _near(tmp_path / "old", titles, *gone)
        made = _near(tmp_path / f"new{step}", titles, *gone)
        assert _each(updated, titles) == _each(made, titles)


def test_an_edited_title_changes_only_the_lists_with_its_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WIDTH", 5)
    chance = random.Random(6)
    titles = {f"a{number:02}/": " ".join(chance.sample(WORDS, 2)) for number in range(40)}
    before = _each(_near(tmp_path, titles), titles)
    after = _each(_near(tmp_path, titles | {"a07/": "Refund music"}), titles)
    changed = {url for url in titles if before[url] != after[url]} - {"a07/"}
    assert changed
    assert all("a07/" in dict([*before[url], *after[url]]) for url in changed)


_PRINT = """
from functools import partial
from hashlib import sha256

import numpy as np

from kbgen.search.meaning.affinities import prepare_articles, prepare_titles
from kbgen.search.meaning.lists import Named, make_lists, update_lists

numbers = np.random.RandomState(1).normal(0, 22, (900, 512))
vectors = np.clip(np.rint(numbers), -127, 127).astype(np.int8)
names = tuple(f"a{number:03}" for number in range(900))
for prepare in (prepare_titles, partial(prepare_articles, reference=vectors[300:])):
    titles = Named(names, vectors)
    lists = make_lists(titles, titles, prepare, 64)
    edited = vectors.copy()
    edited[7] = vectors[8]
    titles = Named(names, edited)
    lists = update_lists(lists, titles, titles, prepare, 64)
    print(sha256(lists.cells.tobytes()).hexdigest())
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_NUM_THREADS": "4", "OMP_NUM_THREADS": "4"},
        {"NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"},
    ],
)
def test_lists_are_the_same_with_another_kernel_and_thread_count(
    environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    exec(_PRINT, {})
    here = capsys.readouterr().out
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PRINT],
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == here
    assert len(set(here.split())) == 2
