# SPDX-License-Identifier: MIT
"""A language's index as it was made last, in the work folder: what an edit is applied to.

In: everything that an index was made of and made into. Out: the same, mapped from files. `kept.json` names the others
with sizes, times and digests, and has a digest of its own; it is removed first and written last. Whatever is not whole,
or was written by other code, is not there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.search.browser.lines import Lines
from kbgen.search.index.build_postings import PostingTable
from kbgen.search.index.columns import column_of, read_columns, texts_of, write_columns
from kbgen.search.index.occurrences import Occurrences, from_columns, to_columns
from kbgen.search.index.postings import InvertedIndex, Naming, Terms, inverted_of
from kbgen.search.index.result_rows import Rows, rows_of
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from pathlib import Path

_KEPT: Final = "kept.json"
_OCCURRENCES: Final = "occurrences.bin"
_TERMS: Final = "terms.bin"
_LINES: Final = "lines.bin"
_ROWS: Final = "rows.jsonl"
_LISTS: Final = ("forms", "words", "backwards")
FILES: Final = (_OCCURRENCES, _TERMS, _LINES, _ROWS)
"""Beside `kept.json`."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """An index, what it was made of, and the lines that were made of it."""

    lang: str
    digests: dict[str, str]
    """URL → what changes when the article's record does; sorted by URL."""
    occurrences: Occurrences
    naming: Naming
    terms: Terms
    """Without synonyms."""
    rows: Rows
    synonyms: str
    """Changes when the rules do that `lines` were made with."""
    lines: Lines
    lists: dict[str, int]
    """Key of each term to whose list synonyms add something → the number of articles it then has."""

    @property
    def index(self) -> InvertedIndex:
        """Without synonyms."""
        return inverted_of(self.lang, self.rows, self.terms, self.naming)


def read_state(folder: Path, lang: str) -> IndexState | None:
    """What `write_state` wrote, if it is whole."""
    try:
        checksum, _, data = (folder / _KEPT).read_bytes().partition(b"\n")
        if checksum.decode() != hashlib.sha256(data).hexdigest():
            return None
        kept = json.loads(data)
        is_whole = all(_is_whole(folder / name, kept["files"][name]) for name in FILES)
        if kept["made_by"] != _made_by(lang) or not is_whole:
            return None
        terms, lines = read_columns(folder / _TERMS), read_columns(folder / _LINES)
        table = PostingTable(**{item.name: terms[item.name] for item in fields(PostingTable)})
        return IndexState(
            lang,
            kept["digests"],
            from_columns(read_columns(folder / _OCCURRENCES)),
            _naming_of(terms),
            Terms(texts_of(terms["keys"]), table),
            rows_of((folder / _ROWS).read_bytes()),
            kept["synonyms"],
            Lines(**{name: texts_of(lines[name]) for name in _LISTS}, joins=kept["joins"], terms=kept["terms"]),
            kept["lists"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(folder: Path, state: IndexState) -> None:
    """Keep an index for the next build.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _KEPT).unlink(missing_ok=True)
        write_columns(folder / _OCCURRENCES, to_columns(state.occurrences))
        write_columns(folder / _TERMS, _columns_of(state.terms, state.naming))
        write_columns(folder / _LINES, {name: column_of(getattr(state.lines, name)) for name in _LISTS})
        (folder / _ROWS).write_bytes(state.rows.to_bytes())
        kept = {
            "made_by": _made_by(state.lang),
            "digests": state.digests,
            "synonyms": state.synonyms,
            "joins": state.lines.joins,
            "terms": state.lines.terms,
            "lists": state.lists,
            "files": {name: _seen(folder / name) for name in FILES},
        }
        data = json.dumps(kept).encode()
        (folder / _KEPT).write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    except OSError as error:
        raise EnvironmentFailure(f"the search index could not be kept: {error}") from error


def _columns_of(terms: Terms, naming: Naming) -> dict[str, Any]:
    keys, table = terms.to_table()
    texts = {
        "keys": keys, "seen": naming.keys, "seen_keys": naming.keys.values(),
        "unseen": naming.unseen, "unseen_keys": naming.unseen.values(),
    }  # fmt: skip
    columns = {item.name: getattr(table, item.name) for item in fields(PostingTable)}
    return columns | {"of_form": naming.of_form} | {name: column_of(some) for name, some in texts.items()}


def _naming_of(columns: dict[str, Any]) -> Naming:
    seen, unseen = (
        dict(zip(texts_of(columns[name]), texts_of(columns[f"{name}_keys"]), strict=True))
        for name in ("seen", "unseen")
    )
    words = sorted(set(seen.values()))
    return Naming(words, {word: number for number, word in enumerate(words)}, columns["of_form"], seen, unseen)


def _made_by(lang: str) -> list[str]:
    return [code_digest("language", "search"), lang]


def _seen(file: Path) -> list[Any]:
    found = file.stat()
    return [found.st_size, found.st_mtime_ns, _digest(file)]


def _is_whole(file: Path, kept: list[Any]) -> bool:
    """A file of the size and time that were noted is believed; of any other the contents are compared."""
    found = file.stat()
    return kept[:2] == [found.st_size, found.st_mtime_ns] or kept[2] == _digest(file)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
