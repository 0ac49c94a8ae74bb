# SPDX-License-Identifier: MIT
"""From what a person typed to the terms that are ranked. Twin: `theme/assets/javascripts/search/question.js`.

The five mechanical things of design.md section 5 and nothing else: fold and cut (`tokens.py`), look each word up, read
neighbours joined and as pairs, complete the last word, and for a word that is nowhere try the other keyboard layout,
then bounded edit distance. A word that stays unknown is left out: it never empties the list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import regex

from kbgen.search.fold import fold
from kbgen.search.postings import PREFIX_LENGTHS
from kbgen.search.score import FULL, Alternative
from kbgen.search.spelling import allowed_errors, distance
from kbgen.search.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.search.postings import Term

MAX_QUERY: Final = 256
MAX_TOKENS: Final = 16
MAX_COMPLETIONS: Final = 12
MAX_LOOKUPS: Final = 12
MAX_CORRECTIONS: Final = 3
"""Of the words nearest to a misspelt one so many are looked up, and so many of them are taken."""
PREFIX: Final = 8
CORRECTED: Final = (16, 11, 8)
"""Factors, of 16, of a completed word and of one corrected by so many edits."""
PAIR: Final = 8
"""Factor, of 16, of a pair of neighbours that stands so in a title."""

_ENDS_IN_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]$")


class Lexicon(Protocol):
    """What an index can be asked. Forms are folded; keys name terms."""

    documents: int
    stop: frozenset[str]
    keyboard: tuple[str, str]

    def key(self, form: str) -> str | None:
        """The key of a form's term, or None for a form that the index does not know."""
        ...

    def term(self, key: str) -> Term | None:
        """The postings of a key."""
        ...

    def completions(self, beginning: str) -> Iterable[str]:
        """The forms that begin so and are longer, in order."""
        ...

    def neighbours(self, word: str) -> Iterable[str]:
        """The forms that occur and begin or end with the same `SHARED` letters, without pairs."""
        ...


@dataclass(slots=True)
class Word:
    """A word of the question and the ways to read it."""

    form: str
    keys: dict[str, int] = field(default_factory=dict)
    """Key of a term → factor of 16, the greatest if there are several."""
    corrected: str = ""
    """The spelling that was taken instead; empty when the word is known."""

    def add(self, key: str | None, factor: int = FULL) -> None:
        """Read the word as `key` too."""
        if key is not None:
            self.keys[key] = max(factor, self.keys.get(key, 0))


@dataclass(frozen=True, slots=True)
class Question:
    """What is ranked."""

    words: list[list[Alternative]]
    extras: list[Alternative]
    suggestion: str | None
    """The question in known spelling, when some of its words were corrected."""


def ask(query: str, lexicon: Lexicon) -> Question:
    """Read a query. Never raises, whatever was typed."""
    text = query[:MAX_QUERY]
    words, wholes = _words(list(tokens(text))[:MAX_TOKENS], lexicon)
    _join(words, lexicon)
    if words and _ENDS_IN_WORD.search(text):
        _complete(words[-1], lexicon)
    _correct(words, lexicon)
    weighty = [word for word in words if word.form not in lexicon.stop and word.keys] or words
    return Question(
        [_alternatives(word.keys.items(), lexicon) for word in weighty],
        _alternatives([*((key, FULL) for key in wholes), *_pairs(weighty)], lexicon),
        _suggestion(words),
    )


def _alternatives(keys: Iterable[tuple[str, int]], lexicon: Lexicon) -> list[Alternative]:
    found = ((lexicon.term(key), factor) for key, factor in keys)
    return [Alternative(term, factor) for term, factor in found if term is not None]


def _words(chunks: Sequence[Token], lexicon: Lexicon) -> tuple[list[Word], list[str]]:
    """The words of a question, and the keys of its whole codes."""
    words: list[Word] = []
    wholes: list[str] = []
    for token in chunks:
        key = lexicon.key(token.whole)
        if token.parts and (token.joined or key is None):
            for part in token.parts:
                word = Word(part)
                word.add(lexicon.key(part))
                word.add(key, max(1, FULL // len(token.parts)))
                words.append(word)
            wholes.extend([key] if key else [])
        else:
            word = Word(token.whole)
            word.add(key)
            words.append(word)
    return words[:MAX_TOKENS], wholes


def _join(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Neighbours read as one word: `log in`, `login`."""
    for left, right in pairwise(words):
        key = lexicon.key(left.form + right.form)
        if key is not None:
            weighty = [word for word in (left, right) if word.form not in lexicon.stop] or [left, right]
            for word in weighty:
                word.add(key, FULL // len(weighty))


def _complete(word: Word, lexicon: Lexicon) -> None:
    """The last word may not be finished yet."""
    if len(word.form) in PREFIX_LENGTHS:
        ready = word.form + "*"
        word.add(ready if lexicon.term(ready) else None, PREFIX)
    elif len(word.form) > max(PREFIX_LENGTHS):
        keys = dict.fromkeys(lexicon.key(form) for form in lexicon.completions(word.form))
        found = [(term.frequency, key) for key in keys if key and (term := lexicon.term(key))]
        for _, key in sorted(found, key=lambda item: (-item[0], item[1]))[:MAX_COMPLETIONS]:
            word.add(key, PREFIX)


def _correct(words: Sequence[Word], lexicon: Lexicon) -> None:
    for word in words:
        if not word.keys:
            _other_layout(word, lexicon)
        if not word.keys:
            _nearest(word, lexicon)


def _other_layout(word: Word, lexicon: Lexicon) -> None:
    """The word as the same keys would have typed it in the other keyboard layout."""
    for source, target in (lexicon.keyboard, lexicon.keyboard[::-1]):
        typed = fold(word.form.translate(str.maketrans(source, target)))
        if typed != word.form and (key := lexicon.key(typed)) is not None:
            word.add(key)
            word.corrected = typed


def _nearest(word: Word, lexicon: Lexicon) -> None:
    """The known words with the fewest edits, of equals those in most articles."""
    limit = allowed_errors(word.form)
    if not limit:
        return
    near = [
        (edits, form) for form in lexicon.neighbours(word.form) if (edits := distance(word.form, form, limit)) <= limit
    ]
    near.sort(key=lambda item: (item[0], item[1][0] != word.form[0], item[1]))
    found: list[tuple[int, int, str, str]] = []
    for edits, form in near[:MAX_LOOKUPS]:
        if (key := lexicon.key(form)) and (term := lexicon.term(key)):
            found.append((edits, -term.frequency, form, key))
    for edits, _, form, key in sorted(found)[:MAX_CORRECTIONS]:
        word.corrected = word.corrected or form
        word.add(key, CORRECTED[edits])


def _pairs(words: Sequence[Word]) -> list[tuple[str, int]]:
    firsts = [next(iter(word.keys), "") for word in words]
    return [(f"{left} {right}", PAIR) for left, right in pairwise(firsts) if left and right]


def _suggestion(words: Sequence[Word]) -> str | None:
    if not any(word.corrected for word in words):
        return None
    return " ".join(word.corrected or word.form for word in words)
