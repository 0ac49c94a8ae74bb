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

from kbgen.language.forms import Forms, forms_of
from kbgen.model import SynonymRule
from kbgen.runtime.canonical import canonical
from kbgen.runtime.progress import Progress
from kbgen.search.browser.lines import NO_LINES, Lines, lines_of
from kbgen.search.incremental.index_state import IndexState, read_state, write_state
from kbgen.search.incremental.line_patching import LineEdit, Names
from kbgen.search.incremental.patching import Patch, patch
from kbgen.search.index.analysis import AnalyzedRecord
from kbgen.search.index.occurrences import collect
from kbgen.search.index.postings import InvertedIndex, name_words, terms_of
from kbgen.search.index.result_rows import line_of, row_of
from kbgen.search.index.synonyms import Expansion, words_of

Fetch = Callable[[Sequence[str]], Iterable[AnalyzedRecord]]

_BATCH_SIZE: Final = 128
"""Number of records to fetch at a time; they are freed before the next ones."""
MAX_PATCHED_ARTICLES: Final = 64
"""Maximum number of changed articles to patch into the stored index; with more, it is rebuilt."""
_REBUILD_FRACTION: Final = 4
"""If more than one in this many articles changed, all records are read again."""


@dataclass(frozen=True, slots=True)
class Current:
    """An up-to-date index."""

    plain: InvertedIndex
    """The index without synonyms."""
    lines: Lines
    """Its lines, with synonyms."""
    expand: Callable[[], InvertedIndex]
    """Builds the index with synonyms."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """The synonym rules of a language."""

    rules: Sequence[SynonymRule]
    forms: Forms
    """Forms of the words in the rules."""

    @property
    def digest(self) -> str:
        """Return a digest of the rules."""
        return hashlib.sha256(canonical(self.rules).encode()).hexdigest()

    def of(self, index: InvertedIndex) -> Expansion:
        """Return what the rules add to an index."""
        return Expansion(index, self.forms, self.rules)


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
    wanted = dict(sorted(digests.items()))
    rules = _Rules(synonyms, forms_of(lang, words_of(synonyms), work_dir / "synonyms", progress))
    find_forms = partial(forms_of, lang, work_dir=work_dir, progress=progress)
    stored = read_state(folder, lang)
    state = stored
    if state is not None and state.synonyms != rules.digest:
        state = _with_lines(state, rules)
    changed = [
        url for url, digest in wanted.items() if state is None or state.digests.get(url) != digest
    ]
    if (
        state is not None
        and list(state.digests) == list(wanted)
        and len(changed) <= MAX_PATCHED_ARTICLES
    ):
        patched = _patch(state, changed, fetch, find_forms)
        if patched is not None:
            edited = _apply_edit(state, wanted, patched, rules)
            if patched.naming is not state.naming:
                # Otherwise every later edit would have to compute the names again.
                write_state(folder, replace(edited, occurrences=patched.edit.all_occurrences()))
            elif state is not stored:
                write_state(folder, state)
            return _current(patched.index, edited.lines, rules)
    state = _with_lines(_rebuild(lang, state, wanted, changed, fetch, find_forms), rules)
    write_state(folder, state)
    return _current(state.index, state.lines, rules)


def _current(index: InvertedIndex, lines: Lines, rules: _Rules) -> Current:
    """Return the result, which no longer refers to the occurrences, so they can be freed."""
    return Current(index, lines, lambda: rules.of(index).expanded())


def _patch(
    state: IndexState,
    changed: list[str],
    fetch: Fetch,
    find_forms: Callable[[Iterable[str]], Forms],
) -> Patch | None:
    """Apply the changed articles to the stored index."""
    number = {url: index for index, url in enumerate(state.digests)}
    records = {number[record.url]: record for record in fetch(changed)} if changed else {}
    lines = list(state.rows)
    for index, record in records.items():
        lines[index] = line_of(record)
    return patch(state, records, tuple(lines), find_forms)


def _titles(line: str) -> tuple[str, ...]:
    row = row_of(line)
    return (row.title, *(passage.title for passage in row.passages))


def _apply_edit(
    state: IndexState, digests: dict[str, str], patched: Patch, rules: _Rules
) -> IndexState:
    """Return the updated state, except for `occurrences`, which stay the old ones."""
    expansion = rules.of(patched.index)
    names = old_names = Names(expansion.keys, expansion.unseen)
    is_renamed = patched.naming is not state.naming
    # `LineEdit` compares names only if the two objects differ.
    if is_renamed:
        former = rules.of(state.index)
        old_names = Names(former.keys, former.unseen)
    rows = patched.index.rows
    # Phrases of synonyms are looked up in titles, so a changed title may change any list.
    is_retitled = any(
        _titles(state.rows[number]) != _titles(rows[number]) for number in patched.edit.numbers
    )
    everything = is_renamed or is_retitled
    # Only the lists of sources that read a dirty term can differ.
    lists = expansion.lists(
        source
        for source in expansion.sources
        if everything or not patched.dirty.isdisjoint(expansion.reads(source))
    )
    kept = {key: count for key, count in state.lists.items() if not is_renamed}
    counts = kept | lists.frequencies()
    lines = LineEdit(
        lang=state.lang,
        old_names=old_names,
        names=names,
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


def _with_lines(state: IndexState, rules: _Rules) -> IndexState:
    """Return the state with lines rebuilt for these synonyms."""
    expansion = rules.of(state.index)
    lists = expansion.lists(expansion.sources)
    lines = lines_of(expansion.expanded(lists))
    return replace(state, synonyms=rules.digest, lists=lists.frequencies(), lines=lines)


def _rebuild(
    lang: str,
    state: IndexState | None,
    wanted: dict[str, str],
    changed: list[str],
    fetch: Fetch,
    find_forms: Callable[[Iterable[str]], Forms],
) -> IndexState:
    """Build the index from all articles, using stored occurrences if most are unchanged."""
    if state is None or len(changed) * _REBUILD_FRACTION > len(wanted):
        lines: list[str] = []
        occurrences = collect(_collect_lines(_records(fetch, list(wanted)), lines))
    else:
        fresh_lines: list[str] = []
        fresh = collect(
            _collect_lines(_records(fetch, changed), fresh_lines), state.occurrences.forms
        )
        # Changed articles are appended, so their new numbers replace the old ones here.
        number = {url: index for index, url in enumerate([*state.digests, *changed])}
        order = [number[url] for url in wanted]
        occurrences = (state.occurrences + fresh).select(order)
        every_line = [*state.rows, *fresh_lines]
        lines = [every_line[index] for index in order]
    naming = name_words(
        occurrences.forms, occurrences.counts(), find_forms(occurrences.vocabulary())
    )
    terms = terms_of(lang, occurrences, naming)
    return IndexState(lang, wanted, occurrences, naming, terms, tuple(lines), "", NO_LINES, {})


def _records(fetch: Fetch, urls: Sequence[str]) -> Iterator[AnalyzedRecord]:
    """Yield the records of URLs, in that order."""
    for start in range(0, len(urls), _BATCH_SIZE):
        batch = urls[start : start + _BATCH_SIZE]
        by_url = {record.url: record for record in fetch(batch)}
        yield from (by_url[url] for url in batch)


def _collect_lines(records: Iterable[AnalyzedRecord], lines: list[str]) -> Iterator[AnalyzedRecord]:
    """Yield the records, and append the parts that results show to `lines`."""
    for record in records:
        lines.append(line_of(record))
        yield record
