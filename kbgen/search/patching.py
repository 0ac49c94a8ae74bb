# SPDX-License-Identifier: MIT
"""An inverted index after some of its articles were changed, made of the one before.

Only the words, pairs and beginnings that the changed articles have or had are sorted and weighed again. The result is
that of inverting everything. `patch` says None where that cannot be promised: another number of articles, another
average length, or a word that goes by another name now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.search.inversion import Limits, best_of, code_of, pair_codes, word_postings
from kbgen.search.postings import (
    PREFIX_POSTINGS,
    Inverted,
    Naming,
    Terms,
    beginnings_of,
    limits_for,
    name_words,
    pairs_of,
    short_beginnings,
    words_of,
)
from kbgen.search.weights import rounded_average

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbgen.search.forms import Forms
    from kbgen.search.occurrences import Occurrences
    from kbgen.search.rows import Rows

_ALL: Final = 1 << 40


def patch(
    old: Inverted,
    before: Occurrences,
    after: Occurrences,
    changed: Sequence[int],
    rows: Rows,
    forms: Forms,
) -> tuple[Inverted, set[str]] | None:
    """Make the index of `after` from that of `before`.

    Args:
        old: the index of `before`.
        before: all articles as they were.
        after: all articles as they are.
        changed: the numbers of those that differ.
        rows: of all articles as they are.
        forms: of the words that occur now.

    Returns:
        The index, and the keys of the terms that are new, other, or gone; None when everything has to be inverted.
    """
    naming = name_words(after, forms)
    seen = {form: key for form, key in old.keys.items() if form not in old.unseen}
    average = rounded_average(before.lengths.tolist())
    if before.documents != after.documents or average != rounded_average(after.lengths.tolist()):
        return None
    if any(naming.keys.get(form, key) != key for form, key in seen.items()):
        return None
    former = _former(before, seen)
    words, pairs = _dirty(before.only(changed), former, after.only(changed), naming, after.documents, average)
    beginnings = _dirty_beginnings(seen, naming, words)
    new_words = old.terms.with_others(naming.words, _words_again(old.lang, after, naming, words))
    ready = beginnings_of(naming, beginnings)
    best = Terms(list(ready), best_of(new_words.table, list(ready.values()), PREFIX_POSTINGS))
    rest = [key for key in old.terms if _is_no_word(key) and key not in pairs and key not in beginnings]
    new_pairs = _pairs_again(after, naming, pairs)
    others = Terms([*new_pairs, *best], new_pairs.table + best.table)
    new_rest = old.terms.with_others([*rest, *others], others)
    terms = Terms([*new_words, *new_rest], new_words.table + new_rest.table)
    inverted = Inverted(old.lang, rows, terms, naming.keys | naming.unseen, frozenset(naming.unseen))
    return inverted, words | pairs | beginnings


def _is_no_word(key: str) -> bool:
    return " " in key or key.endswith("*")


def _former(before: Occurrences, seen: dict[str, str]) -> Naming:
    """The names as they were."""
    words = sorted(set(seen.values()))
    places = {word: number for number, word in enumerate(words)}
    of_form = np.array([places[seen[form]] if form in seen else -1 for form in before.forms], np.int64)
    return Naming(words, places, of_form, seen, {})


def _dirty(
    before: Occurrences, former: Naming, after: Occurrences, naming: Naming, documents: int, average: float
) -> tuple[set[str], set[str]]:
    """The keys of words and pairs whose postings in the changed articles, `before` and `after`, differ."""
    limits = Limits(_ALL, _ALL, limits_for(documents).text_slots)
    words = [
        Terms(names.words, word_postings(articles, names.of_form, len(names.words), (), limits, average))
        for articles, names in ((before, former), (after, naming))
    ]
    pairs = []
    for articles, names in ((before, former), (after, naming)):
        codes = pair_codes(articles, names.of_form)
        pairs.append(Terms(*pairs_of(articles, names, codes, codes >= 0, limits)))
    return _differing(*words), _differing(*pairs)


def _differing(one: Terms, other: Terms) -> set[str]:
    keys = {
        terms.keys_in_order[place]
        for terms in (one, other)
        for place in np.flatnonzero(terms.table.frequencies).tolist()
    }
    return {key for key in keys if one.get(key) != other.get(key)}


def _dirty_beginnings(seen: dict[str, str], naming: Naming, words: set[str]) -> set[str]:
    """The beginnings of forms that came or went, and of all forms of words that changed."""
    moved = seen.keys() ^ naming.keys.keys()
    forms = {form for keys in (seen, naming.keys) for form, key in keys.items() if key in words}
    return {beginning for form in moved | forms for beginning in short_beginnings(form)}


def _words_again(lang: str, after: Occurrences, naming: Naming, words: set[str]) -> Terms:
    """The postings that words have now; none of those that are gone."""
    keys = sorted(words & naming.places.keys())
    place = np.full(len(naming.words) + 1, -1, np.int64)  # the last one is for forms without a word
    place[[naming.places[key] for key in keys]] = np.arange(len(keys))
    return Terms(keys, words_of(lang, after, place[naming.of_form], keys))


def _pairs_again(after: Occurrences, naming: Naming, pairs: set[str]) -> Terms:
    """The postings that pairs have now; none of those that are gone."""
    couples = [key.split(" ") for key in pairs]
    places = [(naming.places[a], naming.places[b]) for a, b in couples if a in naming.places and b in naming.places]
    codes = pair_codes(after, naming.of_form)
    wanted = np.isin(codes, [code_of(first, second) for first, second in places])
    return Terms(*pairs_of(after, naming, codes, wanted, limits_for(after.documents)))
