# SPDX-License-Identifier: MIT
"""One language's search index on disk, brought up to date from records and asked questions.

The work folder keeps, per language, the Whoosh index and the browser's files as last published, so that `kbgen search`
answers from the last build. Everything here can be deleted at any time and comes back the same.

    .kbgen/search/<lang>/whoosh/    the Whoosh index
    .kbgen/search/<lang>/browser/   the browser's files (`stored_files.py`)
    .kbgen/search/<lang>/state/     an index of that time or before (`index_state.py`), for the next edits
    .kbgen/search/forms-<lang>.json the last answers of the dictionaries, which are kept per user (`dictionary.py`)
"""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from kbgen.runtime.canonical import canonical
from kbgen.search.browser.stored_files import StoredIndex, read_stored, reusable_files, write_stored
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kbgen.model import SynonymRule
    from kbgen.runtime.progress import Progress
    from kbgen.search.index.analysis import AnalyzedRecord


def language_folder(work_dir: Path, lang: str) -> Path:
    """Where a language's indexes lie."""
    return work_dir / "search" / lang


def update_index(
    lang: str,
    digests: Mapping[str, str],
    fetch: Callable[[Sequence[str]], Iterable[AnalyzedRecord]],
    work_dir: Path,
    *,
    whoosh: bool = False,
    synonyms: Sequence[SynonymRule] = (),
    progress: Progress | None = None,
) -> StoredIndex:
    """Make the language's indexes on disk those of the articles named, and say where the browser's files are.

    Nothing is compiled, and no record is asked for, when the articles are those of the last time.

    Args:
        lang: language code.
        digests: URL of every article → what changes when its record does.
        fetch: gives the records of URLs, in any order; asked only for what is needed.
        work_dir: `.kbgen/`.
        whoosh: False leaves the Whoosh index as it is; `kbgen search` brings it up to date when it is needed.
        synonyms: of the language, in order.
        progress: receives a phase when a dictionary has to be prepared.

    Raises:
        EnvironmentFailure: the disk refuses, or a dictionary cannot be prepared.
    """
    stamp = _stamp(lang, digests, synonyms)
    folder = language_folder(work_dir, lang)
    kept = read_stored(folder / "browser", stamp)
    to_whoosh = whoosh and not _whoosh_is_current(folder, stamp)
    if kept is not None and not to_whoosh:
        return kept
    # What follows needs numpy, and perhaps Whoosh: a build in which nothing changed does without them.
    from kbgen.search.browser.browser_files import compile_lines
    from kbgen.search.incremental.updating import current_index

    current = current_index(lang, digests, fetch, folder / "state", work_dir / "search", synonyms, progress)
    if to_whoosh:
        from kbgen.search.engines import whoosh_index

        whoosh_index.update(folder / "whoosh", current.expand(), stamp)
    if kept is not None:
        return kept
    made = compile_lines(lang, current.lines, current.plain.records, reusable_files(folder / "browser"))
    return write_stored(folder / "browser", made, stamp)


def last_index(lang: str, work_dir: Path) -> StoredIndex | None:
    """The browser's files of the last time, whatever articles there were; None when they are not whole."""
    return read_stored(language_folder(work_dir, lang) / "browser", None)


def _whoosh_is_current(folder: Path, stamp: str) -> bool:
    from kbgen.search.engines import whoosh_index

    return whoosh_index.is_current(folder / "whoosh", stamp)


def update_from_records(
    lang: str,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    *,
    whoosh: bool = True,
    synonyms: Sequence[SynonymRule] = (),
) -> StoredIndex:
    """`update_index` for somebody who has all the records, in any order."""
    by_url = {record.url: record for record in records}
    digests = {url: record.digest for url, record in by_url.items()}

    def fetch(urls: Iterable[str]) -> list[AnalyzedRecord]:
        return [by_url[url] for url in urls]

    return update_index(lang, digests, fetch, work_dir, whoosh=whoosh, synonyms=synonyms)


def remove_index(work_dir: Path, lang: str) -> None:
    """Remove a language's indexes: they are damaged."""
    shutil.rmtree(language_folder(work_dir, lang), ignore_errors=True)


def _stamp(lang: str, digests: Mapping[str, str], synonyms: Sequence[SynonymRule]) -> str:
    pairs = repr(sorted(digests.items()))  # texts only, and many: here `repr` is canonical too
    state = (code_digest("language", "search"), lang, pairs, synonyms)
    return hashlib.sha256(canonical(state).encode()).hexdigest()[:24]
