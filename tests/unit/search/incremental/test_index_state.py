# SPDX-License-Identifier: MIT
"""The stored state of an index. `test_site_index` tests builds with a damaged file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from search_support import faq, records

from kbgen.search.engines.language_index import language_folder, update_from_records
from kbgen.search.incremental.index_state import FILES, read_state, write_state

LANG = "tlh"  # has no dictionary to prepare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an index is kept."""
    update_from_records(LANG, records(faq()), tmp_path, whoosh=False)
    return language_folder(tmp_path, LANG) / "state"


def test_what_was_kept_is_read_again(folder: Path, tmp_path: Path) -> None:
    """Index, names and lines, also once it was written a second time."""
    state = read_state(folder, LANG)
    assert state is not None
    write_state(tmp_path / "again", state)
    again = read_state(tmp_path / "again", LANG)
    assert again is not None
    assert (again.index, again.lines, again.digests) == (state.index, state.lines, state.digests)
    assert (again.synonyms, again.lists) == (state.synonyms, state.lists)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b'"terms": ', b'"terms": 9'),
        lambda data: data.replace(b'"lists": {', b'"lists": {"x": 1'),
        lambda data: data.partition(b"\n")[2],
        lambda data: data + b" ",
    ],
)
def test_what_says_what_is_there_is_no_other_than_it_was(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Also where it can still be read: a count that is off by one is a wrong page later."""
    kept = folder / "kept.json"
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert kept.read_bytes() != whole
    assert read_state(folder, LANG) is None


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_time_is_compared(folder: Path, name: str) -> None:
    """A cache that was moved has other times; only its content counts."""
    os.utime(folder / name, (1, 1))
    assert read_state(folder, LANG) is not None
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert read_state(folder, LANG) is None


def test_an_index_of_another_language_is_none(folder: Path) -> None:
    """Nor one that other code has made."""
    assert read_state(folder, "en") is None
