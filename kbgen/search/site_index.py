# SPDX-License-Identifier: MIT
"""One language's search index on disk, brought up to date from records and asked questions.

The work folder keeps, per language, the Whoosh index and the browser's files as last published, so that `kbgen search`
answers from the last build. Everything here can be deleted at any time and comes back the same.

    .kbgen/search/<lang>/whoosh/    the Whoosh index
    .kbgen/search/<lang>/browser/   the browser's files
    .kbgen/search/forms-<lang>.json the last answers of the dictionaries, which are kept per user (`dictionary.py`)
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from kbgen.errors import EnvironmentFailure
from kbgen.model import SearchStatistics
from kbgen.search import whoosh_index
from kbgen.search.browser_files import BrowserIndex, compile_inverted
from kbgen.search.forms import forms_of
from kbgen.search.postings import invert, vocabulary_of
from kbgen.settings.resources import code_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kbgen.search.analysis import AnalysedRecord

_STAMP: Final = "stamp.json"


def language_folder(work_dir: Path, lang: str) -> Path:
    """Where a language's indexes lie."""
    return work_dir / "search" / lang


def bring_up_to_date(
    lang: str, records: Sequence[AnalysedRecord], work_dir: Path, *, whoosh: bool = True
) -> BrowserIndex:
    """Make the language's indexes on disk those of `records`, and return the browser's files.

    Nothing is compiled when the records are those of the last time.

    Args:
        lang: language code.
        records: one per article, any order.
        work_dir: `.kbgen/`.
        whoosh: False leaves the Whoosh index as it is; `kbgen search` brings it up to date when it is needed.

    Raises:
        EnvironmentFailure: the disk refuses, or a dictionary cannot be prepared.
    """
    stamp = _stamp(lang, records)
    folder = language_folder(work_dir, lang)
    kept = _read_browser(folder / "browser", stamp)
    whoosh_done = not whoosh or whoosh_index.is_current(folder / "whoosh", stamp)
    if kept is not None and whoosh_done:
        return kept
    inverted = invert(lang, records, forms_of(lang, vocabulary_of(records), work_dir / "search"))
    if not whoosh_done:
        whoosh_index.update(folder / "whoosh", inverted, stamp)
    if kept is not None:
        return kept
    made = compile_inverted(inverted)
    _write_browser(folder / "browser", made, stamp)
    return made


def forget(work_dir: Path, lang: str) -> None:
    """Remove a language's indexes: they are damaged."""
    shutil.rmtree(language_folder(work_dir, lang), ignore_errors=True)


def _stamp(lang: str, records: Sequence[AnalysedRecord]) -> str:
    made_by = (code_digest("search"), lang)
    digests = sorted(record.digest for record in records)
    return hashlib.sha256(repr((made_by, digests)).encode()).hexdigest()[:24]


def _read_browser(folder: Path, stamp: str) -> BrowserIndex | None:
    """The files as they were written, or None when they are others' or not whole."""
    try:
        kept = json.loads((folder / _STAMP).read_bytes())
        if kept["stamp"] != stamp:
            return None
        files = {name: (folder / name).read_bytes() for name in kept["files"]}
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        if hashes != kept["files"]:
            return None
        return BrowserIndex(files, SearchStatistics(**kept["statistics"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_browser(folder: Path, made: BrowserIndex, stamp: str) -> None:
    aside = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, data in made.files.items():
            (aside / name).write_bytes(data)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in made.files.items()}
        kept = {"stamp": stamp, "files": hashes, "statistics": asdict(made.statistics)}
        (aside / _STAMP).write_text(json.dumps(kept), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    except OSError as error:
        raise EnvironmentFailure(f"the search files could not be written: {error}") from error
