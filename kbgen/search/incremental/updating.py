# SPDX-License-Identifier: MIT
"""Updates the index of a language, starting from the stored index where that is less work.

In: digests of records, and the records that changed. Out: the index without synonyms, and the lines
of the browser's files with synonyms.

A few edits are applied to the stored index at each build, so most edits store nothing. The updated
index is stored only if a word is new or gone, because names are computed for all words at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from kbgen.language.forms import forms_of
from kbgen.model import SynonymRule
from kbgen.runtime.canonical import canonical
from kbgen.runtime.progress import Progress
from kbgen.search.browser.lines import NO_LINES, Lines, lines_of
from kbgen.search.incremental.index_state import IndexState, read_state, write_state
from kbgen.search.incremental.line_patching import LineEdit
from kbgen.search.incremental.patching import Patch, patch
from kbgen.search.index.occurrences import Occurrences, collect
from kbgen.search.index.postings import FindForms, InvertedIndex, name_words, terms_of
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.index.result_rows import line_of, titles_of
from kbgen.search.index.synonyms import Expansion, words_of_rules

Fetch = Callable[[Sequence[str]], Iterable[AnalyzedRecord]]

_BATCH_SIZE: Final = 128
"""Number of records to fetch at a time; they are freed before the next ones."""
MAX_PATCHED_ARTICLES: Final = 64
"""Maximum number of changed articles to patch into the stored index; with more, it is rebuilt."""
_REBUILD_FRACTION: Final = 4
"""If more than one in this many articles changed, all records are read again."""


Expand = Callable[[InvertedIndex], Expansion]
"""Finds what the synonym rules add to an index."""


@dataclass(frozen=True, slots=True)
class Current:
    """An up-to-date index."""

    plain: InvertedIndex
    """The index without synonyms."""
    lines: Lines
    """Its lines, with synonyms."""
    _expand: Expand

    def expand(self) -> InvertedIndex:
        """Build the index with synonyms."""
        return self._expand(self.plain).expanded()


def current_index(
    lang: str,
    digests: Mapping[str, str],
    fetch: Fetch,
    folder: Path,
    work_dir: Path,
    synonyms: Sequence[SynonymRule] = (),
    progress: Progress | None = None,
) -> Current:
    """Return the up-to-date index of a language, and store it if needed.

    Args:
        lang: Language code.
        digests: URL of every article → digest of its record.
        fetch: Returns records of URLs; called for those that changed, or for all.
        folder: Folder of the stored index.
        work_dir: Folder of the dictionaries' cached answers.
        synonyms: Synonym rules of the language, in order.
        progress: Receives a phase when a dictionary has to be prepared.

    Raises:
        EnvironmentFailure: The index cannot be stored, or a dictionary cannot be prepared.
    """
    digests = dict(sorted(digests.items()))
    rule_forms = forms_of(lang, words_of_rules(synonyms), work_dir / "synonyms", progress)
    expand = partial(Expansion, forms=rule_forms, rules=synonyms)
    rules = hashlib.sha256(canonical(synonyms).encode()).hexdigest()
    find_forms = partial(forms_of, lang, work_dir=work_dir, progress=progress)
    stored = state = read_state(folder, lang)
    if state is not None and state.synonyms != rules:
        state = _with_lines(state, rules, expand)
    # A patch replaces articles in place, so it needs the same URLs as before.
    former = state.digests if state else {}
    changed = [url for url, digest in digests.items() if former.get(url) != digest]
    if state and list(former) == list(digests) and len(changed) <= MAX_PATCHED_ARTICLES:
        patched = _patch(state, changed, fetch, find_forms)
        if patched is not None:
            edited = _apply_edit(state, digests, patched, expand)
            if patched.naming is not state.naming:
                # Otherwise every later edit would have to compute the names again.
                write_state(folder, replace(edited, occurrences=patched.edit.all_occurrences()))
            elif state is not stored:
                write_state(folder, state)
            return Current(patched.index, edited.lines, expand)
    state = _rebuild(lang, state, digests, changed, fetch, find_forms)
    state = _with_lines(state, rules, expand)
    write_state(folder, state)
    return Current(state.index, state.lines, expand)


def _patch(
    state: IndexState,
    changed: list[str],
    fetch: Fetch,
    find_forms: FindForms,
) -> Patch | None:
    """Apply the changed articles to the stored index."""
    number = {url: index for index, url in enumerate(state.digests)}
    records = {number[record.url]: record for record in fetch(changed)} if changed else {}
    rows = list(state.rows)
    for index, record in records.items():
        rows[index] = line_of(record)
    return patch(state, records, tuple(rows), find_forms)


def _apply_edit(
    state: IndexState, digests: dict[str, str], patched: Patch, expand: Expand
) -> IndexState:
    """Return the updated state, except for `occurrences`, which stay the old ones."""
    expansion = former = expand(patched.index)
    is_renamed = patched.naming is not state.naming
    # `LineEdit` compares names only if the two objects differ.
    if is_renamed:
        former = expand(state.index)
    rows = patched.index.rows
    # Phrases of synonyms are looked up in titles, so a changed title may change any list.
    is_retitled = any(
        titles_of(state.rows[number]) != titles_of(rows[number]) for number in patched.edit.numbers
    )
    everything = is_renamed or is_retitled
    # Only the lists of sources that read a dirty term can differ.
    lists = expansion.lists(
        source
        for source in expansion.sources
        if everything or not patched.dirty.isdisjoint(expansion.reads(source))
    )
    counts = ({} if is_renamed else state.lists) | lists.frequencies()
    lines = LineEdit(
        lang=state.lang,
        former=former,
        expansion=expansion,
        terms=patched.index.terms,
        lists=lists,
        dirty=patched.dirty | (state.lists.keys() ^ counts.keys()),
        old_frequencies=state.terms.frequencies() | state.lists,
        frequencies=patched.index.terms.frequencies() | counts,
    ).apply(state.lines)
    return replace(
        state,
        digests=digests,
        naming=patched.naming,
        terms=patched.index.terms,
        rows=rows,
        lines=lines,
        lists=counts,
    )


def _with_lines(state: IndexState, rules: str, expand: Expand) -> IndexState:
    """Return the state with lines rebuilt for the synonym rules with the digest `rules`."""
    expansion = expand(state.index)
    lists = expansion.lists(expansion.sources)
    lines = lines_of(expansion.expanded(lists))
    return replace(state, synonyms=rules, lists=lists.frequencies(), lines=lines)


def _rebuild(
    lang: str,
    state: IndexState | None,
    digests: dict[str, str],
    changed: list[str],
    fetch: Fetch,
    find_forms: FindForms,
) -> IndexState:
    """Build the index from all articles, using stored occurrences if most are unchanged."""
    if state is None or len(changed) * _REBUILD_FRACTION > len(digests):
        occurrences, rows = _collect(fetch, list(digests))
    else:
        fresh, fresh_rows = _collect(fetch, changed, state.occurrences.forms)
        # Changed articles are appended, so their new numbers replace the old ones here.
        number = {url: index for index, url in enumerate([*state.digests, *changed])}
        # order[i]: where article i is among the old articles with the fresh ones after them.
        order = [number[url] for url in digests]
        occurrences = (state.occurrences + fresh).select(order)
        every_row = [*state.rows, *fresh_rows]
        rows = [every_row[index] for index in order]
    naming = name_words(occurrences.forms, occurrences.counts(), find_forms)
    terms = terms_of(lang, occurrences, naming)
    return IndexState(lang, digests, occurrences, naming, terms, tuple(rows), "", NO_LINES, {})


def _collect(
    fetch: Fetch, urls: Sequence[str], forms: Iterable[str] = ()
) -> tuple[Occurrences, list[str]]:
    """Collect the records of URLs in columns, and their rows as lines; see `collect`."""
    rows: list[str] = []

    def records() -> Iterator[AnalyzedRecord]:
        for start in range(0, len(urls), _BATCH_SIZE):
            batch = urls[start : start + _BATCH_SIZE]
            by_url = {record.url: record for record in fetch(batch)}
            rows.extend(line_of(by_url[url]) for url in batch)
            yield from (by_url[url] for url in batch)

    return collect(records(), forms), rows
