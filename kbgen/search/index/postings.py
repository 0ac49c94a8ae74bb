# SPDX-License-Identifier: MIT
"""Records and forms → the inverted index that both engines are compiled from.

Articles are numbered in the order of their URLs. A term is named by its *key*, its commonest form.
There are three more kinds of terms: pairs of neighboring words in titles (the key has a space),
prefixes of words with a precomputed list of their best articles (`pri*`), and phrases (the key
ends in `PHRASE`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, pairwise
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from kbgen.language.stop_words import stop_words
from kbgen.search.index.affinities import NO_AFFINITIES, Affinities
from kbgen.search.index.build_postings import (
    Limits,
    PostingTable,
    best_postings,
    pair_postings,
    word_postings,
)
from kbgen.search.index.occurrences import Numbers, Occurrences, starts_from_sizes
from kbgen.search.index.ranking import MAX_RELATED, PREFIX_LENGTHS
from kbgen.search.index.weights import rounded_average

if TYPE_CHECKING:  # imports the stemmers, which a query does not need
    from kbgen.language.forms import Forms

PHRASE: Final = "~"
"""Ends the key of a phrase: several words with one meaning."""
RELATED: Final = " ^"
"""Ends the forms that name the related words of a key: `key ^`, `key ^ ^`. The space keeps them in
the shard of the key, and no one can type them."""
PREFIX_POSTINGS: Final = 256
"""Maximum number of postings in a precomputed list."""
PREFIX_WORDS: Final = 24
"""Prefixes of more words have a precomputed list; the lists of fewer words can be read."""
STOP_POSTINGS: Final = 256
"""Maximum number of postings of a stop word; it matters only in questions without other words."""
WHOLE_LISTS: Final = 2_000
"""Sites of up to this many articles keep every posting."""
TEXT_POSTINGS: Final = 64
"""On a large site, number of postings of a term, in addition to those in titles and questions.

Figures: DECISIONS.md.
"""
CUT_TITLES: Final = 20_000
"""Sites of up to this many articles keep every posting in a title or question."""
MOST_POSTINGS: Final = 1_024
"""Maximum number of postings of a term on a larger site, the heaviest."""
LONGER_LISTS: Final = ((4_000, 256), (8_000, 128))
"""(Most articles, the same number) of sites between these: the larger the site, the more words a
question has in many articles, so lists get shorter in steps."""
OWN_TITLE: Final = 192
"""Minimum weight of a word in the article's own title or a question; a heading alone adds less."""
MAX_TEXT_SLOTS: Final = 8
"""Number of passages in a posting, in addition to those with the term in their heading."""
MAX_TEXT_SLOTS_OF_LARGE: Final = 1
"""The same for sites with more than `WHOLE_LISTS` articles."""

FindForms = Callable[[Iterable[str]], "Forms"]
"""Finds the terms of the forms that occur."""
_AFTER_LETTERS: Final = "\U0010ffff"
"""Sorts after every letter."""
BATCH_ROWS: Final = 1 << 18
"""Number of occurrences to sort at a time."""


class Posting(NamedTuple):
    """A term in an article."""

    number: int
    """Number of the article."""
    weight: int
    places: tuple[tuple[int, int], ...]
    """(slot, weighty words of its title) if the term is in the slot's title, else (slot, 0)."""


class Term(NamedTuple):
    """A term's postings."""

    frequency: int
    """Number of articles with the term; more than the postings if the list was cut."""
    postings: tuple[Posting, ...]
    """Heaviest first, then by number."""


class Terms(Mapping[str, Term]):
    """Key → term. Terms are built from the table on access."""

    def __init__(self, keys: Iterable[str], table: PostingTable) -> None:
        self.table = table
        """Postings of the terms, and perhaps of others that are no longer used."""
        self._rows = {key: row for row, key in enumerate(keys)}

    def replaced(self, others: Terms, gone: Collection[str] = ()) -> Terms:
        """Return these terms with others replaced or added, and without those that are gone.

        The table is only appended to: it still has the postings of replaced terms.
        """
        # The rows of the other terms come after those of this table.
        terms = Terms((), self.table + others.table)
        offset = len(self.table.frequencies)
        terms._rows = self._rows | {key: offset + row for key, row in others._rows.items()}
        for key in gone:
            terms._rows.pop(key, None)
        return terms

    def select(self, keys: Sequence[str]) -> Terms:
        """Return only these terms."""
        return Terms(keys, self.table.select(np.array([self._rows[key] for key in keys], np.int64)))

    def to_table(self) -> tuple[list[str], PostingTable]:
        """Return the keys, and a table with exactly their terms in the same order."""
        rows = np.fromiter(self._rows.values(), np.int64, len(self._rows))
        is_whole = len(rows) == len(self.table.frequencies)
        return list(self._rows), self.table if is_whole else self.table.select(rows)

    def frequencies(self) -> dict[str, int]:
        """Map each key to the number of articles with its term."""
        frequencies = self.table.frequencies.tolist()
        return {key: frequencies[row] for key, row in self._rows.items()}

    def __getitem__(self, key: str) -> Term:
        row = self._rows[key]
        start, end = self.table.starts[row : row + 2].tolist()
        return Term(int(self.table.frequencies[row]), tuple(self._postings(start, end)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def number(self, key: str) -> int:
        """Return the number of a term in the table."""
        return self._rows[key]

    def _postings(self, start: int, end: int) -> Iterator[Posting]:
        """Yield the postings in rows `start` to `end` of the table."""
        table = self.table
        # `tolist` once per column: reading numbers one by one from arrays is slow.
        ends = table.place_starts[start : end + 1].tolist()
        slots = table.slots[ends[0] : ends[-1]].tolist()
        words = table.words[ends[0] : ends[-1]].tolist()
        # `places` begins with the places of row `start`, so row offsets are relative to ends[0].
        places = list(zip(slots, words, strict=True))
        numbers, weights = table.numbers[start:end].tolist(), table.weights[start:end].tolist()
        for number, weight, first, last in zip(numbers, weights, ends, ends[1:], strict=False):
            yield Posting(number, weight, tuple(places[first - ends[0] : last - ends[0]]))


def table_of(terms: Sequence[Term]) -> PostingTable:
    """Return terms as a table, in their order."""
    rows = list(chain.from_iterable(term.postings for term in terms))
    places = list(chain.from_iterable(posting.places for posting in rows))
    return PostingTable(
        np.array([term.frequency for term in terms], np.int64),
        starts_from_sizes(np.array([len(term.postings) for term in terms], np.int64)),
        np.array([posting.number for posting in rows], np.int64),
        np.array([posting.weight for posting in rows], np.int64),
        starts_from_sizes(np.array([len(posting.places) for posting in rows], np.int64)),
        np.array([slot for slot, _ in places], np.int64),
        np.array([words for _, words in places], np.int64),
    )


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """One language's index in memory."""

    lang: str
    rows: tuple[str, ...]
    """Lines of what results show (`result_rows.py`), by URL; an article's number is its index."""
    terms: Terms
    keys: dict[str, str]
    """Form → key of its term, for all forms that can be looked up."""
    unseen: frozenset[str]
    """Forms that no article contains."""
    names: dict[str, str]
    """Term of `Forms` → key of its word."""
    compounds: Compounds
    affinities: Affinities = NO_AFFINITIES


@dataclass(frozen=True, slots=True)
class Compounds:
    """The compounds among the words, and their parts."""

    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of a compound → the terms of `Forms` of its parts."""
    forms: dict[str, str] = field(default_factory=dict)
    """Form of a part whose term does not occur → that term."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Names and numbers of words, and the word of each form."""

    words: list[str]
    """Keys of words, sorted; a word's number is its index here."""
    numbers: dict[str, int]
    """Key of a word → its number."""
    of_form: Numbers
    """Number of a form → number of its word; -1 for a form that no longer occurs."""
    keys: dict[str, str]
    """Occurring form → key of its word."""
    unseen: dict[str, str]
    """Form that does not occur → key of its word."""
    names: dict[str, str]
    """Term of `Forms` → key of its word."""
    compounds: Compounds = field(default_factory=Compounds)


def name_words(forms: Sequence[str], counts: Numbers, find_forms: FindForms) -> Naming:
    """Name every term after its most common form.

    Args:
        forms: Forms by number.
        counts: For each form, the number of articles that have it.
        find_forms: Finds the terms of the forms that occur.
    """
    terms = find_forms([form for form, count in zip(forms, counts.tolist(), strict=True) if count])
    # Terms are opaque; from here, a word is known by its key or its number.
    names = _names(forms, counts, terms)
    # Numbers follow the sorted keys: the same articles give the same numbers, and the same bytes.
    words = sorted(names.values())
    numbers = {word: number for number, word in enumerate(words)}
    of_form = np.array(
        [numbers.get(names.get(terms.term(form), ""), -1) for form in forms], np.int64
    )
    # A form that no longer occurs still has a number, but no word.
    of_form[counts == 0] = -1
    keys = {form: names[term] for form, term in terms.terms.items() if term in names}
    unseen = {
        form: names[term]
        for form, term in terms.unseen.items()
        if term in names and form not in keys
    }
    unseen |= _related(terms, names)
    parts: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for form, others in sorted(terms.parts.items()):
        parts[keys[form]].update(dict.fromkeys(others))
    compounds = Compounds({key: tuple(each) for key, each in parts.items()}, terms.part_forms)
    return Naming(words, numbers, of_form, keys, unseen, names, compounds)


def _related(terms: Forms, names: Mapping[str, str]) -> dict[str, str]:
    """Map `key ^`, `key ^ ^` and so on to the keys of related words."""
    return {
        names[term] + RELATED * count: names[other]
        for term, others in terms.related.items()
        if term in names
        for count, other in enumerate(filter(names.__contains__, others), 1)
        if count <= MAX_RELATED
    }


def inverted_of(lang: str, rows: tuple[str, ...], terms: Terms, naming: Naming) -> InvertedIndex:
    """Return the index of these terms, which `naming` names."""
    keys = naming.keys | naming.unseen
    unseen = frozenset(naming.unseen)
    return InvertedIndex(lang, rows, terms, keys, unseen, naming.names, naming.compounds)


def terms_of(lang: str, occurrences: Occurrences, naming: Naming) -> Terms:
    """Build the postings of words, pairs and short prefixes."""
    words = build_words(lang, occurrences, naming.of_form, naming.words)
    pair_keys, pairs = pairs_of(occurrences, naming, limits_for(occurrences.documents))
    prefixes = prefixes_of(naming)
    # `words` has the words in the order of their numbers, which `prefixes` refers to.
    ready = best_postings(words, list(prefixes.values()), PREFIX_POSTINGS)
    return Terms([*naming.words, *pair_keys, *prefixes], words + pairs + ready)


def build_words(
    lang: str, occurrences: Occurrences, of_form: Numbers, keys: Sequence[str]
) -> PostingTable:
    """Build the postings of words.

    Args:
        lang: Language code.
        occurrences: Occurrences of all articles.
        of_form: Number of a form → index of its word in `keys`, or -1.
        keys: Keys of the words.
    """
    stop = stop_words(lang)
    stops = [number for number, key in enumerate(keys) if key in stop]
    average = rounded_average(occurrences.lengths.tolist())
    limits = limits_for(occurrences.documents)
    # Each part is a range of words, renumbered from 0; forms of other words get -1.
    parts = []
    for start, end in pairwise([*_shares(occurrences, of_form, len(keys)), len(keys)]):
        part = np.where((of_form >= start) & (of_form < end), of_form - start, -1)
        part_stops = [number - start for number in stops if start <= number < end]
        parts.append(word_postings(occurrences, part, end - start, part_stops, limits, average))
    return reduce(add, parts)


def _shares(occurrences: Occurrences, of_form: Numbers, words: int) -> list[int]:
    """Return the first words of shares with about `BATCH_ROWS` rows each.

    Sorting all rows at once would take ten times the memory.
    """
    # Forms without a word have -1: adding 1 counts them at index 0, which is dropped.
    rows = np.bincount(of_form[occurrences.form] + 1, minlength=words + 1)[1:]
    # before[i]: number of rows of the words before word i. A share begins with the first word that
    # has a multiple of BATCH_ROWS rows before it; a word is never divided.
    before = np.cumsum(rows) - rows
    shares = np.searchsorted(before, np.arange(0, rows.sum() or 1, BATCH_ROWS))
    return [0, *map(int, np.unique(shares[shares > 0]))]


def limits_for(documents: int) -> Limits:
    """Return the limits of postings for a site with this many articles."""
    # No word has more postings than there are articles: on a small site, only stop words are cut.
    if documents <= WHOLE_LISTS:
        return Limits(STOP_POSTINGS, documents, MAX_TEXT_SLOTS, documents)
    text = next((text for most, text in LONGER_LISTS if documents <= most), TEXT_POSTINGS)
    most = documents if documents <= CUT_TITLES else MOST_POSTINGS
    return Limits(STOP_POSTINGS, text, MAX_TEXT_SLOTS_OF_LARGE, most, OWN_TITLE)


def pairs_of(
    occurrences: Occurrences, naming: Naming, limits: Limits
) -> tuple[list[str], PostingTable]:
    """Return the keys and postings of pairs; see `pair_postings` and `AnalyzedRecord.pairs`."""
    # Places of pairs carry no title words, so `text_slots` counts them all; large sites keep as
    # many as small ones.
    limits = replace(limits, text_slots=MAX_TEXT_SLOTS)
    couples, table = pair_postings(occurrences, naming.of_form, limits)
    # A word of so many titles that its list is cut does not tell titles that ask apart.
    is_cut = table.frequencies > np.diff(table.starts)
    kept = np.flatnonzero((couples[:, 0] != couples[:, 1]) | ~is_cut)
    couples, table = couples[kept], table.select(kept)
    words = naming.words
    return [f"{words[first]} {words[second]}" for first, second in couples.tolist()], table


def _names(forms: Sequence[str], counts: Numbers, terms: Forms) -> dict[str, str]:
    """Map each term to its key."""
    best: dict[str, tuple[int, int, str]] = {}
    for form, count in zip(forms, counts.tolist(), strict=True):
        if count:
            term, rank = terms.term(form), name_rank(form, count)
            if term not in best or rank < best[term]:
                best[term] = rank
    return {term: form for term, (_, _, form) in best.items()}


def name_rank(form: str, count: int) -> tuple[int, int, str]:
    """Return the sort key of a form. The form that sorts first names the term.

    This is the form of most articles, then the shortest, then the first.
    """
    return -count, len(form), form


def prefixes_of(naming: Naming, only: Iterable[str] | None = None) -> dict[str, list[int]]:
    """Map short prefixes of many words, such as `pri*`, to the words with a longer form.

    Args:
        naming: Names of the words.
        only: Prefixes to consider; None for all.
    """
    forms = sorted(naming.keys)
    # Without `only`, all prefixes of forms that are long enough.
    prefixes = set(chain.from_iterable(map(short_prefixes, forms))) if only is None else only
    ready: dict[str, list[int]] = {}
    for prefix in sorted(prefixes):
        letters = prefix[:-1]
        # Longer forms with this prefix are one range of the sorted forms.
        start, end = bisect_right(forms, letters), bisect_left(forms, letters + _AFTER_LETTERS)
        members = {naming.numbers[naming.keys[form]] for form in forms[start:end]}
        if len(members) > PREFIX_WORDS:
            ready[prefix] = sorted(members)
    return ready


def short_prefixes(form: str) -> list[str]:
    """Return the prefixes of a form that may have a precomputed list."""
    return [form[:length] + "*" for length in PREFIX_LENGTHS if len(form) > length]
