# SPDX-License-Identifier: MIT
"""The lists of the last build on disk, so that an edit makes few lists anew.

A damaged file is read as none: everything in it can be made again.
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

_FILE: Final = "lists.npz"


@dataclass(frozen=True, slots=True)
class StoredLists:
    """Lists, and the digests of what they were made of."""

    digests: Mapping[str, str]
    """URL → digest of the article's record."""
    lists: Lists


def read_lists(folder: Path, fingerprint: str) -> StoredLists | None:
    """Read the lists; None if there are none with this fingerprint."""
    try:
        # Its bytes, because numpy leaves a damaged file open.
        data = io.BytesIO((folder / _FILE).read_bytes())
        with np.load(data, allow_pickle=False) as file:
            stored, digests, words = json.loads(file["head"].tobytes())
            if stored != fingerprint:
                return None
            vectors = file["articles"]
            lists = Lists(
                Named(tuple(digests), vectors),
                Articles(vectors.astype(np.float32), file["factors"], file["offsets"]),
                Named(tuple(words), file["words"]),
                file["cells"],
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    return StoredLists(digests, lists)


def write_lists(folder: Path, fingerprint: str, stored: StoredLists) -> None:
    """Write the lists, or nothing where the folder cannot be written."""
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
    write_cache(folder / _FILE, data.getvalue())
