# SPDX-License-Identifier: MIT
"""Synonyms, worked into the lists of an index: a word's list also names the articles that have its synonyms, lighter.

In: an index in memory and rules. Out: the index that both engines are compiled from. Nothing is left to do when a
question is asked, and nothing further is fetched: the articles lie with the word that was typed.

A phrase of several weighty words has a list of its own under their keys and `~` (`money back~`); one of a weighty word
and a stop word is a word that lost its space (`login`), as `question.py` reads neighbors.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from kbgen.language.stop_words import stop_words
from kbgen.language.tokens import tokens
from kbgen.search.index.build_postings import PostingTable, merge_lists
from kbgen.search.index.postings import PHRASE, Posting, Term, Terms, limits_for, table_of
from kbgen.search.index.weights import STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kbgen.language.forms import Forms
    from kbgen.model import SynonymRule
    from kbgen.search.index.occurrences import Numbers
    from kbgen.search.index.postings import InvertedIndex

SYNONYM: Final = 11
"""Sixteenths of its weight that an article keeps under a synonym: below the word itself."""
NOTHING: Final = Term(0, ())


def words_of(rules: Iterable[SynonymRule]) -> set[str]:
    """Every word of the rules, folded."""
    return {word for rule in rules for phrase in (*rule.typed, *rule.written) for word in _words(phrase)}


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.whole for token in tokens(phrase))


def with_synonyms(index: InvertedIndex, forms: Forms, rules: Sequence[SynonymRule]) -> InvertedIndex:
    """The index with the articles of synonyms in the lists of what may be typed.

    Args:
        index: without synonyms.
        forms: of the language, the words of the rules included.
        rules: each goes by what the articles say, so that no synonym leads to another.
    """
    return Expansion(index, forms, rules).expanded() if rules else index


class Expansion:
    """What synonyms add to an index.

    Attributes:
        keys: form → key of its term, the words of the rules included.
        unseen: forms that no article contains.
        sources: keys of the terms to whose lists something is added.
    """

    def __init__(self, index: InvertedIndex, forms: Forms, rules: Sequence[SynonymRule]) -> None:
        self._index = index
        self._stop = stop_words(index.lang)
        self.keys = dict(index.keys)
        self.unseen = set(index.unseen)
        words = words_of(rules)
        self._name_missing(forms, words)
        self._forms = self._forms_of({self.keys[word] for word in words})
        self._titles: dict[int, tuple[str, ...]] = {}
        self._written: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for rule in rules:
            for typed in filter(_words, rule.typed):
                others = (_words(phrase) for phrase in rule.written if phrase != typed)
                self._written[self._source(_words(typed))] += filter(None, others)

    @property
    def sources(self) -> set[str]:
        """See above."""
        return set(self._written)

    def _name_missing(self, forms: Forms, words: set[str]) -> None:
        """Words of the rules that no article has, under keys of their own with all their forms."""
        names: dict[str, str] = {}
        for word in sorted(words - self.keys.keys()):
            self.keys[word] = names.setdefault(forms.term(word), word)
        for form, term in forms.unseen.items():
            if term in names and form not in self.keys:
                self.keys[form] = names[term]
                self.unseen.add(form)

    def reads(self, source: str) -> set[str]:
        """The keys of the terms that decide the list of a source."""
        words = (word for phrase in self._written[source] for word in self._weighty(phrase))
        return {source, *(self.keys[word] for word in words)}

    def _weighty(self, words: tuple[str, ...]) -> list[str]:
        return [word for word in words if word not in self._stop] or list(words)

    def _source(self, words: tuple[str, ...]) -> str:
        """The key whose list a question with these words asks for."""
        weighty = self._weighty(words)
        if len(words) == 1:
            return self.keys[words[0]]
        if len(weighty) == 1:
            return self._joined(words, weighty[0])
        return " ".join(self.keys[word] for word in weighty) + PHRASE

    def _joined(self, words: tuple[str, ...], word: str) -> str:
        """`log in` as `login`, and `logged in` with it."""
        first, second = next(pair for pair in pairwise(words) if word in pair)
        key = self.keys.setdefault(first + second, first + second)
        for form in self._forms[self.keys[word]]:
            joined = form + second if first == word else first + form
            if joined not in self.keys:
                self.keys[joined] = key
                self.unseen.add(joined)
        return key

    def _forms_of(self, keys: set[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {key: [] for key in keys}
        for form, key in self.keys.items():
            if key in found:
                found[key].append(form)
        return found

    def _matches_of(self, words: tuple[str, ...]) -> Term | str:
        """The articles that have a phrase; of a word, its key."""
        weighty = self._weighty(words)
        keys = [self.keys[word] for word in weighty]
        if len(words) == 1:
            return keys[0]
        some = [self._index.terms.get(key, NOTHING) for key in keys]
        return _term_from(self._in_titles(some[0], words, weighty[0]) if len(weighty) == 1 else _in_same_slot(some))

    def _in_titles(self, term: Term, words: tuple[str, ...], word: str) -> Iterator[Posting]:
        """The articles that have a word beside its stop word in a title or heading: the word alone says too little."""
        wanted = next(tuple(self.keys[part] for part in pair) for pair in pairwise(words) if word in pair)
        for posting in term.postings:
            places = tuple(place for place in posting.places if place[1] and wanted in self._pairs(posting, place[0]))
            if places:
                yield posting._replace(places=places)

    def _pairs(self, posting: Posting, slot: int) -> set[tuple[str, str]]:
        if posting.number not in self._titles:
            record = self._index.records[posting.number]
            self._titles[posting.number] = (record.title, *(passage.title for passage in record.passages))
        titles = self._titles[posting.number]
        words = [self.keys.get(token.whole, "") for token in tokens(titles[slot])] if slot < len(titles) else []
        return set(pairwise(words))

    def expanded(self, lists: Terms | None = None) -> InvertedIndex:
        """The index with everything that is added: the lists of all sources."""
        terms = self._index.terms.replaced(lists or self.lists(self.sources))
        return replace(self._index, terms=terms, keys=self.keys, unseen=frozenset(self.unseen))

    def lists(self, sources: Iterable[str]) -> Terms:
        """The lists under these keys, and empty ones of words that no article has: own, and what is added, lighter."""
        terms = self._index.terms
        missing = {key for key in self.keys.values() if key not in terms}
        keys = sorted({*sources, *missing})
        own = [(place, terms.number(key)) for place, key in enumerate(keys) if key in terms]
        added = [
            (place, self._matches_of(words)) for place, key in enumerate(keys) for words in self._written.get(key, ())
        ]
        words = [(place, terms.number(item)) for place, item in added if isinstance(item, str) and item in terms]
        phrases = [(place, item) for place, item in added if isinstance(item, Term)]
        lighter = _lighter(terms.table.select(_column(words)) + table_of([term for _, term in phrases]))
        owners = np.array([place for place, _ in (*own, *words, *phrases)], np.int64)
        limits = limits_for(len(self._index.records))
        table = merge_lists(terms.table.select(_column(own)) + lighter, owners, len(keys), limits)
        frequencies = table.frequencies.copy()
        for place, term in own:
            frequencies[place] = max(frequencies[place], terms.table.frequencies[term])
        return Terms(keys, replace(table, frequencies=frequencies))


def _column(rows: Sequence[tuple[int, int]]) -> Numbers:
    return np.array([term for _, term in rows], np.int64)


def _lighter(table: PostingTable) -> PostingTable:
    """The lists of synonyms, whose weights count less."""
    weights = table.weights.astype(np.int64) * SYNONYM // 16 // STEP * STEP
    return replace(table, weights=np.maximum(weights, STEP))


def _term_from(postings: Iterable[Posting]) -> Term:
    found = tuple(postings)
    return Term(len(found), found)


def _in_same_slot(terms: list[Term]) -> Iterator[Posting]:
    """The articles that have all words in one slot."""
    others = [{posting.number: posting for posting in term.postings} for term in terms[1:]]
    for posting in terms[0].postings:
        same = [posting, *(found[posting.number] for found in others if posting.number in found)]
        if len(same) == len(terms):
            slots = [dict(item.places) for item in same]
            common = sorted(set.intersection(*map(set, slots)))
            places = tuple((slot, min(some[slot] for some in slots)) for slot in common)
            if places:
                yield Posting(posting.number, min(item.weight for item in same), places)
