# SPDX-License-Identifier: MIT
"""The build cache: one SQLite file that only the main process opens. Nothing else imports sqlite3.

An entry is bytes under (kind, key). The key is a hash of everything the value depends on, so
entries never become invalid; a full build deletes those it did not use. Every value has a checksum.
A file that is damaged, from another program or of another schema is replaced by an empty one: a
wrong page is worse than a slow build.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kbgen.errors import EnvironmentFailure

Result = TypeVar("Result")

_SCHEMA = 2
_CHUNK = 500  # below SQLite's oldest limit of 999 variables


class CacheLost(Exception):
    """An entry disappeared or is damaged. The work must start again with an empty cache."""


def digest(*parts: bytes | str) -> str:
    """Return a cache key: a hash of the parts and their lengths, as 32 hexadecimal digits."""
    data = [
        part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts
    ]
    # With the sizes in front, ("ab", "c") and ("a", "bc") have different keys.
    sizes = [len(data), *map(len, data)]
    return blake2b(
        b"".join([*(size.to_bytes(8, "little") for size in sizes), *data]), digest_size=16
    ).hexdigest()


class Cache:
    """A store of bytes by (kind, key). Use it as a context manager, which closes it."""

    def __init__(self, path: Path) -> None:
        """Open the cache at `path`, or create it with its folder.

        Raises:
            EnvironmentFailure: The file cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._used: dict[str, set[str]] = {}
        self._connection = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that exist and are intact, by key."""
        unique = list(dict.fromkeys(keys))
        self.mark_used(kind, unique)
        values: dict[str, bytes] = {}
        try:
            for start in range(0, len(unique), _CHUNK):
                values.update(self._read(kind, unique[start : start + _CHUNK]))
        except sqlite3.DatabaseError:
            self._recreate()
            return {}
        return values

    def existing_keys(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return the keys of existing entries. Only reading an entry verifies its checksum."""
        unique = list(dict.fromkeys(keys))
        self.mark_used(kind, unique)
        existing: set[str] = set()
        try:
            for start in range(0, len(unique), _CHUNK):
                chunk = unique[start : start + _CHUNK]
                query = (
                    f"SELECT key FROM entries WHERE kind = ? AND key IN ({_placeholders(chunk)})"  # noqa: S608
                )
                existing.update(key for (key,) in self._connection.execute(query, (kind, *chunk)))
        except sqlite3.DatabaseError:
            self._recreate()
            return set()
        return existing

    def mark_used(self, kind: str, keys: Iterable[str]) -> None:
        """Mark entries as used, so that `forget_unused` keeps them."""
        self._used.setdefault(kind, set()).update(keys)

    def put_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Store values by key, replacing existing ones.

        Raises:
            EnvironmentFailure: The disk is full.
        """
        rows = [(kind, key, zlib.crc32(value), value) for key, value in values.items()]
        try:
            self._insert(rows)
        except sqlite3.DatabaseError:
            self._recreate()
            with self._environment_failures():
                self._insert(rows)

    def forget_unused(self, kinds: Iterable[str]) -> int:
        """Delete the entries of these kinds that were not used since the cache was opened.

        Returns:
            The number of deleted entries.
        """
        try:
            with self._connection:
                return sum(map(self._delete_unused, kinds))
        except sqlite3.DatabaseError:
            self._recreate()
            return 0

    def retry_if_lost(self, work: Callable[[], Result]) -> Result:
        """Return the result of some work; if an entry is lost, do it again with an empty cache."""
        try:
            return work()
        except CacheLost:
            self._recreate()
            return work()

    def _delete_unused(self, kind: str) -> int:
        # Compared here, because the used keys may exceed the number of variables in a query.
        rows = self._connection.execute(
            "SELECT key FROM entries WHERE kind = ?", (kind,)
        ).fetchall()
        stale = [(kind, key) for (key,) in rows if key not in self._used.get(kind, set())]
        self._connection.executemany("DELETE FROM entries WHERE kind = ? AND key = ?", stale)
        return len(stale)

    def _read(self, kind: str, keys: list[str]) -> dict[str, bytes]:
        placeholders = _placeholders(keys)
        query = (
            f"SELECT key, checksum, value FROM entries WHERE kind = ? AND key IN ({placeholders})"  # noqa: S608
        )
        rows = self._connection.execute(query, (kind, *keys))
        return {
            key: value
            for key, checksum, value in rows
            if isinstance(value, bytes) and zlib.crc32(value) == checksum
        }

    def _insert(self, rows: list[tuple[str, str, int, bytes]]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            with self._environment_failures():
                self._remove()
                return self._connect()

    @contextmanager
    def _environment_failures(self) -> Iterator[None]:
        """Raise EnvironmentFailure for errors with a new file: only the disk can cause them."""
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            raise EnvironmentFailure(
                f"the cache {self._path} cannot be written: {error}",
                "Free some space, or fix the permissions.",
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level="DEFERRED")
        try:
            # The cache can always be rebuilt, so there is no need to wait for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version != _SCHEMA:
                connection.execute("DROP TABLE IF EXISTS entries")
                connection.execute(
                    "CREATE TABLE entries (kind TEXT, key TEXT, checksum INTEGER, value BLOB, "
                    "PRIMARY KEY (kind, key))"
                )
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
                connection.commit()
            # Fails now rather than later if the table is missing or damaged.
            connection.execute("SELECT kind, key, checksum, value FROM entries LIMIT 1").fetchall()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _recreate(self) -> None:
        self._connection.close()
        with self._environment_failures():
            self._remove()
            self._connection = self._connect()

    def _remove(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _placeholders(keys: list[str]) -> str:
    """Return a question mark for each key of a query."""
    return ",".join("?" * len(keys))
