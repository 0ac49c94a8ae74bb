# SPDX-License-Identifier: MIT
"""The files the browser searches: an inverted index cut into small text files.

In: a language's records and forms. Out: `BrowserIndex`, files relative to `search/<lang>/`:

- `entry.json`, the only one without a hash in its name: version, counts, tables, and the hashes of the rest;
- shards: every form that can be typed, with its postings or a pointer to the form they lie with (`shards.py`);
- spellings of the forms that occur, forwards and backwards, when there is more than one shard;
- blocks: what a list of results shows of neighbouring articles (address, title, trail, kind);
- texts: beginnings of these articles and of their passages, fetched only where they are shown.

`Sizes` says how many articles or letters a file of each kind holds. Plain text only, nothing is HTML. The same records
give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kbgen.model import SearchStatistics
from kbgen.search.fold import LETTERS
from kbgen.search.languages import language
from kbgen.search.postings import invert
from kbgen.search.shards import backwards, cut, form_lines, spelling_lines, with_joins
from kbgen.search.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kbgen.search.analysis import AnalysedRecord
    from kbgen.search.forms import Forms
    from kbgen.search.postings import Inverted, Row

VERSION: Final = 3
"""Of the files' format; a worker that reads another version says so."""
HASH: Final = 5
"""Characters of a file's name that come from its contents: 30 bits; kind and place are in the name too."""
GROUPS: Final = 128
"""Hashes of a kind that an entry holds at most: in a large site neighbouring files share one, or they would fill it."""
ONE_FILE: Final = 80_000
"""A site whose forms and postings fit in so many characters, 50 kB as they travel, gets one shard."""
SPELLINGS: Final = 8_000
"""Characters of a shard of spellings, about."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the files are: chosen from the site's size, so that a question moves few bytes in few files."""

    shard: int
    """Characters of a shard, about."""
    block: int
    """Articles in a block of results."""
    texts: int
    """Articles in a file of texts."""


LARGE: Final = 12_000
"""Articles from which files of results and texts hold more."""
FILES: Final = 3_600
"""Files of a site at most; where it is more, a tenth of the articles."""
LEAST_SHARD: Final = 3_000
"""Characters: smaller files do not travel faster."""


def sizes_for(documents: int, characters: int) -> Sizes:
    """The sizes for a site.

    A question needs a shard a word and a block a result, so both are as small as the number of files allows. A
    twentieth of the files is left to spellings.

    Args:
        documents: articles.
        characters: of all shards together.
    """
    block, texts = (8, 32) if documents <= LARGE else (20, 64)
    files = max(FILES, documents // 10) * 19 // 20 - documents // block - documents // texts
    # Borders lie between first letters: there are a third more shards than their size alone would give.
    return Sizes(max(LEAST_SHARD, characters * 4 // 3 // files), block, texts)


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
    sizes = sizes_for(len(index.records), size)
    if size > ONE_FILE:
        shards = cut(with_joins(lines, index.keys, stop_words(index.lang)), sizes.shard)
    else:
        shards = cut(lines, size + 1)
    spellings = spelling_lines(index) if len(shards) > 1 else []
    forwards, reverse = (cut(some, SPELLINGS) if some else [] for some in (spellings, backwards(spellings)))
    entry = {
        "version": VERSION,
        "lang": index.lang,
        "documents": len(index.records),
        "fold": LETTERS,
        "stop": sorted(stop_words(index.lang)),
        "keyboard": language(index.lang).keyboard,
        "shards": [first for first, _ in shards],
        "words": [first for first, _ in forwards],
        "reversed": [first for first, _ in reverse],
        "block": sizes.block,
        "texts": sizes.texts,
        "files": {
            "f": _store(files, "f", [text.encode() for _, text in shards]),
            "w": _store(files, "w", [text.encode() for _, text in forwards]),
            "r": _store(files, "r", [text.encode() for _, text in reverse]),
            "b": _store(files, "b", list(map(_block, _groups(index.records, sizes.block)))),
            "t": _store(files, "t", list(map(_texts, _groups(index.records, sizes.texts)))),
        },
    }
    files["entry.json"] = _json(entry)
    return BrowserIndex(
        files,
        SearchStatistics(len(index.records), len(index.terms), len(files), sum(len(data) for data in files.values())),
    )


def _store(files: dict[str, bytes], kind: str, contents: Sequence[bytes]) -> tuple[int, str]:
    """Put files under names made of kind, place and contents: `f12-0a_1b.txt`.

    Returns:
        How many neighbours share a hash, and the hashes, `HASH` characters each, one after another.
    """
    size = max(1, -(-len(contents) // GROUPS))
    hashes = [_hash(group) for group in _groups(contents, size)]
    for place, data in enumerate(contents):
        files[f"{kind}{place}-{hashes[place // size]}.txt"] = data
    return size, "".join(hashes)


def _hash(group: Sequence[bytes]) -> str:
    whole = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in group)).digest()
    return urlsafe_b64encode(whole).decode()[:HASH]


def named_files(entry: Any) -> list[str]:
    """The names of all files that an entry leads to, as browsers work them out.

    Raises:
        ValueError, KeyError, TypeError, ZeroDivisionError: this is no entry.
    """
    counts = {
        "f": len(entry["shards"]),
        "w": len(entry["words"]),
        "r": len(entry["reversed"]),
        "b": -(-entry["documents"] // entry["block"]),
        "t": -(-entry["documents"] // entry["texts"]),
    }
    names = []
    for kind, count in counts.items():
        size, hashes = entry["files"][kind]
        starts = [place // size * HASH for place in range(count)]
        names += [f"{kind}{place}-{hashes[start : start + HASH]}.txt" for place, start in enumerate(starts)]
    return names


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


Item = TypeVar("Item")


def _groups(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _block(records: Sequence[Row]) -> bytes:
    """`[trails, rows]`; a row is `[url, title, kind, number of its trail]` and the id when the URL does not tell it."""
    trails = list(dict.fromkeys(record.trail for record in records))
    return _json([trails, [_row(record, trails.index(record.trail)) for record in records]])


def _row(record: Row, trail: int) -> list[Any]:
    told = record.id == record.url.strip("/").replace("/", "-")
    return [record.url, record.title, record.kind, trail, *([] if told else [record.id])]


def _texts(records: Sequence[Row]) -> bytes:
    """For each article `[extract, [[anchor, title, extract] of each passage]]`."""
    return _json(
        [
            [record.extract, [[passage.anchor, passage.title, passage.extract] for passage in record.passages]]
            for record in records
        ]
    )
