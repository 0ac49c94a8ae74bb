# SPDX-License-Identifier: MIT
"""A language's index as it has to be now, made of the one that was kept where that is less work.

In: digests of records, and records of what changed. Out: the index without synonyms, and the lines of the browser's
files with them. A few edits are applied to what was kept anew each time, so that mostly nothing is written after an
edit. Only when a word came or went is the index of now kept: names of words are worked out for all of them at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kbgen.language.forms import forms_of
from kbgen.runtime.canonical import canonical
from kbgen.search.browser.lines import NO_LINES, lines_of
from kbgen.search.incremental.index_state import IndexState, read_state, write_state
from kbgen.search.incremental.line_patching import LineEdit, Names
from kbgen.search.incremental.patching import Basis, patch
from kbgen.search.index.occurrences import collect
from kbgen.search.index.postings import name_words, terms_of
from kbgen.search.index.result_rows import Rows, line_of
from kbgen.search.index.synonyms import Expansion, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kbgen.language.forms import Forms
    from kbgen.model import SynonymRule
    from kbgen.runtime.progress import Progress
    from kbgen.search.browser.lines import Lines
    from kbgen.search.incremental.patching import Patch
    from kbgen.search.index.analysis import AnalyzedRecord, Row
    from kbgen.search.index.postings import InvertedIndex

    Fetch = Callable[[Sequence[str]], Iterable[AnalyzedRecord]]

_AT_ONCE: Final = 128
"""Records that are asked for at once; they are let go of before the next."""
MAX_PATCHED_ARTICLES: Final = 64
"""Articles that may differ from those of the index that was kept; when there are more, it is made anew."""
_REBUILD_FRACTION: Final = 4
"""When more than one in so many articles changed, every record is read anew."""


@dataclass(frozen=True, slots=True)
class Current:
    """An index of now."""

    plain: InvertedIndex
    """Without synonyms."""
    lines: Lines
    """With them."""
    expand: Callable[[], InvertedIndex]
    """Makes the index with synonyms."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Synonyms of a language."""

    rules: Sequence[SynonymRule]
    forms: Forms
    """Of their words."""

    @property
    def digest(self) -> str:
        """Changes when they do."""
        return hashlib.sha256(canonical(self.rules).encode()).hexdigest()

    def of(self, index: InvertedIndex) -> Expansion:
        """What they add to an index."""
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
    """The index of the articles named.

    Args:
        lang: language code.
        digests: URL of every article → what changes when its record does.
        fetch: gives records; asked only for those that changed, or for all.
        folder: where an index is kept for the next time.
        work_dir: where the answers of the dictionaries are kept.
        synonyms: of the language, in order.
        progress: receives a phase when a dictionary has to be prepared.

    Raises:
        EnvironmentFailure: the disk refuses, or a dictionary cannot be prepared.
    """
    wanted = dict(sorted(digests.items()))
    rules = _Rules(synonyms, forms_of(lang, words_of(synonyms), work_dir / "synonyms", progress))
    find_forms = partial(forms_of, lang, work_dir=work_dir, progress=progress)
    kept = read_state(folder, lang)
    state = kept
    if state is not None and state.synonyms != rules.digest:
        state = _with_lines(state, rules)
    changed = [url for url, digest in wanted.items() if state is None or state.digests.get(url) != digest]
    if state is not None and list(state.digests) == list(wanted) and len(changed) <= MAX_PATCHED_ARTICLES:
        patched = _patch(state, changed, fetch, find_forms)
        if patched is not None:
            edited = _apply_edit(state, wanted, patched, rules)
            if patched.naming is not state.naming:
                # As long as names differ from those that are kept, each edit works them out anew.
                write_state(folder, replace(edited, occurrences=patched.edit.all_occurrences()))
            elif state is not kept:
                write_state(folder, state)
            return _current(patched.index, edited.lines, rules)
    state = _with_lines(_rebuild(lang, state, wanted, changed, fetch, find_forms), rules)
    write_state(folder, state)
    return _current(state.index, state.lines, rules)


def _current(index: InvertedIndex, lines: Lines, rules: _Rules) -> Current:
    """What is left of an index when it is kept: what articles consist of can go."""
    return Current(index, lines, lambda: rules.of(index).expanded())


def _patch(
    state: IndexState, changed: list[str], fetch: Fetch, find_forms: Callable[[Iterable[str]], Forms]
) -> Patch | None:
    """The index that was kept with some articles changed."""
    number = {url: place for place, url in enumerate(state.digests)}
    records = {number[record.url]: record for record in fetch(changed)} if changed else {}
    lines = list(state.rows.lines)
    for place, record in records.items():
        lines[place] = line_of(record)
    basis = Basis(state.lang, state.occurrences, state.naming, state.terms)
    return patch(basis, records, Rows(lines), find_forms)


def _titles(row: Row) -> tuple[str, ...]:
    return (row.title, *(passage.title for passage in row.passages))


def _apply_edit(state: IndexState, digests: dict[str, str], patched: Patch, rules: _Rules) -> IndexState:
    """What there is now; of what articles consist of, only that before."""
    expansion = rules.of(patched.index)
    names = before = Names(expansion.keys, expansion.unseen)
    is_renamed = patched.naming is not state.naming
    if is_renamed:
        former = rules.of(state.index)
        before = Names(former.keys, former.unseen)
    rows = patched.index.records
    # Phrases of synonyms are looked up in titles.
    is_retitled = any(_titles(state.rows[place]) != _titles(rows[place]) for place in patched.edit.numbers)
    everything = is_renamed or is_retitled
    lists = expansion.lists(
        source for source in expansion.sources if everything or not patched.dirty.isdisjoint(expansion.reads(source))
    )
    kept = {key: count for key, count in state.lists.items() if not is_renamed}
    counts = kept | lists.frequencies()
    lines = LineEdit(
        lang=state.lang,
        before=before,
        names=names,
        terms=patched.index.terms,
        lists=lists,
        dirty=patched.dirty | (state.lists.keys() ^ counts.keys()),
        old_frequencies=state.terms.frequencies() | state.lists,
        frequencies=patched.index.terms.frequencies() | counts,
    ).apply(state.lines)
    return replace(
        state, digests=digests, naming=patched.naming, terms=patched.index.terms, rows=rows, lines=lines, lists=counts
    )


def _with_lines(state: IndexState, rules: _Rules) -> IndexState:
    """The same index, with the lines that these synonyms make of it."""
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
    """An index, inverted whole; of the one that was kept, what articles consist of is used where most are the same."""
    if state is None or len(changed) * _REBUILD_FRACTION > len(wanted):
        lines: list[str] = []
        occurrences = collect(_collect_lines(_records(fetch, list(wanted)), lines))
    else:
        fresh_lines: list[str] = []
        fresh = collect(_collect_lines(_records(fetch, changed), fresh_lines), state.occurrences.forms)
        number = {url: place for place, url in enumerate([*state.digests, *changed])}
        order = [number[url] for url in wanted]
        occurrences = (state.occurrences + fresh).select(order)
        every = [*state.rows.lines, *fresh_lines]
        lines = [every[place] for place in order]
    naming = name_words(occurrences.forms, occurrences.counts(), find_forms(occurrences.vocabulary()))
    terms = terms_of(lang, occurrences, naming)
    return IndexState(lang, wanted, occurrences, naming, terms, Rows(lines), "", NO_LINES, {})


def _records(fetch: Fetch, urls: Sequence[str]) -> Iterator[AnalyzedRecord]:
    """The records of URLs, in that order."""
    for start in range(0, len(urls), _AT_ONCE):
        some = urls[start : start + _AT_ONCE]
        by_url = {record.url: record for record in fetch(some)}
        yield from (by_url[url] for url in some)


def _collect_lines(records: Iterable[AnalyzedRecord], lines: list[str]) -> Iterator[AnalyzedRecord]:
    """The records, as they pass by; what results show of them is noted."""
    for record in records:
        lines.append(line_of(record))
        yield record
