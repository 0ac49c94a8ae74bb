# SPDX-License-Identifier: MIT
"""Count the forms of one document, slot by slot.

In: texts. Out: `Columns`, with the forms that index them: wholes, parts, prefixes of version
numbers.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

import regex

from kbgen.language import ascii_patterns, tokens
from kbgen.search.index.records import NUMBERS, Columns

QUESTION_MARKS: Final = ("?", "\uff1f", "\u061f", "\u037e", "\u055e")
"""What a title that asks ends in: full-width, Arabic, Greek and Armenian marks too."""
MAX_TITLE_WORDS: Final = 24
"""Maximum number of words of a title or question to index; the rest is ignored."""

_NUMBERS_APART: Final = regex.compile(r"\p{N} \p{N}")
_PUNCTUATION: Final = "().,;:!?\"'"
"""Characters around a word that are not part of a token."""
_WORDS: Final = 1 << 15
"""Number of different words whose forms a process remembers."""


def index_forms(text: str) -> Iterator[str]:
    """Yield the forms that index a text: wholes, parts, prefixes of version numbers.

    Symbols are indexed in titles only; in texts they are too frequent.
    """
    # A token may reach over a space only between two numbers.
    if _NUMBERS_APART.search(text):
        text = tokens.join_thousands(text)
    return chain.from_iterable(map(_forms_of_word, text.replace("\n", " ").split(" ")))


def forms_in(text: str) -> Iterator[str]:
    """Yield the same forms as `index_forms`, without remembering words."""
    return chain.from_iterable(map(_forms_of_chunk, tokens.chunks(text)))


@lru_cache(maxsize=_WORDS)
def _forms_of_word(word: str) -> tuple[str, ...]:
    plain = word.strip(_PUNCTUATION)
    # Most words need no pattern.
    if ascii_patterns.is_word(plain) and len(plain) <= tokens.MAX_WHOLE:
        return (plain.lower(),)
    return tuple(forms_in(word))


def _forms_of_chunk(chunk: str) -> list[str]:
    forms = [form for token in tokens.of_chunk(chunk) for form in _forms_of(token)]
    if not chunk.isascii() and (ending := tokens.ending_of(chunk)):
        forms.append(ending)
    return forms


def _forms_of(token: tokens.Token) -> list[str]:
    if not token.parts:
        return [token.whole, *_version_prefixes(token.whole)]
    forms = [token.whole]
    for part in token.parts:
        forms.append(part)
        if part != token.whole:
            forms += _version_prefixes(part)
    return forms


def _version_prefixes(part: str) -> list[str]:
    """Return the shorter versions, 2.3.1 → 2.3: a question on a release means its patches too."""
    if "." not in part:
        return []
    numbers = part.split(".")
    return [".".join(numbers[:end]) for end in range(2, len(numbers))]


class FormCounter:
    """Counts the forms of one document, slot by slot. Counts go to the newest slot."""

    def __init__(self, stop: frozenset[str]) -> None:
        self._stop = stop
        # Not `Counter`, whose updates are slower.
        self._strong: defaultdict[str, int] = defaultdict(int)
        self._text: defaultdict[str, int] = defaultdict(int)
        self._slots: defaultdict[str, list[int]] = defaultdict(list)
        """Form → its slot marks; see `Columns`."""
        self.titles: list[int] = []
        self.length = 0
        self.pairs: list[tuple[str, str, int]] = []

    def title(self, text: str, worth: int, extra: int = 0, *, asks: bool = False) -> None:
        """Begin a slot with its title, which may be empty.

        Args:
            text: The title.
            worth: Worth of each of its words.
            extra: Added to the number of its words; 0 also records pairs of neighbors.
            asks: Whether it is a question without a question mark, too.
        """
        slot = len(self.titles)
        chunks = tokens.chunks(text, symbols=True)
        words = list(chain.from_iterable(map(tokens.of_chunk, chunks)))[:MAX_TITLE_WORDS]
        # A title of nothing but stop words and symbols counts them all.
        weighty = [word.whole for word in words if self._is_weighty(word)] or [
            word.whole for word in words
        ]
        self.titles.append(len(set(weighty)) + extra if weighty else 0)
        if not extra:
            self.pairs.extend((*pair, slot) for pair in pairwise(weighty))
        if asks or text.rstrip().endswith(QUESTION_MARKS):
            asking = dict.fromkeys(word.whole for word in words if word.whole in self._stop)
            self.pairs.extend((form, form, slot) for form in asking)
        endings = filter(None, map(tokens.ending_of, chunks))
        for form in dict.fromkeys(chain(chain.from_iterable(map(_forms_of, words)), endings)):
            self._strong[form] += worth
            self._slots[form].append(slot * 2 + 1)

    def _is_weighty(self, word: tokens.Token) -> bool:
        return word.whole not in self._stop and not tokens.is_symbol(word)

    def text(self, text: str, links: Iterable[str] = (), *, is_aside: bool = False) -> None:
        """Count the words of a text in the newest slot.

        Args:
            text: The text.
            links: Texts in it that count for the articles that they lead to.
            is_aside: Whether all of it is about other articles.
        """
        counted = Counter(index_forms(text))
        self.length += counted.total()
        self._mark_slot(counted)
        if is_aside:
            return
        for link in links:
            counted.subtract(index_forms(link))
        in_texts = self._text
        for form, count in counted.items():
            if count > 0:
                in_texts[form] += count

    def strong(self, texts: Iterable[str], worth: int) -> None:
        """Count short texts about the article as a whole, such as codes and tags."""
        forms = dict.fromkeys(chain.from_iterable(map(index_forms, texts)))
        for form in forms:
            self._strong[form] += worth
        self._mark_slot(forms)

    def _mark_slot(self, forms: Iterable[str]) -> None:
        """Record that forms occur in the newest slot, unless its title has them already."""
        mark = len(self.titles) * 2 - 2
        slots = self._slots
        for form in forms:
            marks = slots[form]
            # The mark of the slot's title is `mark + 1`.
            if not marks or marks[-1] < mark:
                marks.append(mark)

    def columns(self) -> Columns:
        """Return all forms with their counts."""
        forms = sorted(self._slots)
        marks = [self._slots[form] for form in forms]
        return Columns(
            tuple(forms),
            array(NUMBERS, [self._strong.get(form, 0) for form in forms]),
            array(NUMBERS, [self._text.get(form, 0) for form in forms]),
            array(NUMBERS, map(len, marks)),
            array(NUMBERS, chain.from_iterable(marks)),
        )
