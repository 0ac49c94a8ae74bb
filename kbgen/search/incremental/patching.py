# SPDX-License-Identifier: MIT
"""Applies changed articles to an inverted index.

Only the words, pairs and prefixes that the changed articles have or had are sorted and weighted
again. The result equals inverting all articles. Where this cannot be guaranteed, because the
average length changes, `patch` returns None.

Names: *stale* is what the changed articles had, *fresh* what they have. *Moved* words have other
forms than before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np

from kbgen.search.incremental.index_state import IndexState
from kbgen.search.index.build_postings import (
    Limits,
    best_postings,
    code_of,
    pair_codes,
    word_postings,
)
from kbgen.search.index.occurrences import Numbers, Occurrences, collect
from kbgen.search.index.postings import (
    PREFIX_POSTINGS,
    FindForms,
    InvertedIndex,
    Naming,
    Terms,
    build_words,
    inverted_of,
    limits_for,
    name_rank,
    name_words,
    pairs_of,
    prefixes_of,
    short_prefixes,
)
from kbgen.search.index.records import AnalyzedRecord
from kbgen.search.index.weights import rounded_average

_NO_LIMIT: Final = 1 << 40
"""A limit higher than any term's number of postings."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The updated index."""

    index: InvertedIndex
    naming: Naming
    """The old object, unless a form is new, gone, or belongs to another word."""
    dirty: set[str]
    """Keys of the terms that are new, changed or gone."""
    edit: Edit
    """The changed articles."""


def patch(
    state: IndexState,
    changed: Mapping[int, AnalyzedRecord],
    rows: tuple[str, ...],
    find_forms: FindForms,
) -> Patch | None:
    """Update an index; None if the average length of texts changes.

    Args:
        state: The old index, and what it was built from.
        changed: Number of each changed article → its new record.
        rows: The updated rows of all articles, as lines.
        find_forms: Finds terms of forms; called only if names may change.
    """
    numbers = sorted(changed)
    # The old forms come first, so old numbers of forms stay valid.
    fresh = collect([changed[number] for number in numbers], state.occurrences.forms)
    lengths = state.occurrences.lengths.copy()
    lengths[numbers] = fresh.lengths
    # The average is in every weight: if it changes, all postings do.
    average = rounded_average(lengths.tolist())
    if average != rounded_average(state.occurrences.lengths.tolist()):
        return None
    edit = Edit(state.occurrences, numbers, state.occurrences.select(numbers), fresh)
    former = _pad_names(state.naming, len(fresh.forms))
    before, now = edit.counts()
    keeps_names = edit.keeps_names(former, before, now)
    naming = former if keeps_names else name_words(fresh.forms, now, find_forms)
    terms, dirty = _patched(state, edit, former, naming, average)
    # Return the old object itself: callers compare by identity.
    naming = state.naming if naming is former else naming
    return Patch(inverted_of(state.lang, rows, terms, naming), naming, dirty, edit)


def _patched(
    state: IndexState, edit: Edit, former: Naming, naming: Naming, average: float
) -> tuple[Terms, set[str]]:
    """Return the updated terms, and the keys of those that differ."""
    moved = _moved(former, naming)
    words, pairs = _changed_keys(edit, former, naming, average)
    # A word that gained or lost a form changes in all articles, and so do its pairs.
    words |= moved
    if moved:
        pairs |= {key for key in state.terms if " " in key and not moved.isdisjoint(key.split(" "))}
    prefixes = set(chain.from_iterable(map(short_prefixes, _forms_of(words, former, naming))))
    # All articles with only the rows of these words and pairs: a small part of all rows.
    after = edit.reduced_occurrences(naming, words, pairs, moved)
    new_words = _rebuild_words(state.lang, after, naming, words)
    new_pairs = Terms(*pairs_of(after, naming, limits_for(after.documents)))
    terms = state.terms.replaced(new_words, words - new_words.keys())
    terms = terms.replaced(new_pairs, pairs - new_pairs.keys())
    ready = _rebuild_prefixes(terms, naming, prefixes)
    dirty = words | pairs | new_pairs.keys() | prefixes
    return terms.replaced(ready, prefixes - ready.keys()), dirty


@dataclass(frozen=True, slots=True)
class Edit:
    """The changed articles, before and after."""

    occurrences: Occurrences
    """Old occurrences of all articles."""
    numbers: list[int]
    """Numbers of the changed articles, in ascending order."""
    stale: Occurrences
    """Old occurrences of the changed articles."""
    fresh: Occurrences
    """New occurrences of the changed articles. The list of forms begins with the old forms."""

    def keeps_names(self, former: Naming, before: Numbers, now: Numbers) -> bool:
        """Tell whether the same forms occur, and all words keep their names.

        Args:
            former: The old names.
            before: For each form, the old number of articles that have it; see `counts`.
            now: The new numbers.
        """
        if ((before > 0) != (now > 0)).any():
            return False
        # Only words with a form whose count changed can get another name.
        touched = np.unique(former.of_form[np.flatnonzero(before != now)])
        best: dict[int, tuple[int, int, str]] = {}
        for form in np.flatnonzero(_contains(former.of_form, touched)).tolist():
            word = int(former.of_form[form])
            rank = name_rank(self.fresh.forms[form], int(now[form]))
            best[word] = min(rank, best.get(word, rank))
        return all(former.words[word] == name for word, (_, _, name) in best.items())

    def counts(self) -> tuple[Numbers, Numbers]:
        """Return, for each form, the old and the new number of articles that have it."""
        size = len(self.fresh.forms)
        # One row is one form in one article, so counting rows by form counts articles.
        before = np.bincount(self.occurrences.form, minlength=size)
        stale = np.bincount(self.stale.form, minlength=size)
        return before, before - stale + self.fresh.counts()

    def reduced_occurrences(
        self, naming: Naming, words: set[str], pairs: set[str], moved: set[str]
    ) -> Occurrences:
        """Return the updated occurrences, of all articles, that must be inverted again.

        Args:
            naming: The updated names.
            words: Keys of the words to keep.
            pairs: Keys of the pairs to keep.
            moved: Keys of words whose pairs are kept too.
        """
        codes = _codes_of(naming, pairs)
        # One boolean per form: whether its word is wanted, or has moved.
        is_wanted = _contains(naming.of_form, _numbers_of(naming, words))
        has_moved = _contains(naming.of_form, _numbers_of(naming, moved))

        # A pair has no form: it is kept by its code, or because one of its words moved.
        def reduce(full: Occurrences) -> Occurrences:
            is_pair = _contains(pair_codes(full, naming.of_form), codes)
            return full.filter(
                is_wanted[full.form], is_pair | has_moved[full.first] | has_moved[full.second]
            )

        return self._combine(reduce(self.occurrences), reduce(self.fresh))

    def all_occurrences(self) -> Occurrences:
        """Return the updated occurrences of all articles."""
        return self._combine(self.occurrences, self.fresh)

    def _combine(self, before: Occurrences, fresh: Occurrences) -> Occurrences:
        """Append the fresh articles, and select them in place of the old ones."""
        # The fresh articles have the numbers after the old ones.
        order = np.arange(before.documents)
        order[self.numbers] = len(order) + np.arange(len(self.numbers))
        return (before + fresh).select(order.tolist())


def _pad_names(naming: Naming, forms: int) -> Naming:
    """Return the names for more forms, which belong to no word yet."""
    more = np.full(forms - len(naming.of_form), -1, np.int64)
    return replace(naming, of_form=np.concatenate((naming.of_form, more)))


def _moved(former: Naming, naming: Naming) -> set[str]:
    """Return the keys of words that gained or lost a form."""
    if naming is former:
        return set()
    before, now = former.keys, naming.keys
    keys: set[str | None] = set()
    for form in before.keys() | now.keys():
        if before.get(form) != now.get(form):
            keys |= {before.get(form), now.get(form)}
    return {key for key in keys if key is not None}


def _changed_keys(
    edit: Edit, former: Naming, naming: Naming, average: float
) -> tuple[set[str], set[str]]:
    """Return the keys of words and pairs whose postings in the changed articles differ."""
    # Invert the changed articles alone, before and after, without cutting lists, and compare.
    text_slots = limits_for(edit.occurrences.documents).text_slots
    limits = Limits(_NO_LIMIT, _NO_LIMIT, text_slots, _NO_LIMIT)
    words, pairs = [], []
    for articles, names in ((edit.stale, former), (edit.fresh, naming)):
        numbers = np.unique(names.of_form[articles.form])
        numbers = numbers[numbers >= 0]
        keys = [names.words[number] for number in numbers.tolist()]
        # The words of these few articles, numbered from 0.
        of_form = _local_numbers(names.of_form, numbers)
        table = word_postings(articles, of_form, len(keys), (), limits, average)
        words.append(Terms(keys, table))
        pairs.append(Terms(*pairs_of(articles, names, limits)))
    return _differing_keys(*words), _differing_keys(*pairs)


def _differing_keys(one: Terms, other: Terms) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _forms_of(words: set[str], *namings: Naming) -> set[str]:
    forms: set[str] = set()
    for naming in namings:
        forms.update(form for form, key in naming.keys.items() if key in words)
    return forms


def _rebuild_words(lang: str, after: Occurrences, naming: Naming, words: set[str]) -> Terms:
    """Return the updated postings of words, without words that no longer occur."""
    numbers = _numbers_of(naming, words)
    keys = [naming.words[number] for number in numbers.tolist()]
    return Terms(keys, build_words(lang, after, _local_numbers(naming.of_form, numbers), keys))


def _rebuild_prefixes(terms: Terms, naming: Naming, prefixes: set[str]) -> Terms:
    """Return the precomputed lists of the prefixes that still have one."""
    ready = prefixes_of(naming, prefixes)
    members = sorted(set(chain.from_iterable(ready.values())))
    index = {number: position for position, number in enumerate(members)}
    # Members are in the order of words, because of equal postings that of the first word wins.
    rows = np.array([terms.number(naming.words[number]) for number in members], np.int64)
    groups = [list(map(index.__getitem__, group)) for group in ready.values()]
    return Terms(ready, best_postings(terms.table.select(rows), groups, PREFIX_POSTINGS))


def _numbers_of(naming: Naming, words: set[str]) -> Numbers:
    """Return the numbers of the words that exist, in ascending order."""
    return np.array(sorted(naming.numbers[key] for key in words if key in naming.numbers), np.int64)


def _codes_of(naming: Naming, pairs: set[str]) -> Numbers:
    """Return the codes of pairs whose words exist, in ascending order; see `pair_codes`."""
    couples = [key.split(" ") for key in pairs]
    numbers = naming.numbers
    codes = [code_of(numbers[a], numbers[b]) for a, b in couples if a in numbers and b in numbers]
    return np.array(sorted(codes), np.int64)


def _local_numbers(of_form: Numbers, numbers: Numbers) -> Numbers:
    """Map each form's number to the index of its word in `numbers` (ascending), or -1."""
    index = np.searchsorted(numbers, of_form)
    return np.where(_contains(of_form, numbers), index, -1)


def _contains(values: Numbers, members: Numbers) -> Numbers:
    """Tell, for each value, whether it is in `members`, which must be sorted."""
    if not len(members):
        return np.zeros(len(values), bool)
    # The index after the last value would be out of range; the comparison rejects it anyway.
    index = np.minimum(np.searchsorted(members, values), len(members) - 1)
    return np.equal(members[index], values)
