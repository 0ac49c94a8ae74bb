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

from kbgen.search.fold import normalise
from kbgen.search.postings import PREFIX_LENGTHS
from kbgen.search.score import FULL, Alternative
from kbgen.search.shards import collation_key
from kbgen.search.spelling import allowed_errors, distance
from kbgen.search.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.search.postings import Term

MAX_QUERY: Final = 256
MAX_TOKENS: Final = 16
MAX_COMPLETIONS: Final = 12
MAX_CORRECTED: Final = 6
MAX_LOOKUPS: Final = 12
MAX_CORRECTIONS: Final = 3
"""Of the words nearest to a misspelt one so many are looked up, and so many of them are taken."""
PREFIX: Final = 8
CORRECTED: Final = (16, 11, 8)
"""Factors, of 16, of a completed word and of one corrected by so many edits."""
PAIR: Final = 4
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


@dataclass(frozen=True, slots=True)
class Question:
    """What is ranked."""

    words: list[list[Alternative]]
    extras: list[Alternative]
    suggestion: str | None
    """The question in known spelling, when some of its words were corrected."""


def ask(query: str, lexicon: Lexicon) -> Question:
    """Read a query. Never raises, whatever was typed."""
    typed = normalise(query[:MAX_QUERY])
    text = _in_known_layout(typed, lexicon)
    unfinished = _ENDS_IN_WORD.search(text) is not None
    words, wholes = _words(list(tokens(text))[:MAX_TOKENS], lexicon, unfinished=unfinished)
    _join(words, lexicon)
    if words and unfinished:
        _complete(words[-1], lexicon)
    _correct(words, lexicon)
    weighty = [word for word in words if word.form not in lexicon.stop and word.keys] or words
    corrected = text != typed or any(word.corrected for word in words)
    return Question(
        [_alternatives(word.keys.items(), lexicon, word.completions, word.doubtful) for word in weighty],
        _alternatives([*((key, FULL) for key in wholes), *_pairs(weighty)], lexicon),
        " ".join(word.corrected or word.form for word in words) if corrected else None,
    )


def _alternatives(
    keys: Iterable[tuple[str, int]], lexicon: Lexicon, completions: int = 0, doubtful: int = PREFIX
) -> list[Alternative]:
    found = ((lexicon.term(key), factor) for key, factor in keys)
    return [
        Alternative(term, factor, max(term.frequency, completions if factor <= doubtful else 0))
        for term, factor in found
        if term is not None
    ]


def _words(chunks: Sequence[Token], lexicon: Lexicon, *, unfinished: bool) -> tuple[list[Word], list[str]]:
    """The words of a question, and the keys of its whole codes."""
    words: list[Word] = []
    wholes: list[str] = []
    for place, token in enumerate(chunks, 1):
        key = lexicon.key(token.whole)
        # `AjaxMa` on its way to AjaxManager is one word, not Ajax and Ma.
        whole = unfinished and place == len(chunks) and not token.joined and _begins_something(token.whole, lexicon)
        if token.parts and (token.joined or key is None) and not whole:
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
    """The last word may not be finished yet; of few letters, it is hardly the rare word that it happens to be."""
    if len(word.form) <= max(PREFIX_LENGTHS):
        word.doubtful = FULL
        word.completions = lexicon.documents // 2
    if len(word.form) in PREFIX_LENGTHS:
        ready = word.form + "*"
        term = lexicon.term(ready)
        word.completions = term.frequency if term else 0
        word.add(ready if term else None, PREFIX)
    elif len(word.form) > max(PREFIX_LENGTHS):
        keys = dict.fromkeys(lexicon.key(form) for form in lexicon.completions(word.form))
        found = [(term.frequency, key) for key in keys if key and (term := lexicon.term(key))]
        word.completions = min(lexicon.documents, sum(frequency for frequency, _ in found))
        for _, key in sorted(found, key=lambda item: (-item[0], collation_key(item[1])))[:MAX_COMPLETIONS]:
            word.add(key, PREFIX)


def _correct(words: Sequence[Word], lexicon: Lexicon) -> None:
    unknown = [word for word in words if not word.keys]
    for word in unknown[:MAX_CORRECTED]:
        _nearest(word, lexicon)


def _in_known_layout(text: str, lexicon: Lexicon) -> str:
    """The text with its unknown chunks as the same keys type them in the other keyboard layout, where that is known."""
    layouts = (lexicon.keyboard, lexicon.keyboard[::-1])
    if not lexicon.keyboard[0]:
        return text
    chunks = text.split(" ")
    for place, chunk in enumerate(chunks):
        unfinished = place == len(chunks) - 1
        retyped = (chunk.lower().translate(str.maketrans(source, target)) for source, target in layouts)
        if not _is_known(chunk, lexicon, unfinished=unfinished):
            chunks[place] = next(
                (other for other in retyped if _is_known(other, lexicon, unfinished=unfinished)), chunk
            )
    return " ".join(chunks)


def _is_known(chunk: str, lexicon: Lexicon, *, unfinished: bool) -> bool:
    """Whether every word of a chunk is known; an unfinished one may be the beginning of a known word."""
    words = [token.whole for token in tokens(chunk)]
    return bool(words) and all(
        lexicon.key(word) is not None or (unfinished and _begins_something(word, lexicon)) for word in words
    )


def _begins_something(word: str, lexicon: Lexicon) -> bool:
    if len(word) in PREFIX_LENGTHS:
        return lexicon.term(word + "*") is not None
    return len(word) > max(PREFIX_LENGTHS) and any(True for _ in lexicon.completions(word))


def _nearest(word: Word, lexicon: Lexicon) -> None:
    """The known words with the fewest edits, of equals those in most articles."""
    limit = allowed_errors(word.form)
    if not limit:
        return
    near = [
        (edits, form) for form in lexicon.neighbours(word.form) if (edits := distance(word.form, form, limit)) <= limit
    ]
    near.sort(key=lambda item: (item[0], item[1][0] != word.form[0], collation_key(item[1])))
    found: list[tuple[int, int, str, str]] = []
    for edits, form in near[:MAX_LOOKUPS]:
        if (key := lexicon.key(form)) and (term := lexicon.term(key)):
            found.append((edits, -term.frequency, form, key))
    for edits, _, form, key in sorted(found, key=lambda item: (*item[:2], collation_key(item[2])))[:MAX_CORRECTIONS]:
        word.corrected = word.corrected or form
        word.add(key, CORRECTED[edits])


def _pairs(words: Sequence[Word]) -> list[tuple[str, int]]:
    firsts = [next(iter(word.keys), "") for word in words]
    return [(f"{left} {right}", PAIR) for left, right in pairwise(firsts) if left and right]
