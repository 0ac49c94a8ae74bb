# SPDX-License-Identifier: MIT
"""A language's index as it was last, in the work folder: what an edit is applied to.

In: digests of records, and records of what changed. Out: the inverted index of all. Four files in `state/`: columns
(`occurrences.npz`, `postings.npz`), what results show (`rows.jsonl`), and what has words (`names.json`, removed first
and written last). Whatever is not whole, or was written by other code, is not there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.errors import EnvironmentFailure
from kbgen.search.forms import forms_of
from kbgen.search.inversion import PostingTable
from kbgen.search.occurrences import collect, load
from kbgen.search.patching import patch
from kbgen.search.postings import Inverted, Terms, invert_occurrences
from kbgen.search.rows import Rows, line_of, rows_of
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kbgen.search.analysis import AnalysedRecord
    from kbgen.search.occurrences import Occurrences

    Fetch = Callable[[Sequence[str]], Iterable[AnalysedRecord]]

_NAMES: Final = "names.json"
_ROWS: Final = "rows.jsonl"
_AT_ONCE: Final = 128
"""Records that are asked for at once; they are let go of before the next."""
_MOST_CHANGED: Final = 4
"""When more than one in so many articles changed, everything is read anew."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """An index and what it was made of."""

    digests: dict[str, str]
    """URL → what changes when the article's record does; sorted by URL."""
    occurrences: Occurrences
    index: Inverted


def bring_state_up_to_date(
    lang: str, digests: Mapping[str, str], fetch: Fetch, folder: Path, work_dir: Path
) -> Inverted:
    """The index of the articles named, made of the last one where that is less work, and kept for the next time.

    Args:
        lang: language code.
        digests: URL of every article → what changes when its record does.
        fetch: gives records; asked only for those that changed, or for all.
        folder: where the state is kept.
        work_dir: where the answers of the dictionaries are kept.

    Raises:
        EnvironmentFailure: the disk refuses, or a dictionary cannot be prepared.
    """
    wanted = dict(sorted(digests.items()))
    last = _read(folder, lang)
    if last is not None and last.digests == wanted:
        return last.index
    changed = [url for url, digest in wanted.items() if last is None or last.digests.get(url) != digest]
    if last is None or len(changed) * _MOST_CHANGED > len(wanted):
        lines: list[str] = []
        occurrences = collect(_noted(_records(fetch, list(wanted)), lines))
        index = invert_occurrences(lang, Rows(lines), occurrences, forms_of(lang, occurrences.vocabulary(), work_dir))
    else:
        occurrences, index = _edited(last, wanted, changed, fetch, work_dir)
    _write(folder, IndexState(wanted, occurrences, index))
    return index


def _edited(
    last: IndexState, wanted: dict[str, str], changed: list[str], fetch: Fetch, work_dir: Path
) -> tuple[Occurrences, Inverted]:
    """The last index with some articles changed, added or gone."""
    lines: list[str] = []
    fresh = collect(_noted(_records(fetch, changed), lines), last.occurrences.forms)
    number = {url: place for place, url in enumerate(last.digests)}
    new = {url: len(number) + place for place, url in enumerate(changed)}
    order = [new.get(url, number.get(url, 0)) for url in wanted]
    occurrences = (last.occurrences + fresh).only(order)
    lines = [*last.index.records.lines, *lines]
    rows = Rows(lines[place] for place in order)
    lang = last.index.lang
    forms = forms_of(lang, occurrences.vocabulary(), work_dir)
    if list(number) == list(wanted):
        numbers = [number[url] for url in changed]
        patched = patch(last.index, last.occurrences, occurrences, numbers, rows, forms)
        if patched is not None:
            return occurrences, patched[0]
    return occurrences, invert_occurrences(lang, rows, occurrences, forms)


def _records(fetch: Fetch, urls: Sequence[str]) -> Iterator[AnalysedRecord]:
    """The records of URLs, in that order."""
    for start in range(0, len(urls), _AT_ONCE):
        some = urls[start : start + _AT_ONCE]
        by_url = {record.url: record for record in fetch(some)}
        yield from (by_url[url] for url in some)


def _noted(records: Iterable[AnalysedRecord], lines: list[str]) -> Iterator[AnalysedRecord]:
    """The records, as they pass by; what results show of them is noted."""
    for record in records:
        lines.append(line_of(record))
        yield record


def _read(folder: Path, lang: str) -> IndexState | None:
    try:
        data = (folder / _NAMES).read_bytes()
        if data[:64].decode() != _checksum(data[65:]):
            return None
        kept = json.loads(data[65:])
        rows = (folder / _ROWS).read_bytes()
        if kept["made_by"] != [code_digest("search"), lang] or kept["rows"] != _checksum(rows):
            return None
        with (folder / "postings.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as columns:
            table = PostingTable(**{name: columns[name] for name in columns.files})
        terms = Terms(kept["terms"], table)
        index = Inverted(lang, rows_of(rows), terms, kept["keys"], frozenset(kept["unseen"]))
        return IndexState(kept["digests"], load(folder / "occurrences.npz"), index)
    except Exception:  # damaged files raise anything at all; columns carry checksums of their own
        return None


def _write(folder: Path, state: IndexState) -> None:
    index, table = state.index, state.index.terms.table
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _NAMES).unlink(missing_ok=True)
        state.occurrences.save(folder / "occurrences.npz")
        with (folder / "postings.npz").open("wb") as stream:
            np.savez(stream, **{item.name: getattr(table, item.name) for item in fields(table)})
        rows = index.records.to_bytes()
        (folder / _ROWS).write_bytes(rows)
        kept = {
            "made_by": [code_digest("search"), index.lang],
            "digests": state.digests,
            "terms": list(index.terms),
            "keys": index.keys,
            "unseen": sorted(index.unseen),
            "rows": _checksum(rows),
        }
        data = json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")
        (folder / _NAMES).write_bytes(_checksum(data).encode() + b"\n" + data)
    except OSError as error:
        raise EnvironmentFailure(f"the search index could not be kept: {error}") from error


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
