# SPDX-License-Identifier: MIT
"""The search index of one language on disk, updated from records.

For each language, the work folder contains the Whoosh index and the browser's files as last
published, so `kbgen search` answers from the last build. All of it can be deleted at any time; the
next build creates the same files.

    .kbgen/search/<lang>/whoosh/    the Whoosh index
    .kbgen/search/<lang>/browser/   the browser's files (`stored_files.py`)
    .kbgen/search/<lang>/state/     the last or an earlier index (`index_state.py`), for edits
    .kbgen/search/forms-<lang>.json the last answers of the dictionary (`forms.py`)
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.model import SynonymRule
from kbgen.runtime.canonical import canonical
from kbgen.runtime.progress import Progress
from kbgen.search.browser.index_file import BrowserIndex
from kbgen.search.browser.stored_files import read_stored, reusable_files, write_stored
from kbgen.search.index.meaning import Meaning
from kbgen.search.index.records import AnalyzedRecord
from kbgen.settings.resources import code_digest


def language_folder(work_dir: Path, lang: str) -> Path:
    """Return the folder of a language's indexes."""
    return work_dir / "search" / lang


def update_index(
    lang: str,
    digests: Mapping[str, str],
    fetch: Callable[[Sequence[str]], Iterable[AnalyzedRecord]],
    work_dir: Path,
    *,
    whoosh: bool = False,
    synonyms: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
    progress: Progress | None = None,
) -> BrowserIndex:
    """Update the language's indexes on disk, and return the browser's files.

    If no article has changed, nothing is compiled and no record is fetched.

    Args:
        lang: Language code.
        digests: URL of every article → digest of its record.
        fetch: Returns the records of URLs, in any order. Called only for the records needed.
        work_dir: The work folder, `.kbgen/`.
        whoosh: Whether to update the Whoosh index now. If False, `kbgen search` does so later.
        synonyms: Synonym rules of the language, in order.
        meaning: Builds affinity lists; None if meaning is off.
        progress: Receives a phase when a dictionary has to be prepared.

    Raises:
        EnvironmentFailure: The index cannot be written, or a dictionary cannot be prepared.
    """
    stamp = _stamp(lang, digests, synonyms, meaning.fingerprint if meaning else "")
    folder = language_folder(work_dir, lang)
    stored = read_stored(folder / "browser", stamp)
    update_whoosh = False
    # Import Whoosh and numpy only where they are needed: a build without changes needs neither.
    if whoosh:
        from kbgen.search.engines import whoosh_index

        update_whoosh = not whoosh_index.is_current(folder / "whoosh", stamp)
    if stored is not None and not update_whoosh:
        return stored
    from kbgen.search.browser.browser_files import compile_lines
    from kbgen.search.incremental.updating import current_index
    from kbgen.search.index.affinities import NO_AFFINITIES

    current = current_index(
        lang, digests, fetch, folder / "state", work_dir / "search", synonyms, progress
    )
    affinities = meaning.find(current.plain) if meaning else NO_AFFINITIES
    if update_whoosh:
        index = replace(current.expand(), affinities=affinities)
        whoosh_index.update(folder / "whoosh", index, stamp)
    if stored is not None:
        return stored
    reusable = reusable_files(folder / "browser")
    compiled = compile_lines(lang, current.lines, current.plain.rows, reusable, affinities)
    return write_stored(folder / "browser", compiled, stamp)


def last_index(lang: str, work_dir: Path) -> BrowserIndex | None:
    """Return the browser's files of the last build, whatever its articles; None if damaged."""
    return read_stored(language_folder(work_dir, lang) / "browser", None)


def update_from_records(
    lang: str,
    records: Sequence[AnalyzedRecord],
    work_dir: Path,
    *,
    whoosh: bool = True,
    synonyms: Sequence[SynonymRule] = (),
    meaning: Meaning | None = None,
) -> BrowserIndex:
    """Update the indexes from all records, in any order; see `update_index`."""
    by_url = {record.url: record for record in records}
    digests = {url: record.digest for url, record in by_url.items()}

    def fetch(urls: Iterable[str]) -> list[AnalyzedRecord]:
        return [by_url[url] for url in urls]

    return update_index(
        lang, digests, fetch, work_dir, whoosh=whoosh, synonyms=synonyms, meaning=meaning
    )


def remove_index(work_dir: Path, lang: str) -> None:
    """Remove a language's indexes, because they are damaged."""
    shutil.rmtree(language_folder(work_dir, lang), ignore_errors=True)


def _stamp(
    lang: str, digests: Mapping[str, str], synonyms: Sequence[SynonymRule], meaning: str
) -> str:
    # Texts only, so `repr` is canonical, and it is faster for this many.
    pairs = repr(sorted(digests.items()))
    state = (code_digest("language", "search"), lang, pairs, synonyms, meaning)
    return hashlib.sha256(canonical(state).encode()).hexdigest()[:24]
