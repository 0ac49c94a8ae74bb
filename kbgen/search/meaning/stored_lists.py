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


def read_lists(file: Path, fingerprint: str) -> StoredLists | None:
    """Read the lists; None if there are none with this fingerprint."""
    try:
        # Its bytes, because numpy leaves a damaged file open.
        data = io.BytesIO(file.read_bytes())
        with np.load(data, allow_pickle=False) as arrays:
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
