# SPDX-License-Identifier: MIT
"""Records and forms → the inverted index that both engines are compiled from.

Articles are numbered by URL. A term is named by its commonest form, its *key*; keys with a space are pairs of
neighbouring words of titles, keys that end in `*` are beginnings of words with their best articles ready.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kbgen.search.analysis import Occurrence
from kbgen.search.stopwords import stop_words
from kbgen.search.weights import MAX_WEIGHT, rounded_average, text_worth, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kbgen.search.analysis import AnalysedRecord
    from kbgen.search.forms import Forms

PREFIX_LENGTHS: Final = (2, 3)
PREFIX_POSTINGS: Final = 16
STOP_POSTINGS: Final = 256
"""Articles kept of a stop word, the heaviest: it only matters when a question has nothing else."""
WHOLE_LISTS: Final = 2_000
"""A site of so many articles keeps every posting."""
TEXT_POSTINGS: Final = 128
"""Of a larger site, articles kept of a term that no title of theirs has, the heaviest; figures in DECISIONS.md."""
MAX_TEXT_SLOTS: Final = 8
"""Passages of one article that a posting names beside those with the term in their title."""
MAX_TEXT_SLOTS_OF_LARGE: Final = 1
"""The same, where lists are cut."""


class Posting(NamedTuple):
    """A term in an article."""

    number: int
    weight: int
    places: tuple[tuple[int, int], ...]
    """(slot, weighty words of its title) for each slot with the term in its title; (slot, 0) when in its text."""


class Term(NamedTuple):
    """A term's postings."""

    frequency: int
    """Number of articles it is in; more than there are postings when the list is cut."""
    postings: tuple[Posting, ...]
    """By weight, heaviest first, then by number."""


@dataclass(frozen=True, slots=True)
class Inverted:
    """One language's index in memory."""

    lang: str
    records: tuple[AnalysedRecord, ...]
    """By URL: an article's number is its place here."""
    terms: dict[str, Term]
    """By key."""
    keys: dict[str, str]
    """Form → key of its term, every form that can be looked up."""
    unseen: frozenset[str]
    """Forms that no article contains."""


def vocabulary_of(records: Iterable[AnalysedRecord]) -> set[str]:
    """Every form that occurs."""
    return {form for record in records for form in record.forms}


def invert(lang: str, records: Iterable[AnalysedRecord], forms: Forms) -> Inverted:
    """Turn records into postings."""
    ordered = tuple(sorted(records, key=lambda record: record.url))
    names = _names(ordered, forms)
    average = rounded_average([record.length for record in ordered])
    text_slots = MAX_TEXT_SLOTS if len(ordered) <= WHOLE_LISTS else MAX_TEXT_SLOTS_OF_LARGE
    lists: defaultdict[str, list[Posting]] = defaultdict(list)
    for number, record in enumerate(ordered):
        for term, posting in _postings(number, record, forms, average, text_slots):
            lists[names[term]].append(posting)
        for pair, posting in _pairs(number, record, forms, names):
            lists[pair].append(posting)
    stop = stop_words(lang)
    documents = len(ordered)
    terms = {
        key: _term(postings, STOP_POSTINGS) if key in stop else cut_list(postings, documents)
        for key, postings in lists.items()
    }
    keys = {form: names[term] for form, term in forms.terms.items() if term in names}
    unseen = {form: names[term] for form, term in forms.unseen.items() if term in names and form not in keys}
    terms |= _prefixes(keys, terms)
    return Inverted(lang, ordered, dict(sorted(terms.items())), keys | unseen, frozenset(unseen))


def _names(records: Sequence[AnalysedRecord], forms: Forms) -> dict[str, str]:
    """Term → its key: the form that is in most articles, of equals the shortest, then the first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for record in records:
        for form in record.forms:
            counts[form] += 1
    best: dict[str, tuple[int, int, str]] = {}
    for form, count in counts.items():
        term = forms.term(form)
        rank = (-count, len(form), form)
        if term not in best or rank < best[term]:
            best[term] = rank
    return {term: form for term, (_, _, form) in best.items()}


def _postings(
    number: int, record: AnalysedRecord, forms: Forms, average: float, text_slots: int
) -> Iterator[tuple[str, Posting]]:
    together: dict[str, Occurrence] = {}
    for form, occurrence in record.forms.items():
        term = forms.term(form)
        known = together.get(term)
        together[term] = _merged(known, occurrence) if known else occurrence
    once = text_worth(record.length, average)
    for term, (strong, text, slots) in together.items():
        yield term, Posting(number, weight_of(strong + once * text), _places(slots, record.titles, text_slots))


def _merged(one: Occurrence, other: Occurrence) -> Occurrence:
    """Two forms of one term: in the title of a slot if either is."""
    slots: dict[int, int] = {}
    for place in (*one.slots, *other.slots):
        slots[place >> 1] = max(place, slots.get(place >> 1, 0))
    return Occurrence(one.strong + other.strong, one.text + other.text, tuple(slots[slot] for slot in sorted(slots)))


def _places(slots: tuple[int, ...], titles: tuple[int, ...], text_slots: int) -> tuple[tuple[int, int], ...]:
    places = [(place >> 1, titles[place >> 1] if place & 1 else 0) for place in slots]
    if len(places) <= text_slots:
        return tuple(places)
    texts = [place for place in places if not place[1]][:text_slots]
    return tuple(sorted([*(place for place in places if place[1]), *texts]))


def _pairs(number: int, record: AnalysedRecord, forms: Forms, names: dict[str, str]) -> Iterator[tuple[str, Posting]]:
    slots: defaultdict[str, set[int]] = defaultdict(set)
    for first, second, slot in record.pairs:
        slots[f"{names[forms.term(first)]} {names[forms.term(second)]}"].add(slot)
    for pair, found in slots.items():
        yield pair, Posting(number, MAX_WEIGHT, tuple((slot, 0) for slot in sorted(found)[:MAX_TEXT_SLOTS]))


def cut_list(postings: list[Posting], documents: int) -> Term:
    """A term without the lightest of the articles that have it in their text only, in a site of many documents."""
    most = documents if documents <= WHOLE_LISTS else TEXT_POSTINGS
    if len(postings) <= most:
        return _term(postings, most)
    texts = [posting for posting in postings if not _in_title(posting)]
    kept = [*filter(_in_title, postings), *_term(texts, most).postings]
    return Term(len(postings), _term(kept, len(kept)).postings)


def _in_title(posting: Posting) -> bool:
    return any(words for _, words in posting.places)


def _term(postings: list[Posting], limit: int) -> Term:
    ordered = sorted(postings, key=lambda posting: (-posting.weight, posting.number))
    return Term(len(postings), tuple(ordered[:limit]))


def _prefixes(keys: dict[str, str], terms: dict[str, Term]) -> dict[str, Term]:
    """Ready lists of short beginnings: `pri*` → the best articles of all words that begin so."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for form, key in keys.items():
        for length in PREFIX_LENGTHS:
            if len(form) > length:
                members[form[:length] + "*"].add(key)
    return {prefix: _union([terms[key] for key in sorted(some)]) for prefix, some in members.items()}


def _union(some: list[Term]) -> Term:
    best: dict[int, Posting] = {}
    for term in some:
        for posting in term.postings:
            if posting.number not in best or posting.weight > best[posting.number].weight:
                best[posting.number] = posting
    return _term(list(best.values()), PREFIX_POSTINGS)
