# SPDX-License-Identifier: MIT
"""A word of a question and the ways to read it; what an index can be asked. Twin: `search/words.js` in the theme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from kbgen.search.browser.lines import collation_key
from kbgen.search.index.postings import PHRASE
from kbgen.search.query.score import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.search.index.postings import Term

PREFIX: Final = 10
"""Factor, of 16, of a completed word."""


class Lexicon(Protocol):
    """What an index can be asked. Forms are folded; keys name terms."""

    documents: int
    stop: frozenset[str]
    keyboard: tuple[str, str]

    def key(self, form: str) -> str | None:
        """The key of a form's term, or None for a form that the index does not know."""
        ...

    def term(self, key: str) -> Term | None:
        """The postings of a key, or None when it has none."""
        ...

    def completions(self, beginning: str) -> Iterable[str]:
        """The forms that begin so and are longer, in order."""
        ...

    def neighbors(self, word: str, head: int, tail: int) -> Iterable[str]:
        """The forms that occur and have the first `head` letters of a word or its last `tail` ones, without pairs."""
        ...

    def level(self, form: str) -> int:
        """How many articles have a form's word, in powers of two; of a form that `neighbors` named."""
        ...


@dataclass(slots=True)
class Word:
    """A word of the question and the ways to read it."""

    form: str
    keys: dict[str, int] = field(default_factory=dict)
    """Key of a term → factor of 16, the greatest if there are several."""
    completions: int = 0
    """Articles with a word that this one may be the beginning of: a rare completion is no rare word."""
    doubtful: int = PREFIX
    """Readings up to this factor count as no rarer than the completions."""
    corrected: str = ""
    """The spelling that was taken instead; empty when the word is known."""

    def add(self, key: str | None, factor: int = FULL) -> None:
        """Read the word as `key` too."""
        if key is not None:
            self.keys[key] = max(factor, self.keys.get(key, 0))

    def completions_at(self, factor: int) -> int:
        """Articles that idf goes by at least, for a reading of this factor."""
        return self.completions if factor <= self.doubtful else 0


def phrase_key(words: Sequence[Word]) -> str | None:
    """The key of the list of a phrase, by the first readings of its words; None when one has none."""
    firsts = [next(iter(word.keys), "") for word in words]
    return " ".join(firsts) + PHRASE if all(firsts) else None


def most_frequent(keys: Iterable[str | None], lexicon: Lexicon) -> list[tuple[int, str]]:
    """(Articles, key) of each key once, those in most articles first."""
    found = [(term.frequency, key) for key in dict.fromkeys(keys) if key and (term := lexicon.term(key))]
    return sorted(found, key=lambda item: (-item[0], collation_key(item[1])))
