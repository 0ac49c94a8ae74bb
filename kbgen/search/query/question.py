# SPDX-License-Identifier: MIT
"""From what a person typed to the terms that are ranked. Twin: `theme/assets/javascripts/search/question.js`.

The mechanical things of design.md section 5 and nothing else: fold and cut (`tokens.py`), look each word up, read
neighbors joined and as pairs, complete the last word, and ask `correction.py` about a word that is nowhere. A word
that stays unknown is left out: it never empties the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from kbgen.language.fold import normalize
from kbgen.language.tokens import Token, tokens
from kbgen.search.index.postings import PREFIX_LENGTHS
from kbgen.search.query.correction import begins_something, correct, in_known_layout
from kbgen.search.query.score import CODE, FULL, Alternative
from kbgen.search.query.words import PREFIX, Word, most_frequent, phrase_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kbgen.search.query.words import Lexicon

MAX_QUERY: Final = 256
MAX_TOKENS: Final = 32
MAX_COMPLETIONS: Final = 256
PHRASE_LENGTHS: Final = (2, 3)
MIN_JOINED: Final = 2
"""Letters of a word that the one before it may have lost."""
PHRASE_READING: Final = 12
"""Factor, of 16, of each word of a phrase that is read as one."""
PAIR: Final = 4
"""Factor, of 16, of a pair of neighbors that stands so in a title."""


_CODE = regex.compile(r"(?=.*\p{L})(?=.*\p{N}).{3,}|\p{N}{5,}")
_ENDS_IN_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]$")


@dataclass(frozen=True, slots=True)
class Question:
    """What is ranked."""

    words: list[list[Alternative]]
    extras: list[Alternative]
    suggestion: str | None
    """The question in known spelling, when some of its words were corrected."""


def ask(query: str, lexicon: Lexicon) -> Question:
    """Read a query; stop words are looked up only when nothing else is found. Never raises, whatever was typed."""
    typed = normalize(query[:MAX_QUERY])
    text = in_known_layout(typed, lexicon)
    chunks = list(tokens(text))[:MAX_TOKENS]
    unfinished = _ENDS_IN_WORD.search(text) is not None
    for stop in (lexicon.stop, frozenset[str]()):
        words, wholes = _words(chunks, lexicon, stop, unfinished=unfinished)
        skipped = any(word.form in stop for word in words)
        question = _read(words, wholes, lexicon, stop, unfinished=unfinished, retyped=text != typed)
        if question.words or not skipped:
            break
    return question


def _read(
    words: list[Word],
    wholes: list[tuple[str, int]],
    lexicon: Lexicon,
    stop: frozenset[str],
    *,
    unfinished: bool,
    retyped: bool,
) -> Question:
    if words and unfinished and words[-1].form not in stop:
        _complete(words[-1], lexicon)
    _join(words, lexicon, stop)
    words = correct(words, lexicon, stop, unfinished=unfinished)
    weighty = [word for word in words if word.keys and word.form not in stop]
    _read_phrases(weighty, lexicon)
    corrected = retyped or any(word.corrected for word in words)
    return Question(
        [_alternatives(word.keys.items(), lexicon, word) for word in weighty],
        _alternatives([*wholes, *_pairs(weighty)], lexicon),
        " ".join(word.corrected or word.form for word in words) if corrected else None,
    )


def _alternatives(keys: Iterable[tuple[str, int]], lexicon: Lexicon, word: Word | None = None) -> list[Alternative]:
    word = word or Word("")
    return [
        Alternative(term, factor, max(term.frequency, word.completions_at(factor)), key, word.form)
        for key, factor in keys
        if (term := lexicon.term(key)) is not None
    ]


def _words(
    chunks: Sequence[Token], lexicon: Lexicon, stop: frozenset[str], *, unfinished: bool
) -> tuple[list[Word], list[tuple[str, int]]]:
    """The words of a question, those in `stop` not looked up, and the keys of its whole codes with their factors."""
    words: list[Word] = []
    wholes: list[tuple[str, int]] = []
    for place, token in enumerate(chunks, 1):
        key = None if token.whole in stop else lexicon.key(token.whole)
        # `AjaxMa` on its way to AjaxManager is one word, not Ajax and Ma.
        whole = unfinished and place == len(chunks) and not token.joined and begins_something(token.whole, lexicon)
        if token.parts and (token.joined or key is None) and not whole:
            for part in token.parts:
                word = Word(part)
                word.add(None if part in stop else lexicon.key(part))
                word.add(key, max(1, FULL // len(token.parts)))
                words.append(word)
        else:
            word = Word(token.whole)
            word.add(key)
            words.append(word)
        if key is not None and (whole_code := _code_factor(token)):
            wholes.append((key, whole_code))
    return words[:MAX_TOKENS], wholes


def _code_factor(token: Token) -> int:
    """What a known whole adds beside its words: much for a code of letters and digits, something for joined words."""
    if _CODE.fullmatch(token.whole):
        return CODE
    return FULL if token.joined else 0


def _join(words: Sequence[Word], lexicon: Lexicon, stop: frozenset[str]) -> None:
    """Neighbours read as one word: `log in`, `login`; not behind a stop word."""
    for left, right in pairwise(words):
        skipped = left.form in stop or len(right.form) < MIN_JOINED
        key = None if skipped else lexicon.key(left.form + right.form)
        if key is not None:
            weighty = [word for word in (left, right) if word.form not in lexicon.stop] or [left, right]
            for word in weighty:
                word.add(key, FULL // len(weighty))


def _complete(word: Word, lexicon: Lexicon) -> None:
    """The last word may not be finished yet; of few letters, it is hardly the rare word that it happens to be."""
    if len(word.form) <= max(PREFIX_LENGTHS):
        word.doubtful = FULL
        word.completions = lexicon.documents // 2
    ready = word.form + "*"
    term = lexicon.term(ready) if len(word.form) in PREFIX_LENGTHS else None
    if term:
        word.completions = term.frequency
        word.add(ready, PREFIX)
    elif len(word.form) >= min(PREFIX_LENGTHS):
        found = most_frequent((lexicon.key(form) for form in lexicon.completions(word.form)), lexicon)
        word.completions = min(lexicon.documents, sum(frequency for frequency, _ in found))
        for _, key in found[:MAX_COMPLETIONS]:
            word.add(key, PREFIX)


def _read_phrases(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Neighbours read as a phrase that has synonyms: `money back`; found before any of them is read so."""
    phrases = [words[start : start + length] for length in PHRASE_LENGTHS for start in range(len(words) - length + 1)]
    keys = [phrase_key(phrase) for phrase in phrases]
    for phrase, key in zip(phrases, keys, strict=True):
        if key is not None and lexicon.term(key) is not None:
            for word in phrase:
                word.add(key, PHRASE_READING)


def _pairs(words: Sequence[Word]) -> list[tuple[str, int]]:
    firsts = [next(iter(word.keys), "") for word in words]
    return [(f"{left} {right}", PAIR) for left, right in pairwise(firsts) if left and right]
