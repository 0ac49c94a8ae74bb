# SPDX-License-Identifier: MIT
"""Reads a question: turns the typed text into the terms to rank.

Folds and cuts the text (`tokens.py`), looks up each word, reads neighbors joined and as pairs,
completes the last word, and corrects unknown words (`correction.py`). A word that stays unknown is
left out, so it never empties the list of results.

JavaScript counterpart: `theme/assets/javascripts/search/question.js`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import regex

from kbgen.language.fold import normalize
from kbgen.language.tokens import Token, is_character, is_dotted, is_symbol, is_unspaced, tokens
from kbgen.search.index.ranking import (
    CODE,
    FULL,
    MAX_COMPLETED,
    MAX_COMPLETIONS,
    MAX_QUERY,
    MAX_TOKENS,
    MIN_HALF,
    MIN_JOINED,
    PAIR,
    PHRASE_LENGTHS,
    PHRASE_READING,
    PREFIX,
    PREFIX_LENGTHS,
    RELATED_WORD,
)
from kbgen.search.query.affinity import NearWord, near_words
from kbgen.search.query.compounds import split_compounds
from kbgen.search.query.correction import begins_something, correct, retype
from kbgen.search.query.score import Alternative
from kbgen.search.query.words import Lexicon, Word, most_frequent, phrase_key

# Three characters or more with a letter and a digit, or five digits or more.
_CODE = regex.compile(r"(?=.*\p{L})(?=.*\p{N}).{3,}|\p{N}{5,}")
_ENDS_IN_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, ready to rank."""

    words: list[list[Alternative]]
    """The alternatives of each word."""
    extras: list[Alternative]
    """Pairs and whole codes."""
    asking: list[Alternative]
    """The stop words that occur in titles that ask."""
    unknown: int
    """Number of weighty words without a reading."""
    near: list[NearWord]
    """The weighty words with the articles near them; empty if meaning is off."""
    suggestion: str | None
    """The corrected spelling of the question; None if it needed no correction."""


def ask(query: str, lexicon: Lexicon) -> Question:
    """Read a query. Never raises, whatever was typed.

    Stop words are only looked up if nothing else is found.
    """
    typed = normalize(query[:MAX_QUERY])
    text = retype(typed, lexicon)
    chunks = list(tokens(text, symbols=True))[:MAX_TOKENS]
    unfinished = _ENDS_IN_WORD.search(text) is not None
    # First without stop words. If that finds nothing, with all words.
    for stop in (lexicon.stop, frozenset[str]()):
        words, wholes = _words(chunks, lexicon, stop, unfinished=unfinished)
        skipped = any(word.form in stop for word in words)
        question = _read(words, wholes, lexicon, stop, unfinished=unfinished, retyped=text != typed)
        if question.words or question.near or not skipped:
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
    asking = _asking(words, lexicon)
    _complete(words, lexicon, stop, unfinished=unfinished)
    _join(words, lexicon, stop)
    words = list(split_compounds(words, lexicon, stop))
    words = correct(words, lexicon, stop, unfinished=unfinished)
    weighty = [word for word in words if word.keys and word.form not in stop]
    _relate(weighty, lexicon)
    _read_phrases(weighty, lexicon)
    corrected = retyped or any(word.corrected for word in words)
    return Question(
        [_alternatives(word.keys.items(), lexicon, word) for word in weighty],
        _alternatives([*wholes, *_pairs(weighty)], lexicon),
        asking,
        sum(not word.keys and word.form not in stop for word in words),
        near_words(words, lexicon),
        " ".join(word.corrected or word.form for word in words) if corrected else None,
    )


def _alternatives(
    keys: Iterable[tuple[str, int]], lexicon: Lexicon, word: Word | None = None
) -> list[Alternative]:
    word = word or Word("")
    return [
        Alternative(term, factor, max(term.frequency, word.completions_at(factor)), key, word.form)
        for key, factor in keys
        if (term := lexicon.term(key)) is not None
    ]


def _words(
    chunks: Sequence[Token], lexicon: Lexicon, stop: frozenset[str], *, unfinished: bool
) -> tuple[list[Word], list[tuple[str, int]]]:
    """Return the words of a question, and (key, factor) of its whole codes.

    Words in `stop` are not looked up.
    """
    words: list[Word] = []
    symbols: list[Word] = []
    wholes: list[tuple[str, int]] = []
    for position, token in enumerate(chunks, 1):
        key = None if token.whole in stop else lexicon.key(token.whole)
        if is_symbol(token):
            # Before the words, so that words on both sides are neighbors; left out if unknown.
            symbols += [_word(token.whole, key)] if key else []
            continue
        # An unfinished `AjaxMa` (AjaxManager) is one word, not Ajax and Ma.
        whole = (
            unfinished
            and position == len(chunks)
            and not token.joined
            and begins_something(token.whole, lexicon)
        )
        if token.parts and (token.joined or key is None) and not whole:
            for part in token.parts:
                word = _word(part, None if part in stop else lexicon.key(part))
                word.add(key, max(1, FULL // len(token.parts)))
                words.append(word)
        else:
            word = _word(token.whole, key)
            # Articles may have `4.000` as 4000.
            if is_dotted(token):
                word.add(lexicon.key(token.parts[0]), FULL)
            words.append(word)
        if key is not None and (whole_code := _code_factor(token)):
            wholes.append((key, whole_code))
    return (symbols + words)[:MAX_TOKENS], wholes


def _word(form: str, key: str | None) -> Word:
    word = Word(form)
    word.add(key, FULL)
    return word


def _code_factor(token: Token) -> int:
    """Return the factor of a known whole, added to its words: high for codes, lower if joined."""
    if _CODE.fullmatch(token.whole):
        return CODE
    return FULL if token.joined else 0


def _join(words: Sequence[Word], lexicon: Lexicon, stop: frozenset[str]) -> None:
    """Read neighbors as one word (`log in`, `login`; `on line`, `online`)."""
    for left, right in pairwise(words):
        if left.form in stop:
            key = _after_stop_word(left.form, right.form, lexicon)
        else:
            key = lexicon.key(left.form + right.form) if len(right.form) >= MIN_JOINED else None
        if key is not None:
            weighty = [word for word in (left, right) if word.form not in lexicon.stop] or [
                left,
                right,
            ]
            for word in weighty:
                word.add(key, FULL // len(weighty))


def _after_stop_word(stop: str, form: str, lexicon: Lexicon) -> str | None:
    """Return the key that a stop word makes with a word, only if that is the word's usual form."""
    if len(stop) < MIN_JOINED or len(form) < MIN_HALF or form in lexicon.stop:
        return None
    joined = stop + form
    return joined if lexicon.key(joined) == joined else None


def _complete(
    words: Sequence[Word], lexicon: Lexicon, stop: frozenset[str], *, unfinished: bool
) -> None:
    """Complete the last word, and every single character of a script without spaces."""

    def is_unfinished(position: int, form: str) -> bool:
        # Forms of such scripts have two characters: they complete one, and nothing else.
        is_last = unfinished and position == len(words) and not is_unspaced(form)
        return form not in stop and (is_last or is_character(form))

    found = (word for position, word in enumerate(words, 1) if is_unfinished(position, word.form))
    for word in islice(found, MAX_COMPLETED):
        _complete_word(word, lexicon)


def _complete_word(word: Word, lexicon: Lexicon) -> None:
    """Read a word as a prefix of known words."""
    # A word of few letters is probably unfinished, so it must not count as the rare word it equals.
    if len(word.form) <= max(PREFIX_LENGTHS):
        word.doubtful = FULL
        word.completions = lexicon.documents // 2
    ready = word.form + "*"
    term = lexicon.term(ready) if len(word.form) in PREFIX_LENGTHS else None
    if term:
        word.completions = term.frequency
        word.add(ready, PREFIX)
    elif len(word.form) >= min(PREFIX_LENGTHS) or is_character(word.form):
        completions = most_frequent(map(lexicon.key, lexicon.completions(word.form)), lexicon)
        word.completions = min(lexicon.documents, sum(frequency for frequency, _ in completions))
        for _, key in completions[:MAX_COMPLETIONS]:
            word.add(key, PREFIX)


def _relate(words: Iterable[Word], lexicon: Lexicon) -> None:
    """Read words as related ones: a verb as its noun."""
    for word in words:
        key = lexicon.key(word.form)
        for related in lexicon.related(key) if key in word.keys else ():
            word.add(related, RELATED_WORD)


def _read_phrases(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Read neighbors as phrases with synonyms: `money back`."""
    phrases: list[Sequence[Word]] = []
    for length in PHRASE_LENGTHS:
        phrases += [words[start : start + length] for start in range(len(words) - length + 1)]
    # All keys first: the readings that a phrase adds must not change the keys of others.
    keys = [phrase_key(phrase) for phrase in phrases]
    for phrase, key in zip(phrases, keys, strict=True):
        if key is not None and lexicon.term(key) is not None:
            for word in phrase:
                word.add(key, PHRASE_READING)


def _pairs(words: Sequence[Word]) -> list[tuple[str, int]]:
    firsts = [next(iter(word.keys), "") for word in words]
    return [(f"{left} {right}", PAIR) for left, right in pairwise(firsts) if left and right]


def _asking(words: Sequence[Word], lexicon: Lexicon) -> list[Alternative]:
    """Return the stop words of a question, each with the titles that ask with it."""
    forms = (word.form for word in words if word.form in lexicon.stop)
    keys = dict.fromkeys(map(lexicon.asking_key, forms))
    return _alternatives([(key, FULL) for key in keys if key is not None], lexicon)
