# SPDX-License-Identifier: MIT
"""The stored index of a language in the work folder, to which edits are applied.

In: an index, what it was built from, and its lines. Out: the same, mapped from files.

`kept.json` names the other files with sizes, times and digests, and begins with a digest of itself.
It is removed first and written last. A damaged state, or one written by other code, counts as
missing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from kbgen.errors import EnvironmentFailure
from kbgen.search.browser.lines import Lines
from kbgen.search.index.build_postings import PostingTable
from kbgen.search.index.columns import (
    column_of,
    from_lines,
    read_columns,
    texts_of,
    to_lines,
    write_columns,
)
from kbgen.search.index.occurrences import Occurrences, from_columns, to_columns
from kbgen.search.index.postings import Compounds, InvertedIndex, Naming, Terms, inverted_of
from kbgen.settings.resources import code_digest

_KEPT: Final = "kept.json"
_OCCURRENCES: Final = "occurrences.bin"
_TERMS: Final = "terms.bin"
_LINES: Final = "lines.bin"
_ROWS: Final = "rows.jsonl"
_LISTS: Final = ("forms", "words", "backwards")
FILES: Final = (_OCCURRENCES, _TERMS, _LINES, _ROWS)
"""The files other than `kept.json`."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """An index, what it was built from, and the lines built from it."""

    lang: str
    digests: dict[str, str]
    """URL → digest of the article's record; sorted by URL."""
    occurrences: Occurrences
    naming: Naming
    terms: Terms
    """Terms without synonyms."""
    rows: tuple[str, ...]
    synonyms: str
    """Digest of the synonym rules that `lines` were built with."""
    lines: Lines
    lists: dict[str, int]
    """Key of each term with synonyms → number of articles in its list, synonyms included."""

    @property
    def index(self) -> InvertedIndex:
        """Return the index without synonyms."""
        return inverted_of(self.lang, self.rows, self.terms, self.naming)


def read_state(folder: Path, lang: str) -> IndexState | None:
    """Read the stored state; None if it is missing, damaged, or written by other code."""
    try:
        checksum, _, data = (folder / _KEPT).read_bytes().partition(b"\n")
        if checksum.decode() != hashlib.sha256(data).hexdigest():
            return None
        stored = json.loads(data)
        # The digest above covers `kept.json` only; the other files are checked by what it records.
        is_intact = all(_is_intact(folder / name, stored["files"][name]) for name in FILES)
        if stored["fingerprint"] != _fingerprint(lang) or not is_intact:
            return None
        # Columns are mapped, not read: an edit touches a small part of them.
        terms, lines = read_columns(folder / _TERMS), read_columns(folder / _LINES)
        table = PostingTable(**{item.name: terms[item.name] for item in fields(PostingTable)})
        return IndexState(
            lang,
            stored["digests"],
            from_columns(read_columns(folder / _OCCURRENCES)),
            _naming_of(terms),
            Terms(texts_of(terms["keys"]), table),
            tuple(from_lines((folder / _ROWS).read_bytes())),
            stored["synonyms"],
            Lines(
                **{name: texts_of(lines[name]) for name in _LISTS},
                joins=stored["joins"],
                terms=stored["terms"],
            ),
            stored["lists"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(folder: Path, state: IndexState) -> None:
    """Store a state for the next build.

    Raises:
        EnvironmentFailure: The files cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Without this file, an interrupted run leaves no state that could be taken for a whole one.
        (folder / _KEPT).unlink(missing_ok=True)
        write_columns(folder / _OCCURRENCES, to_columns(state.occurrences))
        write_columns(folder / _TERMS, _columns_of(state.terms, state.naming))
        write_columns(
            folder / _LINES, {name: column_of(getattr(state.lines, name)) for name in _LISTS}
        )
        (folder / _ROWS).write_bytes(to_lines(state.rows))
        stored = {
            "fingerprint": _fingerprint(state.lang),
            "digests": state.digests,
            "synonyms": state.synonyms,
            "joins": state.lines.joins,
            "terms": state.lines.terms,
            "lists": state.lists,
            "files": {name: _file_facts(folder / name) for name in FILES},
        }
        data = json.dumps(stored).encode()
        (folder / _KEPT).write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    except OSError as error:
        raise EnvironmentFailure(f"the search index could not be saved: {error}") from error


def _columns_of(terms: Terms, naming: Naming) -> dict[str, Any]:
    """Return the columns of `terms.bin`; see `_naming_of` for the reverse of the names."""
    keys, table = terms.to_table()
    parts, part_forms = naming.compounds.parts, naming.compounds.forms
    texts = {
        "keys": keys, "seen": naming.keys, "seen_keys": naming.keys.values(),
        "unseen": naming.unseen, "unseen_keys": naming.unseen.values(),
        "names": naming.names, "names_keys": naming.names.values(),
        "compounds": parts, "compounds_terms": map(" ".join, parts.values()),
        "parts": part_forms, "parts_terms": part_forms.values(),
    }  # fmt: skip
    columns = {item.name: getattr(table, item.name) for item in fields(PostingTable)}
    return (
        columns
        | {"of_form": naming.of_form}
        | {name: column_of(column) for name, column in texts.items()}
    )


_MAPPINGS: Final = {
    "seen": "seen_keys", "unseen": "unseen_keys", "names": "names_keys",
    "compounds": "compounds_terms", "parts": "parts_terms",
}  # fmt: skip
"""Column of the keys of a mapping → column of its values."""


def _naming_of(columns: dict[str, Any]) -> Naming:
    seen, unseen, names, compounds, forms = (
        dict(zip(texts_of(columns[name]), texts_of(columns[values]), strict=True))
        for name, values in _MAPPINGS.items()
    )
    parts = {word: tuple(terms.split(" ")) for word, terms in compounds.items()}
    # Words are numbered in the order of their keys; see `name_words`.
    words = sorted(names.values())
    numbers = {word: number for number, word in enumerate(words)}
    return Naming(words, numbers, columns["of_form"], seen, unseen, names, Compounds(parts, forms))


def _fingerprint(lang: str) -> list[str]:
    return [code_digest("language", "search"), lang]


def _file_facts(file: Path) -> list[Any]:
    """Return the size, modification time and digest of a file."""
    stat = file.stat()
    return [stat.st_size, stat.st_mtime_ns, _digest(file)]


def _is_intact(file: Path, recorded: list[Any]) -> bool:
    """Tell whether a file is unchanged: by size and time, or else by digest."""
    stat = file.stat()
    return recorded[:2] == [stat.st_size, stat.st_mtime_ns] or recorded[2] == _digest(file)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
