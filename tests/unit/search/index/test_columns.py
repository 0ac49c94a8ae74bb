# SPDX-License-Identifier: MIT
"""Columns in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbgen.search.index.columns import column_of, read_columns, texts_of, write_columns


def test_columns_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Numbers of any width, none at all, and texts with letters that only half exist."""
    columns: dict[str, np.ndarray[Any, Any]] = {
        "small": np.array([1, 2, 3], np.int32),
        "large": np.array([1 << 40], np.int64),
        "none": np.array([], np.int64),
        "texts": column_of(["a", "ё", "\ud800", "z z"]),
    }
    write_columns(tmp_path / "x", columns)
    again = read_columns(tmp_path / "x")
    assert list(again) == list(columns)
    assert all(np.array_equal(again[name], column) for name, column in columns.items())
    assert [again[name].dtype for name in again] == [column.dtype for column in columns.values()]
    assert texts_of(again["texts"]) == ["a", "ё", "\ud800", "z z"]
    assert texts_of(again["none"]) == []


def test_no_file_is_mapped_where_that_keeps_it_from_being_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, an edit with a new word would fail, because the build itself keeps the old index open."""
    monkeypatch.setattr("kbgen.search.index.columns.os.name", "nt")
    monkeypatch.setattr(np, "memmap", None)
    write_columns(tmp_path / "x", {"a": np.array([1, 2, 3])})
    assert read_columns(tmp_path / "x")["a"].tolist() == [1, 2, 3]


def test_what_was_read_stays_when_the_file_is_written_again(tmp_path: Path) -> None:
    """A build that looks at an old file is not pulled away from under it."""
    write_columns(tmp_path / "x", {"a": np.array([1, 2, 3])})
    old = read_columns(tmp_path / "x")["a"]
    write_columns(tmp_path / "x", {"a": np.array([4])})
    assert old.tolist() == [1, 2, 3]
    assert read_columns(tmp_path / "x")["a"].tolist() == [4]


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_columns_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """They are the file, or stand for it where files that are mapped cannot be removed."""
    monkeypatch.setattr("kbgen.search.index.columns.os.name", system)
    write_columns(tmp_path / "x", {"a": np.array([1, 2, 3])})
    with pytest.raises(ValueError, match="read-only"):
        read_columns(tmp_path / "x")["a"][0] = 9


@pytest.mark.parametrize("data", [b"", b"nothing", b'{"a": ["<i8", 3]}\n', b'{"a": 1}\n'])
def test_another_file_is_no_columns(tmp_path: Path, data: bytes) -> None:
    """Any other content is refused."""
    (tmp_path / "x").write_bytes(data)
    with pytest.raises((OSError, ValueError, TypeError)):
        read_columns(tmp_path / "x")
