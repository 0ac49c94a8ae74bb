# SPDX-License-Identifier: MIT
"""The files the browser searches: an inverted index cut into small text files.

In: a language's records and forms. Out: `BrowserIndex`, files relative to `search/<lang>/`:

- `entry.json`, the only one without a hash in its name: version, counts, tables, and the hashes of the rest;
- shards: every form that can be typed, with its postings or a pointer to the form they lie with (`shards.py`);
- reversed spellings of the forms that occur, when there is more than one shard;
- blocks: title, URL, trail, kind, extract and passages' headings of `BLOCK` neighbouring articles;
- texts: beginnings of these articles' passages, fetched only for what is shown.

Plain text only, nothing is HTML. The same records give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kbgen.model import SearchStatistics
from kbgen.search.fold import LETTERS
from kbgen.search.languages import language
from kbgen.search.postings import invert
from kbgen.search.shards import cut, form_lines, reversed_lines
from kbgen.search.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.search.analysis import AnalysedRecord
    from kbgen.search.forms import Forms
    from kbgen.search.postings import Inverted

VERSION: Final = 1
"""Of the files' format; a worker that reads another version says so."""
BLOCK: Final = 16
"""Articles in a result block."""
HASH: Final = 8
"""Hexadecimal digits of a file's name that come from its contents; the place is in the name too."""
ONE_FILE: Final = 600_000
"""A site whose forms and postings fit in so many characters gets one shard."""
SHARD: Final = 48_000
"""Characters of a shard of a larger site, about; compressed, a third of it travels."""


@dataclass(frozen=True, slots=True)
class BrowserIndex:
    """One language's files."""

    files: dict[str, bytes]
    """Name, relative to `search/<lang>/` → contents."""
    statistics: SearchStatistics


def compile_index(lang: str, records: Iterable[AnalysedRecord], forms: Forms) -> BrowserIndex:
    """Make the browser's files of one language."""
    return compile_inverted(invert(lang, records, forms))


def compile_inverted(index: Inverted) -> BrowserIndex:
    """Make the browser's files of an index in memory."""
    files: dict[str, bytes] = {}
    lines = form_lines(index)
    size = sum(len(form) + len(rest) for form, rest in lines)
    shards = cut(lines, SHARD) if size > ONE_FILE else cut(lines, size + 1)
    spellings = cut(reversed_lines(index), SHARD) if len(shards) > 1 else []
    entry = {
        "version": VERSION,
        "lang": index.lang,
        "documents": len(index.records),
        "fold": LETTERS,
        "stop": sorted(stop_words(index.lang)),
        "keyboard": language(index.lang).keyboard,
        "shards": [first for first, _ in shards],
        "reversed": [first for first, _ in spellings],
        "block": BLOCK,
        "hashes": {
            "f": _store(files, "f", (text.encode() for _, text in shards)),
            "r": _store(files, "r", (text.encode() for _, text in spellings)),
            "b": _store(files, "b", map(_json, _blocks(index, _row))),
            "t": _store(files, "t", map(_json, _blocks(index, _texts))),
        },
    }
    files["entry.json"] = _json(entry)
    return BrowserIndex(
        files,
        SearchStatistics(len(index.records), len(index.terms), len(files), sum(len(data) for data in files.values())),
    )


def _store(files: dict[str, bytes], kind: str, contents: Iterable[bytes]) -> str:
    """Put files under names made of kind, place and contents: `f12-0a1b2c3d.txt`.

    Returns:
        The hashes, `HASH` letters each, one after another: names would fill the entry of a large site.
    """
    hashes = []
    for place, data in enumerate(contents):
        hashes.append(hashlib.sha256(data).hexdigest()[:HASH])
        files[f"{kind}{place}-{hashes[-1]}.txt"] = data
    return "".join(hashes)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _blocks(index: Inverted, row: Any) -> Iterable[list[Any]]:
    records: Sequence[AnalysedRecord] = index.records
    for start in range(0, len(records), BLOCK):
        yield [row(record) for record in records[start : start + BLOCK]]


def _row(record: AnalysedRecord) -> list[Any]:
    passages = [[passage.anchor, passage.title] for passage in record.passages]
    return [record.id, record.url, record.title, record.trail, record.kind, record.extract, passages]


def _texts(record: AnalysedRecord) -> list[str]:
    return [passage.extract for passage in record.passages]
