# SPDX-License-Identifier: MIT
"""The lists of the last build, so that an edit makes few lists anew.

They are on disk, and in memory while a process runs: a preview reads no file, and writes one only
if the lists on disk are a bad start for the next process. A damaged file is read as none:
everything in it can be made again.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kbgen.language.cache_file import write_cache
from kbgen.search.meaning.affinities import Articles
from kbgen.search.meaning.lists import Lists, Named


@dataclass(frozen=True, slots=True)
class StoredLists:
    """Lists, and the digests of what they were made of."""

    digests: Mapping[str, str]
    """URL → digest of the article's record."""
    lists: Lists


@dataclass(frozen=True, slots=True)
class _Kept:
    """Lists in memory."""

    fingerprint: str
    on_disk: tuple[int, int, int]
    """What tells whether another process has written the file since."""
    stored: StoredLists


_KEPT: Final[dict[Path, _Kept]] = {}
"""File → its lists, or those of later edits."""
_MOST_KEPT: Final = 32


def read_lists(file: Path, fingerprint: str) -> StoredLists | None:
    """Return the last lists, from memory or disk; None if there are none with this fingerprint."""
    kept = _KEPT.get(file)
    if kept and (kept.fingerprint, kept.on_disk) == (fingerprint, _signature(file)):
        return kept.stored
    return _read(file, fingerprint)


def keep_lists(file: Path, fingerprint: str, stored: StoredLists, *, on_disk: bool) -> None:
    """Keep lists in memory, and write them to the file if asked."""
    if on_disk:
        write_lists(file, fingerprint, stored)
    signature = _signature(file)
    _KEPT.pop(file, None)
    if signature is not None:
        _KEPT[file] = _Kept(fingerprint, signature, stored)
    if len(_KEPT) > _MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]


def _signature(file: Path) -> tuple[int, int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def _read(file: Path, fingerprint: str) -> StoredLists | None:
    try:
        # Opened here, because numpy leaves a damaged file open.
        with file.open("rb") as data, np.load(data, allow_pickle=False) as arrays:
            stored, digests, words = json.loads(arrays["head"].tobytes())
            if stored != fingerprint:
                return None
            vectors = arrays["articles"]
            lists = Lists(
                Named(tuple(digests), vectors),
                Articles(vectors.astype(np.float32), arrays["factors"], arrays["offsets"]),
                Named(tuple(words), arrays["words"]),
                arrays["cells"],
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    return StoredLists(digests, lists)


def write_lists(file: Path, fingerprint: str, stored: StoredLists) -> None:
    """Write the lists, or nothing where the file cannot be written."""
    lists = stored.lists
    head = [fingerprint, dict(stored.digests), lists.words.names]
    data = io.BytesIO()
    np.savez(
        data,
        head=np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8),
        articles=lists.articles.vectors,
        factors=lists.prepared.factors,
        offsets=lists.prepared.offsets,
        words=lists.words.vectors,
        cells=lists.cells,
    )
    write_cache(file, data.getvalue())
