# SPDX-License-Identifier: MIT
"""Records and forms → the inverted index that both engines are compiled from.

Articles are numbered by URL. A term is named by its commonest form, its *key*; keys with a space are pairs of
neighboring words of titles, keys that end in `*` are beginnings of words with their best articles ready, and keys
that end in `PHRASE` are phrases.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain, pairwise
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from kbgen.language.stop_words import stop_words
from kbgen.search.index.build_postings import (
    Limits,
    PostingTable,
    best_postings,
    pair_codes,
    pair_postings,
    word_postings,
)
from kbgen.search.index.occurrences import collect
from kbgen.search.index.result_rows import Rows, line_of
from kbgen.search.index.weights import MAX_WEIGHT, rounded_average

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kbgen.language.forms import Forms
    from kbgen.search.index.analysis import AnalyzedRecord
    from kbgen.search.index.occurrences import Numbers, Occurrences

PHRASE: Final = "~"
"""Ends the key of a phrase: words that mean something together."""
PREFIX_LENGTHS: Final = (2, 3)
PREFIX_POSTINGS: Final = 256
PREFIX_WORDS: Final = 24
"""A short beginning of more words has its best articles ready; the words of others are few enough to be read."""
STOP_POSTINGS: Final = 256
"""Articles kept of a stop word, the heaviest: it only matters when a question has nothing else."""
WHOLE_LISTS: Final = 2_000
"""A site of so many articles keeps every posting."""
TEXT_POSTINGS: Final = 64
"""Of a larger site, articles kept of a term that neither their title nor a question has; figures in DECISIONS.md."""
OWN_TITLE: Final = 192
"""Weight that a word has at least in an article with it in its title or in a question; a heading alone gives less."""
MAX_TEXT_SLOTS: Final = 8
"""Passages of one article that a posting names beside those with the term in their title."""
MAX_TEXT_SLOTS_OF_LARGE: Final = 1
"""The same, where lists are cut."""


_BEHIND: Final = "\U0010ffff"
"""Sorts behind every letter."""
ROWS_AT_ONCE: Final = 1 << 18
"""Occurrences that are sorted at once."""


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


class Terms(Mapping[str, Term]):
    """Terms by key, each put together when it is asked for."""

    def __init__(self, keys: Iterable[str], table: PostingTable) -> None:
        self.table = table
        """In which each term has its place."""
        self._places = {key: place for place, key in enumerate(keys)}

    def replaced(self, others: Terms, gone: Collection[str] = ()) -> Terms:
        """These terms with the others in their stead or behind them; the table keeps what nobody asks for any more."""
        terms = Terms((), self.table + others.table)
        offset = len(self.table.frequencies)
        terms._places = self._places | {key: offset + place for key, place in others._places.items()}
        for key in gone:
            terms._places.pop(key, None)
        return terms

    def select(self, keys: Sequence[str]) -> Terms:
        """Some of the terms."""
        return Terms(keys, self.table.select(np.array([self._places[key] for key in keys], np.int64)))

    def to_table(self) -> tuple[list[str], PostingTable]:
        """Keys, and a table that has their terms in the same order, and no others."""
        places = np.fromiter(self._places.values(), np.int64, len(self._places))
        is_whole = len(places) == len(self.table.frequencies)
        return list(self._places), self.table if is_whole else self.table.select(places)

    def frequencies(self) -> dict[str, int]:
        """Key → number of articles."""
        everyone = self.table.frequencies.tolist()
        return {key: everyone[place] for key, place in self._places.items()}

    def frequency(self, key: str) -> int:
        """Number of articles that have a term; 0 when there is none."""
        place = self._places.get(key)
        return 0 if place is None else int(self.table.frequencies[place])

    def __getitem__(self, key: str) -> Term:
        place = self._places[key]
        start, end = self.table.starts[place : place + 2].tolist()
        return Term(int(self.table.frequencies[place]), tuple(self._postings(start, end)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def place(self, key: str) -> int:
        """The number of a term in the table."""
        return self._places[key]

    def _postings(self, start: int, end: int) -> Iterator[Posting]:
        table = self.table
        ends = table.place_starts[start : end + 1].tolist()
        slots = table.slots[ends[0] : ends[-1]].tolist()
        words = table.words[ends[0] : ends[-1]].tolist()
        places = list(zip(slots, words, strict=True))
        numbers, weights = table.numbers[start:end].tolist(), table.weights[start:end].tolist()
        for number, weight, first, last in zip(numbers, weights, ends, ends[1:], strict=False):
            yield Posting(number, weight, tuple(places[first - ends[0] : last - ends[0]]))


def table_of(terms: Sequence[Term]) -> PostingTable:
    """Terms in columns, in their order."""
    rows = [posting for term in terms for posting in term.postings]
    places = [place for posting in rows for place in posting.places]
    return PostingTable(
        np.array([term.frequency for term in terms], np.int64),
        _starts([len(term.postings) for term in terms]),
        np.array([posting.number for posting in rows], np.int64),
        np.array([posting.weight for posting in rows], np.int64),
        _starts([len(posting.places) for posting in rows]),
        np.array([slot for slot, _ in places], np.int64),
        np.array([words for _, words in places], np.int64),
    )


def _starts(sizes: Sequence[int]) -> Numbers:
    """Where runs of these sizes begin, and the end."""
    return np.concatenate(([0], np.cumsum(np.array(sizes, np.int64))))


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """One language's index in memory."""

    lang: str
    records: Rows
    """By URL: an article's number is its place here."""
    terms: Terms
    keys: dict[str, str]
    """Form → key of its term, every form that can be looked up."""
    unseen: frozenset[str]
    """Forms that no article contains."""


def vocabulary_of(records: Iterable[AnalyzedRecord]) -> set[str]:
    """Every form that occurs."""
    return set(chain.from_iterable(record.columns.forms for record in records))


def invert(lang: str, records: Iterable[AnalyzedRecord], forms: Forms) -> InvertedIndex:
    """Turn records into postings."""
    ordered = sorted(records, key=lambda record: record.url)
    return invert_occurrences(lang, Rows(map(line_of, ordered)), collect(ordered), forms)


@dataclass(frozen=True, slots=True)
class Naming:
    """Which form is which word, by number."""

    words: list[str]
    """Keys of words, sorted; a word's number is its place."""
    places: dict[str, int]
    of_form: Numbers
    """Number of a form → number of its word; -1 for a form that occurs no more."""
    keys: dict[str, str]
    """Form that occurs → key of its word."""
    unseen: dict[str, str]
    """Form that does not occur → key of its word."""


def name_words(forms: Sequence[str], counts: Numbers, found: Forms) -> Naming:
    """Name every term by its commonest form.

    Args:
        forms: by number.
        counts: of each form, the number of articles that have it.
        found: the terms of forms that some article has.
    """
    names = _names(forms, counts, found)
    words = sorted(names.values())
    places = {word: number for number, word in enumerate(words)}
    terms = map(found.term, forms)
    of_form = np.array([places[names[term]] if term in names else -1 for term in terms], np.int64)
    of_form[counts == 0] = -1
    keys = {form: names[term] for form, term in found.terms.items() if term in names}
    unseen = {form: names[term] for form, term in found.unseen.items() if term in names and form not in keys}
    return Naming(words, places, of_form, keys, unseen)


def invert_occurrences(lang: str, rows: Rows, occurrences: Occurrences, forms: Forms) -> InvertedIndex:
    """Turn the occurrences of articles, in their order, into postings."""
    naming = name_words(occurrences.forms, occurrences.counts(), forms)
    return inverted_of(lang, rows, terms_of(lang, occurrences, naming), naming)


def inverted_of(lang: str, rows: Rows, terms: Terms, naming: Naming) -> InvertedIndex:
    """The index of these terms, that go by these names."""
    return InvertedIndex(lang, rows, terms, naming.keys | naming.unseen, frozenset(naming.unseen))


def terms_of(lang: str, occurrences: Occurrences, naming: Naming) -> Terms:
    """The postings of words, of pairs, and of short beginnings."""
    words = words_of(lang, occurrences, naming.of_form, naming.words)
    codes = pair_codes(occurrences, naming.of_form)
    pair_keys, pairs = pairs_of(occurrences, naming, codes, codes >= 0, limits_for(occurrences.documents))
    beginnings = beginnings_of(naming)
    ready = best_postings(words, list(beginnings.values()), PREFIX_POSTINGS)
    return Terms([*naming.words, *pair_keys, *beginnings], words + pairs + ready)


def words_of(lang: str, occurrences: Occurrences, of_form: Numbers, keys: Sequence[str]) -> PostingTable:
    """The postings of words.

    Args:
        lang: language code.
        occurrences: of all articles.
        of_form: number of a form → place of its word in `keys`, or -1.
        keys: of the words.
    """
    stop = stop_words(lang)
    stops = [place for place, key in enumerate(keys) if key in stop]
    average = rounded_average(occurrences.lengths.tolist())
    limits = limits_for(occurrences.documents)
    parts = []
    for start, end in pairwise([*_shares(occurrences, of_form, len(keys)), len(keys)]):
        part = np.where((of_form >= start) & (of_form < end), of_form - start, -1)
        own = [place - start for place in stops if start <= place < end]
        parts.append(word_postings(occurrences, part, end - start, own, limits, average))
    return reduce(add, parts)


def _shares(occurrences: Occurrences, of_form: Numbers, words: int) -> list[int]:
    """Where to divide words into shares of about as many rows: sorting all at once takes ten times the memory."""
    rows = np.bincount(of_form[occurrences.form] + 1, minlength=words + 1)[1:]
    before = np.cumsum(rows) - rows
    shares = np.searchsorted(before, np.arange(0, rows.sum() or 1, ROWS_AT_ONCE))
    return [0, *map(int, np.unique(shares[shares > 0]))]


def limits_for(documents: int) -> Limits:
    """How much is kept of the postings of a site of so many articles."""
    if documents <= WHOLE_LISTS:
        return Limits(STOP_POSTINGS, documents, MAX_TEXT_SLOTS)
    return Limits(STOP_POSTINGS, TEXT_POSTINGS, MAX_TEXT_SLOTS_OF_LARGE, OWN_TITLE)


def pairs_of(
    occurrences: Occurrences, naming: Naming, codes: Numbers, wanted: Numbers, limits: Limits
) -> tuple[list[str], PostingTable]:
    """Keys and postings of pairs of neighbors; see `pair_postings`."""
    limits = replace(limits, text_slots=MAX_TEXT_SLOTS)
    couples, table = pair_postings(occurrences, codes, np.flatnonzero(wanted), MAX_WEIGHT, limits)
    return [f"{naming.words[first]} {naming.words[second]}" for first, second in couples.tolist()], table


def _names(forms: Sequence[str], counts: Numbers, found: Forms) -> dict[str, str]:
    """Term → its key."""
    best: dict[str, tuple[int, int, str]] = {}
    for form, count in zip(forms, counts.tolist(), strict=True):
        if count:
            term, rank = found.term(form), name_rank(form, count)
            if term not in best or rank < best[term]:
                best[term] = rank
    return {term: form for term, (_, _, form) in best.items()}


def name_rank(form: str, count: int) -> tuple[int, int, str]:
    """The least of a term's forms names it: that of most articles, of equals the shortest, then the first."""
    return -count, len(form), form


def beginnings_of(naming: Naming, only: Iterable[str] | None = None) -> dict[str, list[int]]:
    """Short beginnings of many words, `pri*` → the words with a form that begins so and is longer; `only` some."""
    forms = sorted(naming.keys)
    wanted = {beginning for form in forms for beginning in short_beginnings(form)} if only is None else only
    ready: dict[str, list[int]] = {}
    for beginning in sorted(wanted):
        letters = beginning[:-1]
        start, end = bisect_right(forms, letters), bisect_left(forms, letters + _BEHIND)
        members = {naming.places[naming.keys[form]] for form in forms[start:end]}
        if len(members) > PREFIX_WORDS:
            ready[beginning] = sorted(members)
    return ready


def short_beginnings(form: str) -> list[str]:
    """The beginnings of a form that may have ready lists."""
    return [form[:length] + "*" for length in PREFIX_LENGTHS if len(form) > length]
