# SPDX-License-Identifier: MIT
"""A word of a question with its readings, and the interface of an index that answers questions.

JavaScript counterpart: `search/words.js` in the theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kbgen.search.browser.lines import collation_key
from kbgen.search.index.affinities import Near
from kbgen.search.index.postings import PHRASE, Term
from kbgen.search.index.ranking import PREFIX


class Lexicon(Protocol):
    """An index that answers questions. Forms are folded; keys name terms."""

    documents: int
    stop: frozenset[str]
    keyboard: tuple[str, str]
    links: tuple[str, ...]
    """Letters between the parts of compounds; nothing in a language without them."""
    min_last_word: int
    """Minimum length of a stop word at the end of a word that lost its spaces."""

    def key(self, form: str) -> str | None:
        """Return the key of a form's term, or None for an unknown form."""
        ...

    def term(self, key: str) -> Term | None:
        """Return the postings of a key, or None if it has none."""
        ...

    def vocabulary_key(self, form: str) -> str | None:
        """Return the key of a form that only the vocabulary has, or None."""
        ...

    def near(self, key: str) -> Near:
        """Return the affinity list of a key, which may be empty."""
        ...

    def related(self, key: str) -> Sequence[str]:
        """Return the keys of words that are the same action."""
        ...

    def asking_key(self, form: str) -> str | None:
        """Return the key of the titles that ask with a stop word, or None for an unknown one."""
        ...

    def completions(self, prefix: str) -> Iterable[str]:
        """Yield the longer forms with this prefix, in order."""
        ...

    def neighbors(self, word: str, head: int, tail: int) -> Iterable[str]:
        """Yield the occurring forms with the same first `head` or last `tail` letters; no pairs."""
        ...

    def endings(self, suffix: str) -> Iterable[str]:
        """Yield the occurring forms with this suffix."""
        ...

    def level(self, form: str) -> int:
        """Return the power of two of the number of articles with a form's word.

        The form must come from `neighbors`.
        """
        ...


@dataclass(slots=True)
class Word:
    """A word of the question with its readings."""

    form: str
    keys: dict[str, int] = field(default_factory=dict)
    """Key of a term → factor (of 16), the highest if there are several."""
    completions: int = 0
    """Number of articles that contain a completion of the word; limits how rare it may seem."""
    doubtful: int = 0
    """Readings up to this factor, or `PREFIX`, count as no rarer than the completions."""
    is_known: bool = True
    """Whether the word is right as typed, as far as the index can tell."""
    spellings: list[str] = field(default_factory=list)
    """Words that the word may mean if it is or may be misspelled, best first."""
    corrected: str = ""
    """The suggested spelling; empty if the word is right as typed."""

    def add(self, key: str | None, factor: int) -> None:
        """Add a reading. Does nothing if `key` is None."""
        if key is not None:
            self.keys[key] = max(factor, self.keys.get(key, 0))

    def completions_at(self, factor: int) -> int:
        """Return the minimum number of articles for the idf of a reading with this factor."""
        return self.completions if factor <= max(PREFIX, self.doubtful) else 0


def phrase_key(words: Sequence[Word]) -> str | None:
    """Return the key of a phrase from the first readings of its words; None if a word has none."""
    firsts = [next(iter(word.keys), "") for word in words]
    return " ".join(firsts) + PHRASE if all(firsts) else None


def most_frequent(keys: Iterable[str | None], lexicon: Lexicon) -> list[tuple[int, str]]:
    """Return (number of articles, key) of each different key, the most frequent first."""
    counted = [
        (term.frequency, key) for key in dict.fromkeys(keys) if key and (term := lexicon.term(key))
    ]
    return sorted(counted, key=lambda item: (-item[0], collation_key(item[1])))
