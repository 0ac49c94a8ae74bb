# SPDX-License-Identifier: MIT
"""Lost spaces: cuts an unknown word into known words (`resetpassword`, `inthe`, `resetmypassword`).

The parts are known words and stop words, at most three. Twin: `search/lost-spaces.js` in the theme.
"""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.search.index.ranking import FULL, MAX_SPLITS, MIN_HALF, MIN_REST
from kbgen.search.query.words import Lexicon, Word


def split(form: str, lexicon: Lexicon) -> list[Word]:
    """Split a word that lost its spaces into known words, if possible. Never splits codes."""
    if not form.isalpha():
        return []
    for parts in _cuts(form, lexicon):
        if parts:
            return [_part(part, lexicon) for part in parts]
    return []


def _cuts(form: str, lexicon: Lexicon) -> Iterator[list[str]]:
    """Yield the cuts to try, the likeliest first; an empty one if it does not work."""
    starts = [
        form[:length]
        for length in range(len(form) - MIN_REST, MIN_HALF - 1, -1)
        if _is_known(form[:length], lexicon)
    ][:MAX_SPLITS]
    for start in starts:
        rest = form[len(start) :]
        yield [start, rest] if _is_last(rest, lexicon) else []
    # `starts` has the longer ones. Two letters before a known word are rather a prefix: `invalid`.
    for stop in _stops(form, lexicon):
        rest = form[len(stop) :]
        yield [stop, rest] if rest in lexicon.stop and _is_last(rest, lexicon) else []
    for start in [*starts, *_stops(form, lexicon)]:
        rest = form[len(start) :]
        for stop in _stops(rest, lexicon):
            last = rest[len(stop) :]
            yield [start, stop, last] if _is_last(last, lexicon) else []


def _stops(form: str, lexicon: Lexicon) -> list[str]:
    """Return the stop words that a form begins with, the longest first."""
    lengths = range(len(form) - MIN_REST, MIN_REST - 1, -1)
    return [form[:length] for length in lengths if form[:length] in lexicon.stop][:MAX_SPLITS]


def _is_last(form: str, lexicon: Lexicon) -> bool:
    """Tell whether a form can be the last part. A short stop word is rather an ending."""
    is_ending = form in lexicon.stop and len(form) < lexicon.min_last_word
    return not is_ending and _is_known(form, lexicon)


def _is_known(form: str, lexicon: Lexicon) -> bool:
    if form in lexicon.stop:
        return True
    key = lexicon.key(form)
    return key is not None and lexicon.term(key) is not None


def _part(form: str, lexicon: Lexicon) -> Word:
    word = Word(form, is_known=False, spellings=[form])
    if form not in lexicon.stop:
        word.add(lexicon.key(form), FULL)
    return word
