# SPDX-License-Identifier: MIT
"""The files the browser searches: an inverted index cut into small text files.

In: a language's records and forms. Out: `BrowserIndex`, files relative to `search/<lang>/`:

- `entry.json`, the only one without a hash in its name: version, counts, tables, and the hashes of the rest;
- shards: every form that can be typed, with its postings or a pointer to the form they lie with (`shards.py`);
- spellings of the forms that occur, forwards and backwards, when there is more than one shard;
- blocks: what a list of results shows of neighboring articles (address, title, trail, kind);
- texts: beginnings of these articles and of their passages, fetched only where they are shown.

`Sizes` says how many articles or letters a file of each kind holds. Plain text only, nothing is HTML. The same records
give the same bytes. A file that was made of the same rows or lines before is not made again (`IndexFile`).
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from kbgen.language.fold import LETTERS
from kbgen.language.profiles import language
from kbgen.language.stop_words import stop_words
from kbgen.model import SearchStatistics
from kbgen.search.browser.index_file import IndexFile
from kbgen.search.browser.lines import joined, lines_of
from kbgen.search.browser.shards import cut, lengths_of, shard_text
from kbgen.search.index.postings import invert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kbgen.language.forms import Forms
    from kbgen.search.browser.lines import Lines
    from kbgen.search.browser.shards import Shard
    from kbgen.search.index.analysis import AnalyzedRecord, Row
    from kbgen.search.index.postings import InvertedIndex
    from kbgen.search.index.result_rows import Rows

VERSION: Final = 3
"""Of the files' format; a worker that reads another version says so."""
HASH: Final = 5
"""Characters of a file's name that come from its contents: 30 bits; kind and place are in the name too."""
GROUPS: Final = 128
"""Hashes of a kind that an entry holds at most: in a large site neighboring files share one, or they would fill it."""
MAX_SINGLE_SHARD: Final = 80_000
"""A site whose forms and postings fit in so many characters, 50 kB as they travel, gets one shard."""
SPELLINGS: Final = 16_000
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


FILES: Final = 2_000
"""Files of a site at most; where it is more, a tenth of the articles."""
GROUPED: Final = ((8, 32), (16, 64), (32, 128))
"""Articles in a block of results and in a file of texts, from the fewest bytes to the fewest files."""
MIN_SHARD: Final = 3_000
"""Characters: smaller files do not travel faster."""


def sizes_for(documents: int, characters: int) -> Sizes:
    """The sizes for a site.

    A question needs a shard a word and a block a result, so both are as small as the number of files allows. A
    twentieth of the files is left to spellings.

    Args:
        documents: articles.
        characters: of all shards together.
    """
    most = max(FILES, documents // 10) * 19 // 20
    fitting = ((block, texts) for block, texts in GROUPED if 2 * (documents // block + documents // texts) <= most)
    block, texts = next(fitting, GROUPED[-1])
    files = most - documents // block - documents // texts
    # Borders lie between first letters: there are a third more shards than their size alone would give.
    return Sizes(max(MIN_SHARD, characters * 4 // 3 // files), block, texts)


@dataclass(frozen=True, slots=True)
class BrowserIndex:
    """One language's files."""

    index_files: dict[str, IndexFile]
    """By name, relative to `search/<lang>/`."""
    statistics: SearchStatistics

    @property
    def files(self) -> dict[str, bytes]:
        """Name → contents."""
        return {name: file.read() for name, file in self.index_files.items()}


def compile_index(lang: str, records: Iterable[AnalyzedRecord], forms: Forms) -> BrowserIndex:
    """Make the browser's files of one language."""
    return compile_inverted(invert(lang, records, forms))


def compile_inverted(index: InvertedIndex, known: Mapping[str, IndexFile] | None = None) -> BrowserIndex:
    """Make the browser's files of an index in memory; see `compile_lines`."""
    return compile_lines(index.lang, lines_of(index), index.records, known)


def compile_lines(lang: str, lines: Lines, rows: Rows, known: Mapping[str, IndexFile] | None = None) -> BrowserIndex:
    """Make the browser's files.

    Args:
        lang: language code.
        lines: of everything that can be looked up.
        rows: what results show of the articles.
        known: files that need not be made again, by their `source`.
    """
    maker = _FileBuilder(known or {})
    size = sum(lengths_of(lines.forms))
    sizes = sizes_for(len(rows), size)
    is_large = size > MAX_SINGLE_SHARD
    shards = cut(joined(lines.forms, lines.joins), sizes.shard) if is_large else cut(lines.forms, size + 1)
    forwards, reverse = (
        cut(some, SPELLINGS) if some and len(shards) > 1 else [] for some in (lines.words, lines.backwards)
    )
    entry = {
        "version": VERSION,
        "lang": lang,
        "documents": len(rows),
        "fold": LETTERS,
        "stop": sorted(stop_words(lang)),
        "keyboard": language(lang).keyboard,
        "shards": [shard.border for shard in shards],
        "words": [shard.border for shard in forwards],
        "reversed": [shard.border for shard in reverse],
        "block": sizes.block,
        "texts": sizes.texts,
        "files": {
            "f": maker.shards("f", shards),
            "w": maker.shards("w", forwards),
            "r": maker.shards("r", reverse),
            "b": maker.groups("b", _groups(rows, sizes.block), _block),
            "t": maker.groups("t", _groups(rows, sizes.texts), _texts),
        },
    }
    files = maker.index_files | {"entry.json": _index_file("", _json(entry))}
    total = sum(file.size for file in files.values())
    return BrowserIndex(files, SearchStatistics(len(rows), lines.terms, len(files), total))


def _index_file(source: str, data: bytes) -> IndexFile:
    return IndexFile(source, hashlib.sha256(data).hexdigest(), len(data), data)


class _FileBuilder:
    """Makes files, or finds them among those that are known, and names them.

    Attributes:
        files: the files, by name.
    """

    def __init__(self, known: Mapping[str, IndexFile]) -> None:
        self.index_files: dict[str, IndexFile] = {}
        self._known = known

    def shards(self, kind: str, shards: Iterable[Shard]) -> tuple[int, str]:
        """Files of lines; see `_store`."""
        return self._store(kind, [self._made(kind, shard.lines, partial(_shard, shard)) for shard in shards])

    def groups(self, kind: str, groups: Iterable[Rows], make: Callable[[Rows], bytes]) -> tuple[int, str]:
        """Files of articles; see `_store`."""
        return self._store(kind, [self._made(kind, group.lines, partial(make, group)) for group in groups])

    def _made(self, kind: str, parts: Iterable[str], make: Callable[[], bytes]) -> IndexFile:
        # No part holds a line end.
        state = "\n".join((kind, *parts)).encode("utf-8", "surrogatepass")
        source = hashlib.sha256(state).hexdigest()
        return self._known.get(source) or _index_file(source, make())

    def _store(self, kind: str, made: Sequence[IndexFile]) -> tuple[int, str]:
        """Put files under names made of kind, place and contents: `f12-0a_1b.txt`.

        Returns:
            How many neighbors share a hash, and the hashes, `HASH` characters each, one after another.
        """
        size = max(1, -(-len(made) // GROUPS))
        hashes = [_hash(group) for group in _groups(made, size)]
        for place, file in enumerate(made):
            self.index_files[f"{kind}{place}-{hashes[place // size]}.txt"] = file
        return size, "".join(hashes)


def _hash(group: Sequence[IndexFile]) -> str:
    whole = hashlib.sha256(b"".join(bytes.fromhex(file.digest) for file in group)).digest()
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


Items = TypeVar("Items", bound="Sequence[Any]")


def _groups(items: Items, size: int) -> Iterator[Items]:
    return (cast("Items", items[start : start + size]) for start in range(0, len(items), size))


def _shard(shard: Shard) -> bytes:
    return shard_text(shard.lines).encode()


def _block(records: Rows) -> bytes:
    """`[trails, rows]`; a row is `[url, title, kind, number of its trail]` and the id when the URL does not tell it."""
    rows = list(records)
    trails = list(dict.fromkeys(record.trail for record in rows))
    return _json([trails, [_row(record, trails.index(record.trail)) for record in rows]])


def _row(record: Row, trail: int) -> list[Any]:
    told = record.id == record.url.strip("/").replace("/", "-")
    return [record.url, record.title, record.kind, trail, *([] if told else [record.id])]


def _texts(records: Rows) -> bytes:
    """For each article `[extract, [[anchor, title, extract] of each passage]]`."""
    return _json(
        [
            [record.extract, [[passage.anchor, passage.title, passage.extract] for passage in record.passages]]
            for record in records
        ]
    )
