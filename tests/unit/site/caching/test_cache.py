# SPDX-License-Identifier: MIT
"""The cache gives back what was put in, or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.errors import EnvironmentFailure
from kbgen.site.caching.cache import Cache, digest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work" / "cache.sqlite"


def fill(path: Path, **values: bytes) -> None:
    with Cache(path) as cache:
        cache.put_many("body", values)


def read(path: Path, *keys: str) -> dict[str, bytes]:
    with Cache(path) as cache:
        return cache.get_many("body", keys)


def test_values_survive_closing_and_kinds_are_apart(path: Path) -> None:
    fill(path, a=b"one", b=b"")
    assert read(path, "a", "b", "c") == {"a": b"one", "b": b""}
    with Cache(path) as cache:
        assert cache.get_many("page", ["a"]) == {}


def test_many_keys_are_read_in_one_call(path: Path) -> None:
    values = {f"key{number}": str(number).encode() for number in range(1500)}
    fill(path, **values)
    assert read(path, *values) == values


def test_a_value_is_replaced(path: Path) -> None:
    fill(path, a=b"old")
    fill(path, a=b"new")
    assert read(path, "a") == {"a": b"new"}


def test_a_value_whose_bytes_changed_on_disk_is_not_given_back(path: Path) -> None:
    fill(path, a=b"one", b=b"two")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entries SET value = x'00' WHERE key = 'a'")
    connection.execute("UPDATE entries SET checksum = checksum + 1 WHERE key = 'b'")
    connection.commit()
    connection.close()
    assert read(path, "a", "b") == {}


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b""])
def test_a_file_that_is_no_database_is_begun_again(path: Path, damage: bytes) -> None:
    fill(path, a=b"one")
    path.write_bytes(damage)
    assert read(path, "a") == {}
    fill(path, a=b"two")
    assert read(path, "a") == {"a": b"two"}


def test_a_truncated_file_is_begun_again(path: Path) -> None:
    fill(path, **{f"k{number}": bytes(range(256)) * 40 for number in range(200)})
    path.write_bytes(path.read_bytes()[:9000])
    assert set(read(path, *[f"k{number}" for number in range(200)])) <= {
        f"k{number}" for number in range(200)
    }
    fill(path, a=b"two")
    assert read(path, "a") == {"a": b"two"}


def test_a_cache_of_another_schema_is_begun_again(path: Path) -> None:
    fill(path, a=b"one")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    assert read(path, "a") == {}


def test_unused_entries_are_removed(path: Path) -> None:
    fill(path, a=b"one", b=b"two")
    with Cache(path) as cache:
        cache.get_many("body", ["a", "missing"])
        assert cache.forget_unused(["body", "page"]) == 1
    assert read(path, "a", "b") == {"a": b"one"}


def test_forgetting_in_a_damaged_file_begins_again(path: Path) -> None:
    fill(path, a=b"one")
    with Cache(path) as cache:
        cache._connection.execute("DROP TABLE entries")
        assert cache.forget_unused(["body"]) == 0
        cache.put_many("body", {"a": b"two"})
        assert cache.get_many("body", ["a"]) == {"a": b"two"}


def test_a_full_disk_is_the_machines_fault(path: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with Cache(path) as cache:
        monkeypatch.setattr(cache, "_insert", full)
        with pytest.raises(EnvironmentFailure, match="disk is full"):
            cache.put_many("body", {"a": b"one"})


def test_a_place_that_is_no_file_is_the_machines_fault(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        Cache(path)


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_a_digest_is_of_the_parts_not_of_their_sum(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_digest_takes_text_with_lone_surrogates() -> None:
    assert digest("a\ud800") != digest("a")
