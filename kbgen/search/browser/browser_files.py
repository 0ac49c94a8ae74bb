# SPDX-License-Identifier: MIT
"""The files that the browser searches: an inverted index cut into small text files.

In: a language's records and forms. Out: `BrowserIndex`, files relative to `search/<lang>/`:

- `entry.json`, the only one without a hash in its name: version, counts, tables, hashes of the
rest;
- shards (`f`): every form that can be typed, with its postings or a pointer to its term
(`shards.py`);
- prefixes (`p`): the precomputed lists of short prefixes, in the same format;
- spellings (`w`, `r`): the forms that occur, forwards and backwards, if there is more than one
shard;
- blocks (`b`): what a list of results shows of adjacent articles (URL, title, trail, kind);
- texts (`t`): the openings of these articles and of their passages, fetched only where they are
shown;
- messages (`m`): what a pasted text may contain, fetched only for one.

`Sizes` says how many articles or letters a file of each kind has. All files are plain text, none is
HTML. The same records give the same bytes. Files whose rows or lines have not changed are reused
(`IndexFile`).
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeVar

from kbgen.language.compounds import links_of
from kbgen.language.fold import LETTERS
from kbgen.language.han import pairs_of
from kbgen.language.profiles import language
from kbgen.language.stop_words import min_last_word, stop_words
from kbgen.model import SearchStatistics
from kbgen.search.browser.index_file import BrowserIndex, IndexFile
from kbgen.search.browser.lines import Line, Lines, asking_keys, collation_key, form_of, joined
from kbgen.search.browser.near_text import with_near
from kbgen.search.browser.shards import (
    cut,
    file_text,
    lengths_of,
    shard_text,
    texts_of,
    with_copies,
)
from kbgen.search.index import ranking
from kbgen.search.index.affinities import NO_AFFINITIES, Affinities
from kbgen.search.index.records import ResultRow
from kbgen.search.index.result_rows import row_of

T = TypeVar("T")
Group = Sequence[str]
"""The lines of one file: forms, spellings, or rows of articles."""

VERSION: Final = 5
"""Version of the format. A worker of another version reports an error."""
HASH: Final = 5
"""Number of characters of the hash in a file's name: 30 bits."""
GROUPS: Final = 128
"""Maximum number of hashes of a kind in `entry.json`, if there are more than `MAX_FILES` files.

Adjacent files then share a hash, and an edit renames them all. Why: DECISIONS.md, record 147.
"""
MAX_SINGLE_SHARD: Final = 12_000
"""Sites whose forms and postings fit in this many characters (7 kB compressed) get one shard."""
_EAST_ASIAN: Final = ("\u2e80", "\uf900")
"""Forms with Han characters or kana sort between these, by UTF-16 code units."""
SPELLINGS: Final = 5_000
"""Approximate number of characters in a shard of spellings."""
PREFIXES: Final = 6_000
"""Approximate number of characters in a shard of prefixes."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the files, chosen so that a question loads few bytes in few files."""

    shard: int
    """Approximate number of characters in a shard."""
    block: int
    """Number of articles in a block of results."""
    texts: int
    """Number of articles in a file of texts."""


MESSAGES: Final = 512
"""Number of articles in a file of messages. A pasted text needs them all, an edit changes one."""
MAX_FILES: Final = 2_000
"""Maximum number of files of a site, unless `MAX_SHARE` of its articles is more."""
MAX_SHARE: Final = Fraction(1, 2)
"""Maximum number of files per article of a large site. Why: DECISIONS.md, record 124."""
MAX_SHARE_WITH_MEANING: Final = Fraction(3, 4)
"""The same with affinity lists, which would be most of the bytes in larger shards."""
OTHER_FILES: Final = Fraction(1, 6)
"""Share of the files that is reserved for spellings and prefixes."""
SHARDS: Final = Fraction(1, 2)
"""Share of the other files that is reserved for shards, if they need as many."""
SHARDS_WITH_MEANING: Final = Fraction(2, 3)
"""The same with affinity lists."""
GROUPED: Final = ((8, 1), (8, 2), (8, 4), (8, 8), (8, 16), (16, 16), (32, 32))
"""(Articles in a block, articles in a file of texts), from the fewest bytes to the fewest files."""
MIN_SHARD: Final = 1_200
"""Minimum number of characters in a shard: a smaller file is little more than its HTTP header."""


def max_files(documents: int, *, has_meaning: bool = False) -> int:
    """Return the maximum number of files of a site with this many articles."""
    share = MAX_SHARE_WITH_MEANING if has_meaning else MAX_SHARE
    return max(MAX_FILES, int(documents * share))


def sizes_for(documents: int, characters: int, *, has_meaning: bool = False) -> Sizes:
    """Choose the sizes for a site.

    A question needs a shard per word and a block per result, so both are as small as the number of
    files allows. A site whose articles fit in one block has one file of texts, loaded with it.

    Args:
        documents: Number of articles.
        characters: Total number of characters in shards.
        has_meaning: Whether words have affinity lists.
    """
    most = int(max_files(documents, has_meaning=has_meaning) * (1 - OTHER_FILES))
    # Borders are between groups of words that begin alike, which gives more shards than the size
    # alone.
    shards = characters * 6 // 5
    # The smallest blocks and texts that leave this share to shards, or as many as they need.
    share = SHARDS_WITH_MEANING if has_meaning else SHARDS
    needed = min(int(most * share), shards // MIN_SHARD)
    fitting = (
        (block, texts)
        for block, texts in GROUPED
        if documents // block + documents // texts <= most - needed
    )
    block, texts = next(fitting, GROUPED[-1])
    if documents <= block:
        texts = block
    files = most - documents // block - documents // texts
    return Sizes(max(MIN_SHARD, shards // files), block, texts)


def compile_lines(
    lang: str,
    lines: Lines,
    rows: Sequence[str],
    reusable: Mapping[str, IndexFile] | None = None,
    affinities: Affinities = NO_AFFINITIES,
) -> BrowserIndex:
    """Compile the browser's files.

    Args:
        lang: Language code.
        lines: Lines of everything that can be looked up.
        rows: What results show of each article, as lines (`result_rows.py`).
        reusable: Source → file of an earlier build.
        affinities: The affinity lists of words.
    """
    forms, prefixes = _partition(with_near(lang, lines.forms, affinities))
    size = sum(lengths_of(forms))
    sizes = sizes_for(len(rows), size, has_meaning=bool(affinities.keys))
    is_large = size > MAX_SINGLE_SHARD
    shards = (
        with_copies(cut(joined(forms, lines.joins), sizes.shard), sizes.shard)
        if is_large
        else cut(forms, size + 1)
    )
    ready = cut(prefixes, PREFIXES) if prefixes else []
    forwards, reverse = (
        cut(spellings, SPELLINGS) if spellings and len(shards) > 1 else []
        for spellings in (lines.words, lines.backwards)
    )
    kinds: dict[str, tuple[list[Group], Callable[[Group], str]]] = {
        "f": (list(map(texts_of, shards)), file_text),
        "p": ([shard.lines for shard in ready], shard_text),
        "w": ([shard.lines for shard in forwards], shard_text),
        "r": ([shard.lines for shard in reverse], shard_text),
        "b": (list(_groups(rows, sizes.block)), _block),
        "t": (list(_groups(rows, sizes.texts)), _texts),
        "m": (list(_groups(rows, MESSAGES)), _messages),
    }
    count = sum(len(groups) for groups, _ in kinds.values())
    builder = _FileBuilder(reusable or {}, share=count > MAX_FILES)
    entry = {
        **_about(lang, lines, forms, len(rows)),
        "shards": [shard.border for shard in shards],
        "prefixes": [shard.border for shard in ready],
        "words": [shard.border for shard in forwards],
        "reversed": [shard.border for shard in reverse],
        "block": sizes.block,
        "texts": sizes.texts,
        "messages": MESSAGES,
        "files": {kind: builder.add(kind, *encoded) for kind, encoded in kinds.items()},
    }
    files = builder.files | {"entry.json": _index_file("", _json(entry).encode())}
    total = sum(file.size for file in files.values())
    return BrowserIndex(files, SearchStatistics(len(rows), lines.terms, len(files), total))


def _about(lang: str, lines: Lines, forms: list[Line], documents: int) -> dict[str, Any]:
    """Return what the entry says about the language and the ranking."""
    stop, links = sorted(stop_words(lang)), links_of(lang)
    return {
        "version": VERSION,
        "lang": lang,
        "documents": documents,
        "ranking": ranking.table(),
        "fold": LETTERS,
        **_han(forms),
        "stop": stop,
        "last": min_last_word(lang),
        "asking": dict(asking_keys(lines.forms, stop)),
        "keyboard": language(lang).keyboard,
        **({"links": links} if links else {}),
    }


def _partition(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of forms, and those of precomputed prefixes."""
    forms: list[Line] = []
    prefixes: list[Line] = []
    for line in lines:
        # Only a form may end in `*`; the first test is fast, and excludes most lines.
        is_prefix = "*\t" in line and form_of(line).endswith("*")
        (prefixes if is_prefix else forms).append(line)
    return forms, prefixes


def _han(lines: list[Line]) -> dict[str, str]:
    """Return the field `han` for the Han characters of all lines; nothing without any."""
    # A form with a Han character begins with one, or with kana, which sort nearby.
    start, end = (
        bisect_left(lines, collation_key(border), key=collation_key) for border in _EAST_ASIAN
    )
    pairs = pairs_of(set("".join(map(form_of, lines[start:end])))) if start < end else ""
    return {"han": pairs} if pairs else {}


def _index_file(source: str, data: bytes) -> IndexFile:
    return IndexFile(source, hashlib.sha256(data).hexdigest(), len(data), data)


class _FileBuilder:
    """Builds the files, or reuses those of an earlier build, and names them.

    Attributes:
        files: Name → file.
    """

    def __init__(self, reusable: Mapping[str, IndexFile], *, share: bool) -> None:
        self.files: dict[str, IndexFile] = {}
        self._reusable = reusable
        self._share = share

    def add(
        self, kind: str, groups: Iterable[Group], encode: Callable[[Group], str]
    ) -> tuple[int, str]:
        """Add a file per group of lines, named by kind, number and hash: `f12-0a_1b.txt`.

        Returns:
            Number of files that share a hash, and the concatenated hashes of `HASH` characters.
        """
        files = [self._file(kind, group, encode) for group in groups]
        # Ceiling division: as few adjacent files as possible share a hash.
        size = max(1, -(-len(files) // GROUPS)) if self._share else 1
        hashes = [_hash(group) for group in _groups(files, size)]
        for number, file in enumerate(files):
            self.files[f"{kind}{number}-{hashes[number // size]}.txt"] = file
        return size, "".join(hashes)

    def _file(self, kind: str, group: Group, encode: Callable[[Group], str]) -> IndexFile:
        # No line contains a line break, so the joined text is unambiguous.
        state = "\n".join((kind, *group)).encode("utf-8", "surrogatepass")
        source = hashlib.sha256(state).hexdigest()
        return self._reusable.get(source) or _index_file(source, encode(group).encode())


def _hash(group: Sequence[IndexFile]) -> str:
    digest = hashlib.sha256(b"".join(bytes.fromhex(file.digest) for file in group)).digest()
    return urlsafe_b64encode(digest).decode()[:HASH]


def named_files(entry: Any) -> list[str]:
    """Return the names of all files of an entry, as browsers derive them.

    Raises:
        ValueError, KeyError, TypeError, ZeroDivisionError: `entry` is not an entry.
    """
    counts = {
        "f": len(entry["shards"]),
        "p": len(entry["prefixes"]),
        "w": len(entry["words"]),
        "r": len(entry["reversed"]),
        "b": -(-entry["documents"] // entry["block"]),
        "t": -(-entry["documents"] // entry["texts"]),
        "m": -(-entry["documents"] // entry["messages"]),
    }
    names = []
    for kind, count in counts.items():
        size, hashes = entry["files"][kind]
        for number in range(count):
            start = number // size * HASH
            names.append(f"{kind}{number}-{hashes[start : start + HASH]}.txt")
    return names


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _groups(sequence: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (sequence[start : start + size] for start in range(0, len(sequence), size))


def _block(lines: Group) -> str:
    """Encode a block, `[trails, rows]`.

    A row is `[url, title, kind, number of its trail]`, and the id if the URL does not imply it.
    """
    rows = list(map(row_of, lines))
    trails = list(dict.fromkeys(row.trail for row in rows))
    return _json([trails, [_block_row(row, trails.index(row.trail)) for row in rows]])


def _block_row(row: ResultRow, trail: int) -> list[Any]:
    is_implied = row.id == row.url.strip("/").replace("/", "-")
    return [row.url, row.title, row.kind, trail, *([] if is_implied else [row.id])]


def _texts(lines: Group) -> str:
    """Encode texts: `[extract, passages]` per article; a passage is `[anchor, title, extract]`."""
    texts: list[Any] = []
    for row in map(row_of, lines):
        passages = [[passage.anchor, passage.title, passage.extract] for passage in row.passages]
        texts.append([row.extract, passages])
    return _json(texts)


def _messages(lines: Group) -> str:
    """Encode the messages of each article."""
    return _json([row.messages for row in map(row_of, lines)])
