# SPDX-License-Identifier: MIT
"""Messages: the error codes, symptoms, questions and titles that a pasted text may contain.

In: texts of an article. Out: its messages as sequences of words. A message is compared without the
words that differ from computer to computer: numbers, paths and addresses. A *code* is compared
with all its words; it begins with `CODE_MARK`.

JavaScript counterpart of `words_of`: `theme/assets/javascripts/search/pasted.js`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

import regex

from kbgen.language.tokens import tokens
from kbgen.model import SearchDocument
from kbgen.search.index.ranking import MAX_MESSAGE_WORDS

CODE_MARK: Final = "="
"""Begins a message that is a code."""
MIN_WORDS: Final = 2
"""Minimum number of words of a symptom: one word is in too many logs."""
MIN_TITLE_WORDS: Final = 3
"""The same for titles and questions, which need not be messages."""
MIN_LETTERS: Final = 10
"""Minimum number of letters of a message that is not a code."""
MIN_CODE: Final = 5
"""Minimum length of a code; three if it has both a letter and a digit."""

_SPACE: Final = regex.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""White space. `str.split` and JavaScript do not agree about it."""
_ADDRESS: Final = regex.compile(r"[/\\@]")
_DIGIT: Final = regex.compile(r"\p{N}")
_MIXED: Final = regex.compile(r"(?=.*\p{L})(?=.*\p{N}).{3,}", regex.DOTALL)


class Words(NamedTuple):
    """The words of a text, folded."""

    every: tuple[str, ...]
    lasting: tuple[str, ...]
    """Without those that have a digit, and without paths and addresses."""


def words_of(text: str) -> Words:
    """Return the words of a text. Takes time linear in its length."""
    plain = " ".join(piece for piece in _SPACE.split(text) if not _ADDRESS.search(piece))
    return Words(
        tuple(_pieces(text)), tuple(word for word in _pieces(plain) if not _DIGIT.search(word))
    )


def _pieces(text: str) -> Iterator[str]:
    """Yield the words of a text; those of a joined word one by one: `net::ERR_RESET`, `isOpen`."""
    for token in tokens(text):
        # Parts leave out single letters, as in `E104`.
        is_whole = len("".join(token.parts)) != len(token.whole)
        yield from (token.whole,) if is_whole else token.parts


def messages_of(document: SearchDocument) -> tuple[str, ...]:
    """Return the messages of a document, each once."""
    titles = (document.title, *document.questions)
    return tuple(
        dict.fromkeys(
            chain(
                _codes(document.codes),
                _texts(document.symptoms, MIN_WORDS),
                _texts(titles, MIN_TITLE_WORDS),
            )
        )
    )


def _codes(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        yield from _code(words_of(code).every)


def _code(words: tuple[str, ...]) -> Iterator[str]:
    joined = "".join(words)
    if len(joined) >= MIN_CODE or _MIXED.fullmatch(joined):
        yield CODE_MARK + " ".join(words[:MAX_MESSAGE_WORDS])


def _texts(texts: Iterable[str], least: int) -> Iterator[str]:
    for text in texts:
        every, lasting = words_of(text)
        if len(lasting) >= least and sum(map(len, lasting)) >= MIN_LETTERS:
            yield " ".join(lasting[:MAX_MESSAGE_WORDS])
        elif any(map(_MIXED.fullmatch, every)):
            # `Error 0x80070005` is a message because of its number.
            yield from _code(every)
