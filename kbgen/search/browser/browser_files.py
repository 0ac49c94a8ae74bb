# SPDX-License-Identifier: MIT
"""The files that the browser searches: an inverted index cut into small text files.

In: a language's records and forms. Out: `BrowserIndex`, files relative to `search/<lang>/`:

- `entry.json`, the only one without a hash in its name: version, counts, tables, hashes of the
rest;
- shards (`f`): every form that can be typed, with its postings or a pointer to its term
(`shards.py`);
- spellings (`w`, `r`): the forms that occur, forwards and backwards, if there is more than one
shard;
- blocks (`b`): what a list of results shows of adjacent articles (URL, title, trail, kind);
- texts (`t`): the openings of these articles and of their passages, fetched only where they are
shown.

`Sizes` says how many articles or letters a file of each kind has. All files are plain text, none is
HTML. The same records give the same bytes. Files whose rows or lines have not changed are reused
(`IndexFile`).
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
from kbgen.search.index import ranking
from kbgen.search.index.postings import invert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kbgen.language.forms import Forms
    from kbgen.search.browser.lines import Lines
    from kbgen.search.browser.shards import Shard
    from kbgen.search.index.analysis import AnalyzedRecord, Row
    from kbgen.search.index.postings import InvertedIndex
    from kbgen.search.index.result_rows import Rows

VERSION: Final = 4
"""Version of the format. A worker of another version reports an error."""
HASH: Final = 5
"""Number of characters of the hash in a file's name: 30 bits."""
GROUPS: Final = 128
"""Maximum number of hashes of a kind in `entry.json`; on a large site, adjacent files share one."""
MAX_SINGLE_SHARD: Final = 80_000
"""Sites whose forms and postings fit in this many characters (50 kB compressed) get one shard."""
SPELLINGS: Final = 16_000
"""Approximate number of characters in a shard of spellings."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the files, chosen so that a question loads few bytes in few files."""

    shard: int
    """Approximate number of characters in a shard."""
    block: int
    """Number of articles in a block of results."""
    texts: int
    """Number of articles in a file of texts."""


MAX_FILES: Final = 2_000
"""Maximum number of files of a site, unless a tenth of its articles is more."""
GROUPED: Final = ((8, 32), (16, 64), (32, 128))
"""(Articles in a block, articles in a file of texts), from the fewest bytes to the fewest files."""
MIN_SHARD: Final = 3_000
"""Minimum number of characters in a shard: smaller files do not load faster."""


def sizes_for(documents: int, characters: int) -> Sizes:
    """Choose the sizes for a site.

    A question needs a shard per word and a block per result, so both are as small as the number of
    files allows. One file in twenty is reserved for spellings.

    Args:
        documents: Number of articles.
        characters: Total number of characters in shards.
    """
    most = max(MAX_FILES, documents // 10) * 19 // 20
    # The smallest blocks and texts that leave half of the files to shards.
    fitting = (
        (block, texts)
        for block, texts in GROUPED
        if 2 * (documents // block + documents // texts) <= most
    )
    block, texts = next(fitting, GROUPED[-1])
    files = most - documents // block - documents // texts
    # Borders are between first letters, which gives a third more shards than the size alone.
    return Sizes(max(MIN_SHARD, characters * 4 // 3 // files), block, texts)


@dataclass(frozen=True, slots=True)
class BrowserIndex:
    """The browser's files of one language."""

    index_files: dict[str, IndexFile]
    """Name relative to `search/<lang>/` → file."""
    statistics: SearchStatistics

    @property
    def files(self) -> dict[str, bytes]:
        """Map each name to the file's contents."""
        return {name: file.read() for name, file in self.index_files.items()}


def compile_index(lang: str, records: Iterable[AnalyzedRecord], forms: Forms) -> BrowserIndex:
    """Compile the browser's files of one language."""
    return compile_inverted(invert(lang, records, forms))


def compile_inverted(
    index: InvertedIndex, reusable: Mapping[str, IndexFile] | None = None
) -> BrowserIndex:
    """Compile the browser's files of an index in memory; see `compile_lines`."""
    return compile_lines(index.lang, lines_of(index), index.records, reusable)


def compile_lines(
    lang: str, lines: Lines, rows: Rows, reusable: Mapping[str, IndexFile] | None = None
) -> BrowserIndex:
    """Compile the browser's files.

    Args:
        lang: Language code.
        lines: Lines of everything that can be looked up.
        rows: What results show of the articles.
        reusable: Source → file of an earlier build.
    """
    builder = _FileBuilder(reusable or {})
    size = sum(lengths_of(lines.forms))
    sizes = sizes_for(len(rows), size)
    is_large = size > MAX_SINGLE_SHARD
    shards = (
        cut(joined(lines.forms, lines.joins), sizes.shard)
        if is_large
        else cut(lines.forms, size + 1)
    )
    forwards, reverse = (
        cut(some, SPELLINGS) if some and len(shards) > 1 else []
        for some in (lines.words, lines.backwards)
    )
    entry = {
        "version": VERSION,
        "lang": lang,
        "documents": len(rows),
        "ranking": ranking.table(),
        "fold": LETTERS,
        "stop": sorted(stop_words(lang)),
        "keyboard": language(lang).keyboard,
        "shards": [shard.border for shard in shards],
        "words": [shard.border for shard in forwards],
        "reversed": [shard.border for shard in reverse],
        "block": sizes.block,
        "texts": sizes.texts,
        "files": {
            "f": builder.shards("f", shards),
            "w": builder.shards("w", forwards),
            "r": builder.shards("r", reverse),
            "b": builder.groups("b", _groups(rows, sizes.block), _block),
            "t": builder.groups("t", _groups(rows, sizes.texts), _texts),
        },
    }
    files = builder.index_files | {"entry.json": _index_file("", _json(entry))}
    total = sum(file.size for file in files.values())
    return BrowserIndex(files, SearchStatistics(len(rows), lines.terms, len(files), total))


def _index_file(source: str, data: bytes) -> IndexFile:
    return IndexFile(source, hashlib.sha256(data).hexdigest(), len(data), data)


class _FileBuilder:
    """Builds the files, or reuses those of an earlier build, and names them.

    Attributes:
        index_files: Name → file.
    """

    def __init__(self, reusable: Mapping[str, IndexFile]) -> None:
        self.index_files: dict[str, IndexFile] = {}
        self._reusable = reusable

    def shards(self, kind: str, shards: Iterable[Shard]) -> tuple[int, str]:
        """Add files of lines; see `_add`."""
        return self._add(
            kind, [self._build(kind, shard.lines, partial(_shard, shard)) for shard in shards]
        )

    def groups(
        self, kind: str, groups: Iterable[Rows], make: Callable[[Rows], bytes]
    ) -> tuple[int, str]:
        """Add files of articles; see `_add`."""
        return self._add(
            kind, [self._build(kind, group.lines, partial(make, group)) for group in groups]
        )

    def _build(self, kind: str, parts: Iterable[str], make: Callable[[], bytes]) -> IndexFile:
        # No part contains a line break, so the joined text is unambiguous.
        state = "\n".join((kind, *parts)).encode("utf-8", "surrogatepass")
        source = hashlib.sha256(state).hexdigest()
        return self._reusable.get(source) or _index_file(source, make())

    def _add(self, kind: str, made: Sequence[IndexFile]) -> tuple[int, str]:
        """Add files under names made of kind, number and hash: `f12-0a_1b.txt`.

        Returns:
            Number of files that share a hash, and the concatenated hashes of `HASH` characters.
        """
        # Ceiling division: as few adjacent files as possible share a hash.
        size = max(1, -(-len(made) // GROUPS))
        hashes = [_hash(group) for group in _groups(made, size)]
        for number, file in enumerate(made):
            self.index_files[f"{kind}{number}-{hashes[number // size]}.txt"] = file
        return size, "".join(hashes)


def _hash(group: Sequence[IndexFile]) -> str:
    whole = hashlib.sha256(b"".join(bytes.fromhex(file.digest) for file in group)).digest()
    return urlsafe_b64encode(whole).decode()[:HASH]


def named_files(entry: Any) -> list[str]:
    """Return the names of all files of an entry, as browsers derive them.

    Raises:
        ValueError, KeyError, TypeError, ZeroDivisionError: `entry` is not an entry.
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
        for number in range(count):
            start = number // size * HASH
            names.append(f"{kind}{number}-{hashes[start : start + HASH]}.txt")
    return names


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


Items = TypeVar("Items", bound="Sequence[Any]")


def _groups(items: Items, size: int) -> Iterator[Items]:
    return (cast("Items", items[start : start + size]) for start in range(0, len(items), size))


def _shard(shard: Shard) -> bytes:
    return shard_text(shard.lines).encode()


def _block(records: Rows) -> bytes:
    """Encode a block, `[trails, rows]`.

    A row is `[url, title, kind, number of its trail]`, and the id if the URL does not imply it.
    """
    rows = list(records)
    trails = list(dict.fromkeys(record.trail for record in rows))
    return _json([trails, [_row(record, trails.index(record.trail)) for record in rows]])


def _row(record: Row, trail: int) -> list[Any]:
    is_implied = record.id == record.url.strip("/").replace("/", "-")
    return [record.url, record.title, record.kind, trail, *([] if is_implied else [record.id])]


def _texts(records: Rows) -> bytes:
    """Encode texts: `[extract, passages]` per article; a passage is `[anchor, title, extract]`."""
    texts: list[Any] = []
    for record in records:
        passages = [[passage.anchor, passage.title, passage.extract] for passage in record.passages]
        texts.append([record.extract, passages])
    return _json(texts)
