# SPDX-License-Identifier: MIT
"""Synonyms: adds articles to a word's list that have only its synonyms, with less weight.

Compounds do the same: the list of `Einstellungen` has articles with `Kontoeinstellungen`.

In: an index in memory, and rules. Out: the index that both engines are compiled from. Synonyms cost
nothing at query time, and the browser fetches nothing more: the articles are in the list of the
word that was typed.

A phrase of several weighty words has a separate list under their keys and `~` (`money back~`). A
phrase of a weighty word and a stop word counts as a word that lost its space (`log in` → `login`),
as `question.py` reads neighbors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.language.stop_words import stop_words
from kbgen.language.tokens import tokens
from kbgen.model import SynonymRule
from kbgen.search.index.build_postings import PostingTable, merge_lists
from kbgen.search.index.occurrences import Numbers
from kbgen.search.index.postings import (
    PHRASE,
    RELATED,
    InvertedIndex,
    Posting,
    Term,
    Terms,
    limits_for,
    table_of,
)
from kbgen.search.index.ranking import STEP
from kbgen.search.index.result_rows import titles_of

if TYPE_CHECKING:  # imports the stemmers, which a query does not need
    from kbgen.language.forms import Forms

SYNONYM: Final = 11
"""Sixteenths of its weight that an article has in the list of a synonym."""
PART: Final = 9
"""The same of a compound in the list of its part."""
NOTHING: Final = Term(0, ())
"""A term without postings."""


def words_of_rules(rules: Iterable[SynonymRule]) -> set[str]:
    """Return all words of the rules, folded."""
    words: set[str] = set()
    for rule in rules:
        for phrase in (*rule.typed, *rule.written):
            words.update(_words(phrase))
    return words


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.whole for token in tokens(phrase))


class Expansion:
    """The terms that synonyms add to an index.

    A *source* is the key of a term to whose list synonyms add articles. Every rule is applied to
    the index without synonyms, so synonyms are not chained.

    Attributes:
        keys: Form → key of its term, including the words of the rules.
        unseen: Forms that no article contains.
        sources: Keys of the terms to whose lists synonyms add articles.
    """

    def __init__(self, index: InvertedIndex, forms: Forms, rules: Sequence[SynonymRule]) -> None:
        self._index = index
        self._stop = stop_words(index.lang)
        self.keys = dict(index.keys)
        self.unseen = set(index.unseen)
        words = words_of_rules(rules)
        # Words of the rules that no article has can be typed too.
        self._name_missing(forms, words)
        self._forms = self._forms_of({self.keys[word] for word in words})
        self._titles: dict[int, tuple[str, ...]] = {}
        self._written: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for rule in rules:
            for typed in filter(_words, rule.typed):
                others = (_words(phrase) for phrase in rule.written if phrase != typed)
                self._written[self._source(_words(typed))] += filter(None, others)
        self._compounds = self._compounds_of_parts()
        self.sources = self._written.keys() | self._compounds.keys()

    def _name_missing(self, forms: Forms, words: set[str]) -> None:
        """Give keys to the words of the rules that no article has, and to their forms.

        An article may have another form of the word: the dictionary lacks `webhook`, but the
        stemmer gives `webhooks` the same term.
        """
        names: dict[str, str] = {}
        for word in sorted(words - self.keys.keys()):
            term = forms.term(word)
            if term in self._index.names:
                self.unseen.add(word)
            self.keys[word] = names.setdefault(term, self._index.names.get(term, word))
        for form, term in forms.unseen.items():
            if term in names and form not in self.keys:
                self.keys[form] = names[term]
                self.unseen.add(form)
        # A part of compounds may occur nowhere else. Its first form names it.
        for form, term in self._index.compounds.forms.items():
            key = names.setdefault(term, self.keys.get(form, form))
            if self.keys.setdefault(form, key) != form:
                self.unseen.add(form)
        self._missing_names = names

    def _compounds_of_parts(self) -> dict[str, list[str]]:
        """Map the key of each part to the keys of its compounds."""
        names = self._missing_names | self._index.names
        compounds: defaultdict[str, list[str]] = defaultdict(list)
        for compound, parts in self._index.compounds.parts.items():
            for key in {names[part] for part in parts} - {compound}:
                compounds[key].append(compound)
        return compounds

    def reads(self, source: str) -> set[str]:
        """Return the keys of the terms on which the list of a source depends."""
        words = chain.from_iterable(map(self._weighty, self._written.get(source, ())))
        return {source, *(self.keys[word] for word in words), *self._compounds.get(source, ())}

    def _weighty(self, words: tuple[str, ...]) -> list[str]:
        """Return the words that are not stop words, or all words if there are no others."""
        return [word for word in words if word not in self._stop] or list(words)

    def _source(self, words: tuple[str, ...]) -> str:
        """Return the key whose list a question with these words reads."""
        weighty = self._weighty(words)
        if len(words) == 1:
            return self.keys[words[0]]
        if len(weighty) == 1:
            return self._joined(words, weighty[0])
        return " ".join(self.keys[word] for word in weighty) + PHRASE

    def _joined(self, words: tuple[str, ...], word: str) -> str:
        """Return the key of a word and its stop word joined: `log in` → `login`.

        Gives that key to other forms of the word too, such as `logged in`.
        """
        first, second = next(pair for pair in pairwise(words) if word in pair)
        key = self.keys.setdefault(first + second, first + second)
        for form in self._forms[self.keys[word]]:
            joined = form + second if first == word else first + form
            if joined not in self.keys:
                self.keys[joined] = key
                self.unseen.add(joined)
        return key

    def _forms_of(self, keys: set[str]) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = {key: [] for key in keys}
        for form, key in self.keys.items():
            if key in forms and not form.endswith(RELATED):
                forms[key].append(form)
        return forms

    def _matches_of(self, words: tuple[str, ...]) -> Term | str:
        """Return the postings of a phrase; for a single word, its key."""
        weighty = self._weighty(words)
        keys = [self.keys[word] for word in weighty]
        if len(words) == 1:
            return keys[0]
        terms = [self._index.terms.get(key, NOTHING) for key in keys]
        if len(weighty) == 1:
            postings = tuple(self._in_titles(terms[0], words, weighty[0]))
        else:
            postings = tuple(_in_same_slot(terms))
        return Term(len(postings), postings)

    def _in_titles(self, term: Term, words: tuple[str, ...], word: str) -> Iterator[Posting]:
        """Yield the postings with a word next to its stop word in a title or heading.

        The word alone says too little.
        """
        first, second = next(pair for pair in pairwise(words) if word in pair)
        pair = (self.keys[first], self.keys[second])
        for posting in term.postings:
            places = tuple(
                place
                for place in posting.places
                if place[1] and pair in self._pairs(posting, place[0])
            )
            if places:
                yield posting._replace(places=places)

    def _pairs(self, posting: Posting, slot: int) -> set[tuple[str, str]]:
        """Return the keys of neighboring words in the title of an article's slot."""
        if posting.number not in self._titles:
            self._titles[posting.number] = titles_of(self._index.rows[posting.number])
        titles = self._titles[posting.number]
        # The slots after those of passages are questions and symptoms, which rows do not have.
        title = titles[slot] if slot < len(titles) else ""
        return set(pairwise(self.keys.get(word, "") for word in _words(title)))

    def expanded(self, lists: Terms | None = None) -> InvertedIndex:
        """Return the index with the lists of all sources."""
        terms = self._index.terms.replaced(lists or self.lists(self.sources))
        return replace(self._index, terms=terms, keys=self.keys, unseen=frozenset(self.unseen))

    def lists(self, sources: Iterable[str]) -> Terms:
        """Return the lists of these sources, synonyms included.

        Words of the rules that no article has get lists too, which may be empty.
        """
        terms = self._index.terms
        missing = {key for key in self.keys.values() if key not in terms}
        keys = sorted({*sources, *missing})
        # Each row is (index in `keys`, number of a term in the table) or (index in `keys`, term).
        originals = [(index, terms.number(key)) for index, key in enumerate(keys) if key in terms]
        words: list[tuple[int, int]] = []
        compounds: list[tuple[int, int]] = []
        phrases: list[tuple[int, Term]] = []
        for index, key in enumerate(keys):
            compounds += ((index, terms.number(other)) for other in self._compounds.get(key, ()))
            for match in map(self._matches_of, self._written.get(key, ())):
                if isinstance(match, Term):
                    phrases.append((index, match))
                elif match in terms:
                    words.append((index, terms.number(match)))
        synonyms = terms.table.select(_column(words)) + table_of([term for _, term in phrases])
        # The lists in the order of `owners`: those of the keys themselves, then of their synonyms.
        rows = (*originals, *words, *phrases, *compounds)
        owners = np.array([index for index, _ in rows], np.int64)
        limits = limits_for(len(self._index.rows))
        every_list = terms.table.select(_column(originals)) + _lighter(synonyms, SYNONYM)
        every_list += _lighter(terms.table.select(_column(compounds)), PART)
        table = merge_lists(every_list, owners, len(keys), limits)
        frequencies = table.frequencies.copy()
        # A merged list may be cut: the word itself has at least its own number of articles.
        for index, term in originals:
            frequencies[index] = max(frequencies[index], terms.table.frequencies[term])
        return Terms(keys, replace(table, frequencies=frequencies))


def _column(rows: Sequence[tuple[int, int]]) -> Numbers:
    return np.array([term for _, term in rows], np.int64)


def _lighter(table: PostingTable, factor: int) -> PostingTable:
    """Return lists with their weights reduced to `factor` sixteenths."""
    weights = table.weights.astype(np.int64) * factor // 16 // STEP * STEP
    return replace(table, weights=np.maximum(weights, STEP))


def _in_same_slot(terms: list[Term]) -> Iterator[Posting]:
    """Yield the postings of articles with all words in one slot."""
    others = [_by_number(term) for term in terms[1:]]
    for posting in terms[0].postings:
        number = posting.number
        same = [posting, *(postings[number] for postings in others if number in postings)]
        if len(same) == len(terms) and (places := _common_places(same)):
            yield Posting(number, min(match.weight for match in same), places)


def _common_places(postings: Sequence[Posting]) -> tuple[tuple[int, int], ...]:
    """Return the places in common slots; in a title only if all postings are in the title."""
    slots = [dict(posting.places) for posting in postings]
    common = sorted(set.intersection(*map(set, slots)))
    return tuple((slot, min(map(itemgetter(slot), slots))) for slot in common)


def _by_number(term: Term) -> dict[int, Posting]:
    return {posting.number: posting for posting in term.postings}
