# SPDX-License-Identifier: MIT
"""The build's cache: one SQLite file, opened by the coordinator alone. The only importer of sqlite3.

Entries are bytes under (kind, key); a key is a hash of everything the value depends on, so nothing is ever invalidated,
only forgotten when a whole build did not ask for it. Every value carries a checksum. A file that is damaged, foreign
or of another schema is dropped and begun again: wrong is worse than slow.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from kbgen.errors import EnvironmentFailure

_SCHEMA = 2
_CHUNK = 500  # below SQLite's oldest limit of 999 variables


class CacheLost(Exception):
    """An entry that was there is not, or not whole: begin again with an empty cache."""


def digest(*parts: bytes | str) -> str:
    """A key: 32 hexadecimal digits over parts whose borders count."""
    data = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    sizes = [len(data), *map(len, data)]
    return blake2b(b"".join([*(size.to_bytes(8, "little") for size in sizes), *data]), digest_size=16).hexdigest()


class Cache:
    """A store of bytes by (kind, key). Use as a context manager; counts its hits."""

    def __init__(self, path: Path) -> None:
        """Open or begin the cache at `path`; its folder is made.

        Raises:
            EnvironmentFailure: it cannot be written there.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._used: dict[str, set[str]] = {}
        self._connection = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there and whole, by key."""
        wanted = list(dict.fromkeys(keys))
        self.keep(kind, wanted)
        found: dict[str, bytes] = {}
        try:
            for start in range(0, len(wanted), _CHUNK):
                found.update(self._read(kind, wanted[start : start + _CHUNK]))
        except sqlite3.DatabaseError:
            self._begin_again()
            return {}
        return found

    def have(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Which of these entries are there; whether they are whole shows when they are read."""
        wanted = list(dict.fromkeys(keys))
        self.keep(kind, wanted)
        found: set[str] = set()
        try:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                query = f"SELECT key FROM entries WHERE kind = ? AND key IN ({_marks(chunk)})"  # noqa: S608
                found.update(key for (key,) in self._connection.execute(query, (kind, *chunk)))
        except sqlite3.DatabaseError:
            self._begin_again()
            return set()
        return found

    def keep(self, kind: str, keys: Iterable[str]) -> None:
        """Have `forget_unused` leave these entries, as if they had been asked for."""
        self._used.setdefault(kind, set()).update(keys)

    def put_many(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Store values; existing ones are replaced.

        Raises:
            EnvironmentFailure: the disk is full.
        """
        rows = [(kind, key, zlib.crc32(value), value) for key, value in values.items()]
        try:
            self._insert(rows)
        except sqlite3.DatabaseError:
            self._begin_again()
            with self._refusals():
                self._insert(rows)

    def forget_unused(self, kinds: Iterable[str]) -> int:
        """Delete the entries of these kinds that nobody has asked for since the cache was opened.

        Returns:
            How many went.
        """
        try:
            with self._connection:
                return sum(map(self._forget, kinds))
        except sqlite3.DatabaseError:
            self._begin_again()
            return 0

    def clear(self) -> None:
        """Forget everything."""
        self._begin_again()

    def _forget(self, kind: str) -> int:
        rows = self._connection.execute("SELECT key FROM entries WHERE kind = ?", (kind,)).fetchall()
        stale = [(kind, key) for (key,) in rows if key not in self._used.get(kind, set())]
        self._connection.executemany("DELETE FROM entries WHERE kind = ? AND key = ?", stale)
        return len(stale)

    def _read(self, kind: str, keys: list[str]) -> dict[str, bytes]:
        query = f"SELECT key, checksum, value FROM entries WHERE kind = ? AND key IN ({_marks(keys)})"  # noqa: S608
        rows = self._connection.execute(query, (kind, *keys))
        return {
            key: value for key, checksum, value in rows if isinstance(value, bytes) and zlib.crc32(value) == checksum
        }

    def _insert(self, rows: list[tuple[str, str, int, bytes]]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            with self._refusals():
                self._remove()
                return self._connect()

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Around the second try: what fails on a fresh file is the disk."""
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            raise EnvironmentFailure(
                f"the cache {self._path} cannot be written: {error}", "Free some space, or mend the permissions."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level="DEFERRED")
        try:
            # The cache can always be made again: no need to wait for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version != _SCHEMA:
                connection.execute("DROP TABLE IF EXISTS entries")
                connection.execute(
                    "CREATE TABLE entries (kind TEXT, key TEXT, checksum INTEGER, value BLOB, PRIMARY KEY (kind, key))"
                )
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
                connection.commit()
            connection.execute("SELECT kind, key, checksum, value FROM entries LIMIT 1").fetchall()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _begin_again(self) -> None:
        self._connection.close()
        with self._refusals():
            self._remove()
            self._connection = self._connect()

    def _remove(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _marks(keys: list[str]) -> str:
    """Question marks for a query's list of keys."""
    return ",".join("?" * len(keys))
