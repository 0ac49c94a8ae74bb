# SPDX-License-Identifier: MIT
"""An inverted index after some of its articles were changed, made of the one before.

Only the words, pairs and beginnings that the changed articles have or had are sorted and weighed again. The result is
that of inverting everything. `patch` says None where that cannot be promised: another average length.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.search.index.build_postings import Limits, best_postings, code_of, pair_codes, word_postings
from kbgen.search.index.occurrences import collect
from kbgen.search.index.postings import (
    PREFIX_POSTINGS,
    InvertedIndex,
    Naming,
    Terms,
    beginnings_of,
    inverted_of,
    limits_for,
    name_rank,
    name_words,
    pairs_of,
    short_beginnings,
    words_of,
)
from kbgen.search.index.weights import rounded_average

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kbgen.language.forms import Forms
    from kbgen.search.index.analysis import AnalyzedRecord
    from kbgen.search.index.occurrences import Numbers, Occurrences
    from kbgen.search.index.result_rows import Rows

    FormsOf = Callable[[Iterable[str]], Forms]
    """Finds the terms of the forms that occur."""

_NO_LIMIT: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Basis:
    """An index and what it was made of."""

    lang: str
    occurrences: Occurrences
    naming: Naming
    terms: Terms


@dataclass(frozen=True, slots=True)
class Patch:
    """An index after some articles were changed."""

    index: InvertedIndex
    naming: Naming
    """That of before itself, unless a form came, went or is another word now."""
    dirty: set[str]
    """Keys of the terms that are new, other, or gone."""
    edit: Edit
    """What was changed."""


def patch(basis: Basis, changed: Mapping[int, AnalyzedRecord], rows: Rows, forms_of: FormsOf) -> Patch | None:
    """Make the index of now from that of before.

    Args:
        basis: before.
        changed: number of each article that differs → its record now.
        rows: of all articles now.
        forms_of: asked when a form came or went.
    """
    numbers = sorted(changed)
    fresh = collect([changed[number] for number in numbers], basis.occurrences.forms)
    lengths = basis.occurrences.lengths.copy()
    lengths[numbers] = fresh.lengths
    average = rounded_average(lengths.tolist())
    if average != rounded_average(basis.occurrences.lengths.tolist()):
        return None
    edit = Edit(basis.occurrences, numbers, basis.occurrences.select(numbers), fresh)
    former = _pad_names(basis.naming, len(fresh.forms))
    naming = former if edit.keeps_names(former) else edit.new_names(forms_of)
    terms, dirty = _patched(basis, edit, former, naming, average)
    naming = basis.naming if naming is former else naming
    return Patch(inverted_of(basis.lang, rows, terms, naming), naming, dirty, edit)


def _patched(basis: Basis, edit: Edit, former: Naming, naming: Naming, average: float) -> tuple[Terms, set[str]]:
    """The terms of now, and the keys of those that are not as before."""
    moved = _moved(former, naming)
    words, pairs = _changed_keys(edit, former, naming, average)
    words |= moved
    pairs |= {key for key in basis.terms if " " in key and not moved.isdisjoint(key.split(" "))} if moved else set()
    beginnings = {some for form in _forms_of(words, former, naming) for some in short_beginnings(form)}
    after = edit.reduced_occurrences(naming, words, pairs, moved)
    new_words = _rebuild_words(basis.lang, after, naming, words)
    new_pairs = _rebuild_pairs(after, naming)
    terms = basis.terms.replaced(new_words, words - new_words.keys())
    terms = terms.replaced(new_pairs, pairs - new_pairs.keys())
    ready = _rebuild_beginnings(terms, naming, beginnings)
    return terms.replaced(ready, beginnings - ready.keys()), words | pairs | new_pairs.keys() | beginnings


@dataclass(frozen=True, slots=True)
class Edit:
    """Some articles before and after."""

    occurrences: Occurrences
    """Of all articles before."""
    numbers: list[int]
    """Of the articles that differ, rising."""
    stale: Occurrences
    """Of those alone, before."""
    fresh: Occurrences
    """Of those alone, after; its forms begin with those of before."""

    def keeps_names(self, former: Naming) -> bool:
        """Whether the same forms occur, and each still has the same name."""
        before, now = self._counts()
        if ((before > 0) != (now > 0)).any():
            return False
        touched = np.unique(former.of_form[np.flatnonzero(before != now)])
        best: dict[int, tuple[int, int, str]] = {}
        for form in np.flatnonzero(_contains(former.of_form, touched)).tolist():
            word, rank = int(former.of_form[form]), name_rank(self.fresh.forms[form], int(now[form]))
            best[word] = min(rank, best.get(word, rank))
        return all(former.words[word] == name for word, (_, _, name) in best.items())

    def new_names(self, forms_of: FormsOf) -> Naming:
        """The names of now, worked out anew."""
        _, now = self._counts()
        occurring = [form for form, count in zip(self.fresh.forms, now.tolist(), strict=True) if count]
        return name_words(self.fresh.forms, now, forms_of(occurring))

    def _counts(self) -> tuple[Numbers, Numbers]:
        """Of each form, the number of articles that have it, before and now."""
        size = len(self.fresh.forms)
        before, stale = (np.bincount(some.form, minlength=size) for some in (self.occurrences, self.stale))
        return before, before - stale + self.fresh.counts()

    def reduced_occurrences(self, naming: Naming, words: set[str], pairs: set[str], moved: set[str]) -> Occurrences:
        """All articles now, with what they have of these words and pairs, and of pairs with words that moved."""
        codes = _codes_of(naming, pairs)
        is_wanted, has_moved = (_contains(naming.of_form, _numbers_of(naming, some)) for some in (words, moved))

        def reduced(some: Occurrences) -> Occurrences:
            couples = _contains(pair_codes(some, naming.of_form), codes)
            return some.filter(is_wanted[some.form], couples | has_moved[some.first] | has_moved[some.second])

        return self._put_together(reduced(self.occurrences), reduced(self.fresh))

    def all_occurrences(self) -> Occurrences:
        """All articles now, with everything that they have."""
        return self._put_together(self.occurrences, self.fresh)

    def _put_together(self, before: Occurrences, fresh: Occurrences) -> Occurrences:
        order = np.arange(before.documents)
        order[self.numbers] = len(order) + np.arange(len(self.numbers))
        return (before + fresh).select(order.tolist())


def _pad_names(naming: Naming, forms: int) -> Naming:
    """The same names, when there are more forms that have none."""
    more = np.full(forms - len(naming.of_form), -1, np.int64)
    return replace(naming, of_form=np.concatenate((naming.of_form, more)))


def _moved(former: Naming, naming: Naming) -> set[str]:
    """The keys of words that have other forms than before."""
    if naming is former:
        return set()
    before, now = former.keys, naming.keys
    forms = [form for form in before.keys() | now.keys() if before.get(form) != now.get(form)]
    return {key for form in forms for key in (before.get(form), now.get(form)) if key is not None}


def _changed_keys(edit: Edit, former: Naming, naming: Naming, average: float) -> tuple[set[str], set[str]]:
    """The keys of words and pairs whose postings in the changed articles are not as before."""
    limits = Limits(_NO_LIMIT, _NO_LIMIT, limits_for(edit.occurrences.documents).text_slots)
    words, pairs = [], []
    for articles, names in ((edit.stale, former), (edit.fresh, naming)):
        numbers = np.unique(names.of_form[articles.form])
        numbers = numbers[numbers >= 0]
        keys = [names.words[number] for number in numbers.tolist()]
        words.append(
            Terms(keys, word_postings(articles, _local_numbers(names.of_form, numbers), len(keys), (), limits, average))
        )
        codes = pair_codes(articles, names.of_form)
        pairs.append(Terms(*pairs_of(articles, names, codes, codes >= 0, limits)))
    return _differing_keys(*words), _differing_keys(*pairs)


def _differing_keys(one: Terms, other: Terms) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _forms_of(words: set[str], *namings: Naming) -> set[str]:
    return {form for naming in namings for form, key in naming.keys.items() if key in words}


def _rebuild_words(lang: str, after: Occurrences, naming: Naming, words: set[str]) -> Terms:
    """The postings that words have now; none of those that are gone."""
    numbers = _numbers_of(naming, words)
    keys = [naming.words[number] for number in numbers.tolist()]
    return Terms(keys, words_of(lang, after, _local_numbers(naming.of_form, numbers), keys))


def _rebuild_pairs(after: Occurrences, naming: Naming) -> Terms:
    """The postings of all pairs that are left in `after`."""
    codes = pair_codes(after, naming.of_form)
    return Terms(*pairs_of(after, naming, codes, codes >= 0, limits_for(after.documents)))


def _rebuild_beginnings(terms: Terms, naming: Naming, beginnings: set[str]) -> Terms:
    """The best articles of beginnings, of those that have them ready."""
    ready = beginnings_of(naming, beginnings)
    members = sorted({number for group in ready.values() for number in group})
    place = {number: place for place, number in enumerate(members)}
    # In the order of words: of equal postings, that of the first word is taken.
    table = terms.table.select(np.array([terms.number(naming.words[number]) for number in members], np.int64))
    groups = [[place[number] for number in group] for group in ready.values()]
    return Terms(ready, best_postings(table, groups, PREFIX_POSTINGS))


def _numbers_of(naming: Naming, words: set[str]) -> Numbers:
    """The numbers of words that there are, rising."""
    return np.array(sorted(naming.numbers[key] for key in words if key in naming.numbers), np.int64)


def _codes_of(naming: Naming, pairs: set[str]) -> Numbers:
    """The codes of pairs whose words there are, rising."""
    couples = [key.split(" ") for key in pairs]
    places = [(naming.numbers[a], naming.numbers[b]) for a, b in couples if a in naming.numbers and b in naming.numbers]
    return np.array(sorted(code_of(first, second) for first, second in places), np.int64)


def _local_numbers(of_form: Numbers, numbers: Numbers) -> Numbers:
    """Number of a form → place of its word among those with `numbers`, which rise; -1 for other words."""
    place = np.searchsorted(numbers, of_form)
    return np.where(_contains(of_form, numbers), place, -1)


def _contains(values: Numbers, wanted: Numbers) -> Numbers:
    """Of each value, whether it is among the wanted ones, which rise."""
    if not len(wanted):
        return np.zeros(len(values), bool)
    place = np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)
    return np.equal(wanted[place], values)
