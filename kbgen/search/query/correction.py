# SPDX-License-Identifier: MIT
"""What a word that no article contains may mean. Twin: `theme/assets/javascripts/search/correction.js`.

In this order: the other keyboard layout (before the question is cut into words), a known word one edit away, two known
words that lost their space, a known word two edits away, and for an unfinished word the beginnings one edit away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kbgen.language.tokens import tokens
from kbgen.search.browser.lines import collation_key
from kbgen.search.index.postings import PREFIX_LENGTHS
from kbgen.search.query.edit_distance import allowed_errors, begins_almost, distance, reliable_letters
from kbgen.search.query.words import PREFIX, Word

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from kbgen.search.query.words import Lexicon

MAX_CORRECTED: Final = 6
"""Words of one question that are corrected."""
MAX_CORRECTIONS: Final = 3
"""Of the words nearest to a misspelt one so many are taken."""
CORRECTED: Final = (16, 11, 8)
"""Factors, of 16, of a word corrected by so many edits."""
MIN_HALF: Final = 3
MIN_REST: Final = 2
MAX_SPLITS: Final = 3
"""Letters that the words of a split have at least; of the longest known beginnings so many are tried."""
MIN_BEGINNING: Final = 4
"""Letters from which an unfinished word may be misspelt."""


def correct(words: Sequence[Word], lexicon: Lexicon, stop: Container[str], *, unfinished: bool) -> list[Word]:
    """The words with each unknown one read as what it may mean; one that stays unknown keeps no reading.

    Args:
        words: of the question.
        lexicon: what is known.
        stop: words that were not looked up.
        unfinished: whether the last one may be.
    """
    found: list[Word] = []
    left = MAX_CORRECTED
    for place, word in enumerate(words, 1):
        if word.keys or word.form in stop or not left:
            found.append(word)
        else:
            left -= 1
            found.extend(_corrected(word, lexicon, unfinished=unfinished and place == len(words)))
    return found


def _corrected(word: Word, lexicon: Lexicon, *, unfinished: bool) -> list[Word]:
    limit = allowed_errors(word.form)
    near = _nearest(word.form, 1, lexicon) if limit else []
    if not near:
        halves = _split(word.form, lexicon)
        if halves:
            return halves
        # With two errors much more is alike: it is asked only when nothing else is left.
        near = _nearest(word.form, limit, lexicon) if limit > 1 else []
    for edits, form in near:
        word.corrected = word.corrected or form
        word.add(lexicon.key(form), CORRECTED[edits])
    if limit and not near and unfinished:
        _complete_almost(word, lexicon)
    return [word]


def _nearest(form: str, limit: int, lexicon: Lexicon) -> list[tuple[int, str]]:
    """(edits, known form): the fewest edits first, of equals those in most articles."""
    near = [
        (edits, -lexicon.level(other), other[0] != form[0], collation_key(other), other)
        for other in lexicon.neighbors(form, *reliable_letters(form, limit))
        if (edits := distance(form, other, limit)) <= limit
    ]
    return [(edits, other) for edits, _, _, _, other in sorted(near)[:MAX_CORRECTIONS]]


def _split(form: str, lexicon: Lexicon) -> list[Word]:
    """`resetpassword` as its two known words; nothing when it is not made so. Codes are not taken apart."""
    if not form.isalpha():
        return []
    starts = [place for place in range(len(form) - MIN_REST, MIN_HALF - 1, -1) if _term_of(form[:place], lexicon)]
    for place in starts[:MAX_SPLITS]:
        if _term_of(form[place:], lexicon):
            return [_half(part, lexicon) for part in (form[:place], form[place:])]
    return []


def _term_of(form: str, lexicon: Lexicon) -> bool:
    key = lexicon.key(form)
    return key is not None and lexicon.term(key) is not None


def _half(form: str, lexicon: Lexicon) -> Word:
    word = Word(form, corrected=form)
    word.add(lexicon.key(form))
    return word


def _complete_almost(word: Word, lexicon: Lexicon) -> None:
    """The words whose beginning an unfinished word misspells by one edit."""
    if len(word.form) < MIN_BEGINNING:
        return
    head, tail = reliable_letters(word.form, 1)
    forms = [
        (-lexicon.level(form), collation_key(form), form)
        for form in lexicon.neighbors(word.form, head, tail)
        if form.startswith(word.form[:head]) and begins_almost(word.form, form)
    ]
    keys = dict.fromkeys(lexicon.key(form) or "" for _, _, form in sorted(forms)[:MAX_CORRECTIONS])
    terms = [term for key in keys if (term := lexicon.term(key)) is not None]
    word.completions = min(lexicon.documents, sum(term.frequency for term in terms))
    for key in keys:
        word.corrected = word.corrected or key
        word.add(key or None, PREFIX)


def in_known_layout(text: str, lexicon: Lexicon) -> str:
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
    words: Iterator[str] = (token.whole for token in tokens(chunk))
    known = [
        word in lexicon.stop or lexicon.key(word) is not None or (unfinished and begins_something(word, lexicon))
        for word in words
    ]
    return bool(known) and all(known)


def begins_something(word: str, lexicon: Lexicon) -> bool:
    """Whether a known word begins so and is longer."""
    if len(word) in PREFIX_LENGTHS and lexicon.term(word + "*") is not None:
        return True
    return len(word) >= min(PREFIX_LENGTHS) and any(True for _ in lexicon.completions(word))
