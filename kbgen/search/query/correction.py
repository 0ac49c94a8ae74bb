# SPDX-License-Identifier: MIT
"""Corrections: what a word that neither an article nor the vocabulary contains may mean.

Tried in this order: the other keyboard layout and digits for the letters like them in codes (before
the question is cut into words), a known word one edit away, known words that lost their spaces,
known words that end with it (`phones` in headphones), a known word two edits away, and for an
unfinished word the known words whose prefix is one edit away. `spelling_choice.py` then chooses
what to suggest.

JavaScript counterpart: `theme/assets/javascripts/search/correction.js`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

import regex

from kbgen.language.tokens import tokens
from kbgen.search.browser.lines import collation_key
from kbgen.search.index.ranking import (
    CORRECTED,
    FEW_FOR_ENDINGS,
    MAX_CORRECTED,
    MAX_CORRECTIONS,
    MIN_ENDING,
    MIN_UNFINISHED,
    PREFIX,
    PREFIX_LENGTHS,
)
from kbgen.search.query.edit_distance import (
    allowed_errors,
    begins_almost,
    distance,
    reliable_letters,
)
from kbgen.search.query.lost_spaces import split
from kbgen.search.query.spelling_choice import choose_spellings, doubtful_words, is_rare
from kbgen.search.query.words import Lexicon, Word

_DIGITS: Final = str.maketrans("oil", "011")
"""Letters that look like digits, in lower case."""
_LETTERS_FOR_DIGITS: Final = regex.compile(r"[oil]*[0-9][0-9oil]*")
_CODE: Final = regex.compile(r"(?=.*[a-z])[!-~]{1,32}")
"""A chunk in lower case that may be a code: a longer one may be many words, each looked up."""


def correct(
    words: Sequence[Word], lexicon: Lexicon, stop: Container[str], *, unfinished: bool
) -> list[Word]:
    """Return the words with corrections for the unknown ones. Some may stay without a reading.

    Args:
        words: Words of the question.
        lexicon: The index.
        stop: Words that were not looked up.
        unfinished: Whether the last word may be unfinished.
    """
    result: list[Word] = []
    left = MAX_CORRECTED
    for position, word in enumerate(words, 1):
        if word.keys or word.form in stop or not left or lexicon.vocabulary_key(word.form):
            result.append(word)
        else:
            left -= 1
            result.extend(
                _corrected(word, lexicon, unfinished=unfinished and position == len(words))
            )
    weighty = [word for word in result if word.form not in stop]
    if any(word.spellings for word in weighty):
        for word in doubtful_words(weighty, lexicon)[:left]:
            near = _nearest(word.form, 1, _neighbors(word.form, 1, lexicon), lexicon)
            word.spellings = [word.form, *(form for _, form in near if form != word.form)]
        choose_spellings(weighty, lexicon)
    elif len(weighty) == 1 and weighty[0].keys and is_rare(weighty[0], FEW_FOR_ENDINGS, lexicon):
        _read_endings(weighty[0], lexicon.endings(weighty[0].form), lexicon)
    return result


def _corrected(word: Word, lexicon: Lexicon, *, unfinished: bool) -> list[Word]:
    limit = allowed_errors(word.form)
    neighbors = _neighbors(word.form, 1, lexicon) if limit else []
    near = _nearest(word.form, 1, neighbors, lexicon)
    nearest = {form for _, form in near}
    endings = _read_endings(word, (form for form in neighbors if form not in nearest), lexicon)
    word.is_known = endings and not near
    if not endings and not near:
        parts = split(word.form, lexicon)
        if parts:
            return parts
        # Far more words are two errors away, so this is the last resort.
        if limit > 1:
            near = _nearest(word.form, limit, _neighbors(word.form, limit, lexicon), lexicon)
    for edits, form in near:
        word.add(lexicon.key(form), CORRECTED[edits])
        if not word.is_known:
            word.spellings.append(form)
    if limit and not word.is_known and not near and unfinished:
        _complete_almost(word, neighbors, lexicon)
    return [word]


def _neighbors(form: str, limit: int, lexicon: Lexicon) -> list[str]:
    return list(lexicon.neighbors(form, *reliable_letters(form, limit)))


def _nearest(
    form: str, limit: int, neighbors: Iterable[str], lexicon: Lexicon
) -> list[tuple[int, str]]:
    """Return (edits, known form) pairs: fewest edits first, then the forms of most articles."""
    near = [
        (edits, -lexicon.level(other), _unlike(form, other), collation_key(other), other)
        for other in neighbors
        if (edits := distance(form, other, limit)) <= limit
    ]
    return [(edits, other) for edits, _, _, _, other in sorted(near)[:MAX_CORRECTIONS]]


def _unlike(form: str, other: str) -> int:
    """Return how many signs of a typo are missing: the same letters (twice), first and last one."""
    return 2 * (sorted(form) != sorted(other)) + (form[0] != other[0]) + (form[-1] != other[-1])


def _read_endings(word: Word, forms: Iterable[str], lexicon: Lexicon) -> bool:
    """Read a word as the known words that end with it. Returns whether there are some."""
    if len(word.form) < MIN_ENDING:
        return False
    endings = [
        (-lexicon.level(form), collation_key(form), form)
        for form in forms
        if form.endswith(word.form) and form != word.form
    ]
    for _, _, form in sorted(endings)[:MAX_CORRECTIONS]:
        word.add(lexicon.key(form), CORRECTED[2])
    return bool(endings)


def _complete_almost(word: Word, neighbors: Iterable[str], lexicon: Lexicon) -> None:
    """Read an unfinished word as the known words whose prefix is one edit away."""
    if len(word.form) < MIN_UNFINISHED:
        return
    head, _ = reliable_letters(word.form, 1)
    forms = [
        (-lexicon.level(form), collation_key(form), form)
        for form in neighbors
        if form.startswith(word.form[:head]) and begins_almost(word.form, form)
    ]
    keys = dict.fromkeys(lexicon.key(form) or "" for _, _, form in sorted(forms)[:MAX_CORRECTIONS])
    terms = [term for key in keys if (term := lexicon.term(key)) is not None]
    word.completions = min(lexicon.documents, sum(term.frequency for term in terms))
    for key in keys:
        word.spellings.append(key)
        word.add(key or None, PREFIX)


def retype(text: str, lexicon: Lexicon) -> str:
    """Return the text with unknown chunks retyped, if they are known that way.

    They may have been typed in the other keyboard layout, or with letters for digits.
    """
    chunks = text.split(" ")
    for index, chunk in enumerate(chunks):
        unfinished = index == len(chunks) - 1
        retyped = list(_retyped(chunk.lower(), lexicon))
        if retyped and not _is_known(chunk, lexicon, unfinished=unfinished):
            chunks[index] = next(
                (other for other in retyped if _is_known(other, lexicon, unfinished=unfinished)),
                chunk,
            )
    return " ".join(chunks)


def _retyped(chunk: str, lexicon: Lexicon) -> Iterator[str]:
    if lexicon.keyboard[0]:
        for source, target in (lexicon.keyboard, lexicon.keyboard[::-1]):
            yield chunk.translate(str.maketrans(source, target))
    code = digits_for_letters(chunk)
    if code != chunk:
        yield code


def digits_for_letters(chunk: str) -> str:
    """Return a chunk in lower case with digits for the letters like them: `kb4o1` → `kb401`.

    Only letters next to digits change, and only in a code, which keeps another letter: `5l` is no
    51.
    """
    code = _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS), chunk)
    return code if _CODE.fullmatch(code) else chunk


def _is_known(chunk: str, lexicon: Lexicon, *, unfinished: bool) -> bool:
    """Tell whether all words of a chunk are known; an unfinished one may begin a known word."""
    words: Iterator[str] = (token.whole for token in tokens(chunk))
    known = [
        word in lexicon.stop
        or lexicon.key(word) is not None
        or lexicon.vocabulary_key(word) is not None
        or (unfinished and begins_something(word, lexicon))
        for word in words
    ]
    return bool(known) and all(known)


def begins_something(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a longer known word begins with `word`."""
    if len(word) in PREFIX_LENGTHS and lexicon.term(word + "*") is not None:
        return True
    return len(word) >= min(PREFIX_LENGTHS) and any(True for _ in lexicon.completions(word))
